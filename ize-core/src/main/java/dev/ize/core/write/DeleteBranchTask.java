package dev.ize.core.write;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Durability;
import java.util.function.Consumer;

/** Frees a branch's name; its records are swept afterwards. */
final class DeleteBranchTask extends Task<BranchState> {
    private final BranchState branch;
    private final Consumer<BranchState> registry;

    /**
     * @param registry forgets the name and has the records swept
     */
    DeleteBranchTask(Durability durability, BranchState branch, Consumer<BranchState> registry) {
        super(durability, branch);
        this.branch = branch;
        this.registry = registry;
    }

    @Override
    protected BranchState prepare(Turn turn) {
        delete(turn, branch);
        ActTask.Taken taken = ActTask.take(turn);
        ActTask.record(turn, taken, ActRecord.Act.DELETE_BRANCH, branch.name(), branch.id(), 0, 0);
        return branch;
    }

    /** Marks a branch as deleted and frees its name. */
    static void delete(Turn turn, BranchState branch) {
        byte[] key = Keys.branch(branch.id());
        byte[] value = turn.overlay().get(Keyspaces.BRANCHES, key);
        BranchRecord record = value == null ? null : BranchRecord.decode(key, value);
        if (record == null || record.deleted()) {
            throw ActTask.notFound("branch", branch.name());
        }
        turn.overlay().put(Keyspaces.BRANCHES, key, record.asDeleted().encode(key));
        turn.overlay().delete(Keyspaces.BRANCHES, Keys.branchName(ActTask.bytes(branch.name())));
        turn.markDeleted(branch);
    }

    @Override
    protected void committed(BranchState deleted) {
        deleted.markDeleted();
        registry.accept(deleted);
    }
}
