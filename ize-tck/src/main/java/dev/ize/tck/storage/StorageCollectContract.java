package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.CollectedContent;
import dev.ize.spi.Content;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Collection removes the content that nothing needs, and no other, whatever goes on meanwhile. */
abstract class StorageCollectContract extends StorageContract {
    /** Longer than what waits in memory and of many chunks. */
    private static final int LARGE = 3 << 20;

    private static final int ROUNDS = 40;
    private static final int UNUSED = 10;
    private static final int LENGTH = 1_200_000;
    private static final int EDITED = 600_000;

    @Test
    @Shows("upkeep-17")
    void contentOfADeletedBranchIsCollected() {
        create("/kept", noise(LARGE, 1));
        leaveGarbage("garbage", noise(LARGE, 2));

        CollectedContent estimate = storage().collect(RemovalMode.DRY_RUN, Progress.NONE);
        long disk = storage().statistics().storedContentBytes();
        CollectedContent removed = storage().collect(RemovalMode.REMOVE, Progress.NONE);
        CollectedContent again = storage().collect(RemovalMode.REMOVE, Progress.NONE);

        assertThat(estimate).isEqualTo(removed);
        assertThat(removed.bytes()).isBetween((long) LARGE, LARGE + LARGE / 100L);
        assertThat(disk - storage().statistics().storedContentBytes()).isEqualTo(removed.bytes());
        assertThat(again).isEqualTo(new CollectedContent(0, 0, removed.keptObjects()));
        reopen();
        assertThat(head().read(path("/kept"))).isEqualTo(noise(LARGE, 1));
    }

    @Test
    @Shows("upkeep-18")
    void whatAnyVersionHasIsKept() {
        List<View> views = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            byte[] bytes = noise(200_000, i);
            int round = i;
            apply(change -> round == 0
                    ? change.create(path("/f"), Content.of(bytes))
                    : change.replace(path("/f"), Content.of(bytes)));
            views.add(head());
        }
        delete("/f");

        assertThat(storage().collect(RemovalMode.REMOVE, Progress.NONE).objects())
                .isZero();

