package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.HeadMovedException;
import dev.ize.spi.Node;
import dev.ize.spi.PreconditionFailedException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.spi.WriteRefusedException;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingProvider;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of changes that were to be written together when the engine refuses that: each is judged by itself, as
 * if the others of the group had come at another time.
 */
@Timeout(60)
final class RefusedGroupTest {
    private static final StorePath FILE = StorePath.of("/file");
    private static final StorePath OTHER = StorePath.of("/other");

    /** More operations than a batch is tried with. */
    private static final int STAGED = 10_001;

    @TempDir
    Path directory;

    /** The first write since it was set waits for it. */
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Opened when a write waits. */
    private volatile CountDownLatch atWork = new CountDownLatch(0);

    /** What becomes of the writes after that: true, it is refused; the rest are taken. */
    private final Deque<Boolean> refusals = new ArrayDeque<>();

    private FileSystemStorage storage;
    private Branch main;

    @BeforeEach
    void open() {
        storage = new ForwardingProvider(new InMemoryProvider(), GatedEngine::new)
                .open(directory.resolve("store"), StorageOptions.defaults());
        main = storage.mainBranch();
        main.apply(Change.by("tester").create(FILE, Content.of("old")).build());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void changeIsJudgedWithoutTheRefusedOneBeforeIt() {
        Group group = new Group();
        CompletableFuture<AppliedChange> deletion =
                group.apply(main, Change.by("first").delete(FILE));
        CompletableFuture<AppliedChange> edit =
                group.apply(main, Change.by("second").replace(FILE, Content.of("new")));

        group.write(true, false);

        assertRefused(deletion);
        assertThat(edit.join().operations()).isEqualTo(1);
        assertThat(text(main.head())).isEqualTo("new");
    }

    @Test
    void changeThatDoesNotFitTheOneBeforeItIsRefusedWhenThatIsWritten() {
        Group group = new Group();
        CompletableFuture<AppliedChange> deletion =
                group.apply(main, Change.by("first").delete(FILE));
        CompletableFuture<AppliedChange> edit =
                group.apply(main, Change.by("second").replace(FILE, Content.of("new")));

        group.write(false);

        assertThat(deletion.join().operations()).isEqualTo(1);
        assertThatThrownBy(edit::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ChangeRefusedException.class);
        assertThat(main.head().list(StorePath.ROOT)).isEmpty();
    }

    @Test
    void stagedChangeIsJudgedByItsPreconditionsWithoutTheRefusedOneBeforeIt() {
        Change.Builder staged =
                many().expectHead(main.head().point()).expectAbsent(OTHER).expectContent(FILE, content(main.head()));
        Group group = new Group();
        CompletableFuture<AppliedChange> creation =
                group.apply(main, Change.by("first").create(OTHER, Content.of("other")));
        CompletableFuture<AppliedChange> many = group.apply(main, staged);

        group.write(true, false);

        assertRefused(creation);
        assertThat(many.join().operations()).isEqualTo(STAGED);
        assertThat(main.head().find(OTHER)).isEmpty();
    }

    @Test
    void stagedChangeIsRefusedWhenTheOneBeforeItIsWrittenAfterAll() {
        Branch side = storage.fork("side", main.head());
        Change.Builder staged = many().expectHead(main.head().point());
        Group group = new Group();
        CompletableFuture<AppliedChange> creation =
                group.apply(main, Change.by("first").create(OTHER, Content.of("other")));
        CompletableFuture<AppliedChange> many = group.apply(main, staged);
        CompletableFuture<AppliedChange> deletion =
                group.apply(side, Change.by("third").delete(FILE));

        group.write(true, false, true);

        assertRefused(deletion);
        assertThat(creation.join().operations()).isEqualTo(1);
        assertThatThrownBy(many::join).hasCauseInstanceOf(HeadMovedException.class);
        main.apply(Change.by("tester").delete(OTHER).build());
    }

    /** The stage was let begin in the group that was refused, and must not hold its branch twice or for nobody. */
    @Test
    void stagedChangeBeginsAnewWhenAChangeOfAnotherBranchHasItsGroupRefused() {
        Branch side = storage.fork("side", main.head());
        Change.Builder staged = many().expectHead(main.head().point());
        Change.Builder failing = many().expectAbsent(FILE);
        Group group = new Group();
        CompletableFuture<AppliedChange> many = group.apply(main, staged);
        CompletableFuture<AppliedChange> creation =
                group.apply(side, Change.by("second").create(OTHER, Content.of("other")));
        CompletableFuture<AppliedChange> never = group.apply(side, failing);

        group.write(true, true, false);

        assertRefused(creation);
        assertThat(many.join().operations()).isEqualTo(STAGED);
        assertThatThrownBy(never::join).hasCauseInstanceOf(PreconditionFailedException.class);
        main.apply(Change.by("tester").delete(FILE).build());
        side.apply(Change.by("tester").delete(FILE).build());
    }

    private static Change.Builder many() {
        Change.Builder change = Change.by("many");
        for (int i = 0; i < STAGED; i++) {
            change.setPermissions(FILE, i % 2 == 0 ? 0600 : 0640);
        }
        return change;
    }

    private static ContentReference content(View view) {
        return ((Node.File) view.entry(FILE).node()).content();
    }

    private static String text(View view) {
        return new String(view.read(FILE), StandardCharsets.UTF_8);
    }

    private static void assertRefused(CompletableFuture<?> outcome) {
        assertThatThrownBy(outcome::join).hasCauseInstanceOf(WriteRefusedException.class);
    }

    /** Changes that come while the writer is at work, so that it takes them up together, in their order. */
    private final class Group {
        private final Branch busy = storage.fork("busy", main.head());
        private final CompletableFuture<AppliedChange> before;

        Group() {
            gate = new CountDownLatch(1);
            atWork = new CountDownLatch(1);
            before = apply(busy, Change.by("busy").setPermissions(StorePath.ROOT, 0700));
            await(atWork);
        }

        /** Hands a change over, and waits until its thread waits for the writer. */
        CompletableFuture<AppliedChange> apply(Branch branch, Change.Builder builder) {
            Change change = builder.build();
            CompletableFuture<AppliedChange> outcome = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    outcome.complete(branch.apply(change));
                } catch (RuntimeException e) {
                    outcome.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
                Thread.onSpinWait();
            }
            return outcome;
        }

        /** Lets the writer go on; says which of the writes for the group are refused. */
        void write(Boolean... refused) {
            synchronized (refusals) {
                refusals.addAll(List.of(refused));
            }
            gate.countDown();
            assertThat(before.join().operations()).isEqualTo(1);
        }
    }

    /** An engine whose writes wait and are refused as the test wants. */
    private final class GatedEngine extends ForwardingEngine {
        GatedEngine(Engine right) {
            super(right);
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            CountDownLatch waited = gate;
            if (waited.getCount() > 0) {
                atWork.countDown();
                await(waited);
            } else if (isRefused()) {
                throw new WriteRefusedException("The disk is full", null);
            }
            super.write(batch, durability);
        }

        private boolean isRefused() {
            synchronized (refusals) {
                return !refusals.isEmpty() && refusals.removeFirst();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts this thread", e);
        }
    }
}
