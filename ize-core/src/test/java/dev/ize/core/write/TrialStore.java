package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ContentReader;
import dev.ize.core.content.ContentWriter;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.core.verify.TrialVerification;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Durability;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A store made by hand, with what a writer keeps of it: for tests of tasks, each in a turn of its own. */
final class TrialStore implements AutoCloseable {
    /** The number that the next operation or act takes. */
    static final long NEXT = 9;

    final HandMadeStore made = new HandMadeStore();
    final ChunkCodec codec = new ChunkCodec();
    final Leases leases = new Leases();
    final BranchState main = made.main();
    final BranchState side = made.side();
    final Counters counters = new Counters(new CountersRecord(NEXT, 3, 4, 1, time(0), time(8), 8, made.storeLink()));

    Turn turn() {
        return new Turn(made.records(), counters, () -> time(0), codec, leases);
    }

    /** Runs a task and writes what it wrote; throws what it throws, and nothing is written then. */
    <R> R run(Task<R> task) {
        Turn turn = turn();
        assertThat(turn.run(task)).isTrue();
        turn.group().joinInto(made.records());
        turn.publishHeads();
        task.publish();
        task.complete();
        return task.await();
    }

    /** Applies a change whose content is all given as bytes. */
    AppliedChange apply(BranchState branch, Operation... operations) {
        return run(change(branch, List.of(), operations));
    }

    ChangeTask change(BranchState branch, List<Change.Precondition> preconditions, Operation... operations) {
        List<PendingOperation> pending = new ArrayList<>();
        for (Operation operation : operations) {
            pending.add(new PendingOperation(operation, pending.size(), content(operation)));
        }
        return new ChangeTask(
                Durability.BUFFERED,
                branch,
                new Change("tester", "why", "", preconditions, List.of(operations)),
                pending,
                (snapshot, point) -> new TreeReader(snapshot, branch.lineage(), point.sequence()));
    }

    private static Optional<PendingOperation.Ready> content(Operation operation) {
        Content content = operation instanceof Operation.CreateFile create
                ? create.content()
                : operation instanceof Operation.WriteFile write
                        ? write.content()
                        : operation instanceof Operation.ReplaceContent replace ? replace.content() : null;
        return Optional.ofNullable(content)
                .map(bytes -> PendingOperation.Ready.of(PreparedContent.of(((Content.Bytes) bytes).toByteArray())));
    }

    /** Runs a task that is one step. */
    void inTurn(Consumer<Turn> step) {
        run(new Task<Boolean>(Durability.BUFFERED, null) {
            @Override
            protected Boolean prepare(Turn turn) {
                step.accept(turn);
                return true;
            }
        });
    }

    /** Stores a content that no version refers to. */
    ContentReference keep(byte[] content) {
        ContentReference[] kept = new ContentReference[1];
        inTurn(turn -> kept[0] = new ContentWriter(new ContentAdditions(turn)).write(content));
        return kept[0];
    }

    TreeReader tree(BranchState of) {
        return new TreeReader(made.records(), of.lineage(), of.head().seq());
    }

    /** The newest version on the main branch of what is at a path. */
    NodeRecord node(StorePath path) {
        EntryRecord entry = tree(main).resolve(path);
        assertThat(entry).as(path.toString()).isNotNull();
        return tree(main).node(entry.node());
    }

    byte[] read(ContentLocation content) {
        ContentRecords records = new ContentRecords(made.records(), codec);
        if (content.reference().form() == ContentReference.Form.BYTES) {
            return records.readRoot(content);
        }
        byte[] bytes = new byte[(int) content.reference().length()];
        new ContentReader(records, content.reference()).read(0, bytes, 0, bytes.length);
        return bytes;
    }

    void assertSound() {
        assertThat(TrialVerification.findingsOf(made)).isEmpty();
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        codec.close();
    }
}