        for (int i = 0; i < 5; i++) {
            assertThat(views.get(i).read(path("/f"))).isEqualTo(noise(200_000, i));
        }
    }

    @Test
    @Shows("upkeep-19")
    void storedContentIsKeptUntilItIsClosed() {
        StoredContent used = storage().store(new ByteArrayInputStream(noise(LARGE, 1)));
        StoredContent closed = storage().store(new ByteArrayInputStream(noise(LARGE, 2)));

        assertThat(storage().collect(RemovalMode.REMOVE, Progress.NONE).objects())
                .isZero();
        closed.close();
        CollectedContent removed = storage().collect(RemovalMode.REMOVE, Progress.NONE);
        apply(change -> change.create(path("/f"), used));
        used.close();

        assertThat(removed.bytes()).isGreaterThan(LARGE);
        assertThat(storage().collect(RemovalMode.REMOVE, Progress.NONE).objects())
                .isZero();
        assertThat(head().read(path("/f"))).isEqualTo(noise(LARGE, 1));
    }

    @Test
    @Shows("upkeep-19")
    void handleOnContentOfADeletedBranchKeepsAllOfIt() {
        Branch branch = storage().fork("branch", head());
        apply(branch, change -> change.create(path("/f"), Content.of(noise(LARGE, 1))));
        apply(branch, change -> change.create(path("/g"), Content.of(noise(LARGE, 2))));
        StoredContent kept = branch.head().content(path("/f"));
        storage().deleteBranch("branch");

        storage().collect(RemovalMode.REMOVE, Progress.NONE);
        apply(change -> change.create(path("/f"), kept));
        kept.close();
        storage().collect(RemovalMode.REMOVE, Progress.NONE);

        assertThat(head().read(path("/f"))).isEqualTo(noise(LARGE, 1));
    }

    @Test
    @Shows("upkeep-20")
    void contentThatIsStoredAgainAfterItsRemovalIsThere() {
        byte[] bytes = noise(LARGE, 1);
        leaveGarbage("garbage", bytes);
        storage().collect(RemovalMode.REMOVE, Progress.NONE);

        create("/again", bytes);

        assertThat(head().read(path("/again"))).isEqualTo(bytes);
        assertThat(storage().collect(RemovalMode.REMOVE, Progress.NONE).objects())
                .isZero();
    }

    @Test
    @Shows("upkeep-21")
    void collectionThatIsEndedLeavesAStoreThatCanCollectAgain() {
        create("/kept", noise(LARGE, 1));
        leaveGarbage("garbage", noise(LARGE, 2));

        assertThatThrownBy(() -> storage().collect(RemovalMode.REMOVE, (step, done, total) -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(storage().collect(RemovalMode.REMOVE, Progress.NONE).bytes()).isGreaterThan(LARGE);
        assertThat(head().read(path("/kept"))).isEqualTo(noise(LARGE, 1));
    }

    @Test
    @Shows("upkeep-21")
    void collectionInsideAnotherIsRefusedAndHarmsNothing() {
        create("/kept", noise(LARGE, 1));

        assertThatThrownBy(() -> storage().collect(RemovalMode.REMOVE, (step, done, total) -> {
                    assertThat(done).as(step).isPositive();
                    storage().collect(RemovalMode.REMOVE, Progress.NONE);
                }))
                .isInstanceOf(IllegalStateException.class);

        storage().collect(RemovalMode.REMOVE, Progress.NONE);
        assertThat(head().read(path("/kept"))).isEqualTo(noise(LARGE, 1));
    }

    @Test
    @Shows("upkeep-21")
    void closingEndsACollection() {
        create("/kept", noise(LARGE, 1));

        assertThatThrownBy(() -> storage().collect(RemovalMode.REMOVE, (step, done, total) -> closeStorage()))
                .isInstanceOf(StorageClosedException.class);

        assertThat(head().read(path("/kept"))).isEqualTo(noise(LARGE, 1));
    }

    /** Each content becomes garbage, is stored again from two sides and edited, while collections go on. */
    @Test
    @Shows("upkeep-20")
    void contentThatComesAndGoesIsNeverMissingFromAVersion() throws Exception {
        createDirectory("/d");
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Future<Long> collected = threads.submit(() -> collectUntil(over));
            Future<Void> garbage = threads.submit(() -> makeGarbage("g"));
            Future<Void> streams = threads.submit(() -> store("/d/stored", true));
            store("/d/applied", false);
            streams.get(1, TimeUnit.MINUTES);
            garbage.get(1, TimeUnit.MINUTES);
            over.set(true);

            assertThat(collected.get(1, TimeUnit.MINUTES))
                    .as("objects collected")
                    .isPositive();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(head().read(path("/d/stored" + i))).as("stored " + i).isEqualTo(edited(i));
            assertThat(head().read(path("/d/applied" + i))).as("applied " + i).isEqualTo(edited(i));
        }
    }

    private long collectUntil(AtomicBoolean over) {
        long objects = 0;
        while (!over.get()) {
            objects += storage().collect(RemovalMode.REMOVE, Progress.NONE).objects();
        }
        return objects;
    }

    private Void makeGarbage(String name) {
        for (int i = 0; i < ROUNDS + UNUSED; i++) {
            Branch branch = storage().fork(name + i, head());
            byte[] bytes = noise(LENGTH, i);
            apply(branch, change -> change.create(path("/garbage"), Content.of(bytes)));
            edit(branch, "/garbage");
            storage().deleteBranch(name + i);
        }
        return null;
    }

    private Void store(String prefix, boolean ahead) {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = noise(LENGTH, i);
            StorePath file = path(prefix + i);
            if (ahead) {
                try (StoredContent content = storage().store(new ByteArrayInputStream(bytes))) {
                    apply(change -> change.create(file, content));
                }
            } else {
                apply(change -> change.create(file, Content.of(bytes)));
            }
            edit(main(), file.toString());
        }
        return null;
    }

    /** A small write in the middle: most of the tree of chunks goes on as it was. */
    private static void edit(Branch branch, String file) {
        apply(branch, change -> change.write(path(file), EDITED, Content.of("edited")));
    }

    private static byte[] edited(int content) {
        byte[] bytes = noise(LENGTH, content);
        System.arraycopy("edited".getBytes(StandardCharsets.US_ASCII), 0, bytes, EDITED, 6);
        return bytes;
    }

    private void leaveGarbage(String branchName, byte[] bytes) {
        Branch branch = storage().fork(branchName, head());
        apply(branch, change -> change.create(path("/garbage"), Content.of(bytes)));
        storage().deleteBranch(branchName);
    }
}
