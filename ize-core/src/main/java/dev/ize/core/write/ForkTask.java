package dev.ize.core.write;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.ChangeEnds;
import dev.ize.core.tree.Lineage;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Durability;
import java.util.function.Consumer;

/** Makes a branch: two small records, whatever the size of the tree. */
final class ForkTask extends ActTask<BranchState> {
    private final String name;
    private final BranchState viewed;
    private final long seq;
    private final Consumer<BranchState> registry;

    /**
     * @param viewed the branch through which the point is seen
     * @param registry learns of the branch before its caller does
     */
    ForkTask(Durability durability, String name, BranchState viewed, long seq, Consumer<BranchState> registry) {
        super(durability);
        this.name = name;
        this.viewed = viewed;
        this.seq = seq;
        this.registry = registry;
    }

    @Override
    protected BranchState prepare(Turn turn) {
        requireFree(turn, name);
        PointGuard.requireHeld(turn, viewed, seq);
        PointGuard.requireKept(turn.overlay(), viewed, seq);
        int owner = viewed.lineage().owner(seq);
        Lineage parent = viewed.lineage().ancestor(owner);
        ContentHash link = ChangeEnds.linkAt(turn.overlay(), viewed.lineage(), viewed.id(), seq);

        Taken taken = take(turn);
        long id = turn.counters().takeBranch();
        BranchRecord record = new BranchRecord(parent.branch(0), seq, taken.seq(), taken.time(), false, name);
        BranchState made = make(turn, id, record, parent, link);
        record(turn, taken, ActRecord.Act.FORK, name, id, parent.branch(0), seq);
        return made;
    }

    /**
     * Writes a branch's records.
     *
     * @param link the parent's chain at the fork point
     */
    static BranchState make(Turn turn, long id, BranchRecord record, Lineage parent, ContentHash link) {
        byte[] key = Keys.branch(id);
        turn.overlay().put(Keyspaces.BRANCHES, key, record.encode(key));
        byte[] nameKey = Keys.branchName(bytes(record.name()));
        turn.overlay()
                .put(
                        Keyspaces.BRANCHES,
                        nameKey,
                        Checksum.seal(Keyspaces.BRANCHES, nameKey, new ByteWriter().varint(id)));
        return new BranchState(
                id,
                record,
                parent.fork(id, record.forkSeq(), record.baseSeq()),
                new BranchState.Head(record.forkSeq(), link));
    }

    @Override
    protected void committed(BranchState made) {
        registry.accept(made);
    }
}
