package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LostChangesException;
import dev.ize.spi.Progress;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A store over an engine that was put back to an older state, or cut short, is noticed when it is opened. */
abstract class RecordWatermarkContract extends StorageContract {
    /** Where the second slot of the file lies, in bytes. */
    private static final int SECOND_SLOT = 4096;

    @Override
    abstract EngineProvider provider();

    @Test
    @Shows("integrity-17")
    void storePutBackToAnOlderStateIsRefusedAndLeftAsItIs() {
        create("/kept", "x");
        storage().sync();
        long kept = head().point().sequence();
        WriteBatch older = state();
        create("/lost", "x");
        storage().sync();
        long lost = head().point().sequence();
        WriteBatch newer = state();

        putBack(older);
        LostChangesException first = opening();
        LostChangesException again = opening();

        assertThat(first.newest()).isEqualTo(kept);
        assertThat(first.durable()).isEqualTo(lost);
        assertThat(first).hasMessageContaining("backup");
        assertThat(again).hasMessage(first.getMessage());

        putBack(newer);
        assertThat(text("/lost")).isEqualTo("x");
    }

    @Test
    @Shows("integrity-17")
    void lossThatIsAcceptedIsTakenForGoodAndItsNumbersAreNotGivenAgain() {
        create("/kept", "x");
        storage().sync();
        WriteBatch older = state();
        AppliedChange lost = create("/lost", "x");
        storage().sync();
        putBack(older);

        provider().open(storeDirectory(), options().acceptLoss(true).build()).close();
        AppliedChange next = create("/next", "x");

        assertThat(paths(head())).containsExactly("/kept", "/next");
        assertThat(next.point().sequence()).isGreaterThan(lost.point().sequence());
    }

    @Test
    @Shows("integrity-17")
    void otherHistoryUnderTheSameNumberIsNoticed() throws IOException {
        create("/kept", "x");
        storage().sync();
        WriteBatch older = state();
        byte[] olderMark = Files.readAllBytes(watermark());
        AppliedChange one = create("/one", "x");
        storage().sync();
        closeStorage();
        byte[] mark = Files.readAllBytes(watermark());
        putBack(older);
        Files.write(watermark(), olderMark);
        AppliedChange other = create("/other", "x");
        create("/more", "x");
        storage().sync();
        closeStorage();

        Files.write(watermark(), mark);

        assertThat(other.point().sequence()).isEqualTo(one.point().sequence());
        assertThat(opening().durable()).isEqualTo(one.point().sequence());
    }

    @Test
    @Shows("integrity-19")
    void watermarkThatHasStayedBehindIsNoLoss() throws IOException {
        create("/one", "x");
        storage().sync();
        closeStorage();
        byte[] mark = Files.readAllBytes(watermark());
        create("/two", "x");
        Branch fork = storage().fork("fork", head());
        apply(fork, change -> change.delete(path("/one")));
        storage().sync();
        closeStorage();

        Files.write(watermark(), mark);

        assertThat(paths(head())).containsExactly("/one", "/two");
    }

    @Test
    @Shows("integrity-19")
    void watermarkThatIsMissingOrCannotBeReadSaysNothing() throws IOException {
        create("/file", "x");
        storage().sync();
        for (byte[] unreadable : new byte[][] {{}, {1, 2, 3}, noise(5000, 1), new byte[9000]}) {
            closeStorage();
            Files.write(watermark(), unreadable);
            assertThat(text("/file")).isEqualTo("x");
        }
        closeStorage();
        Files.delete(watermark());

        assertThat(text("/file")).isEqualTo("x");
    }

    @Test
    @Shows("integrity-17")
    void tornSlotLeavesTheOtherToNoticeALoss() throws IOException {
        WriteBatch empty = state();
        for (String path : new String[] {"/one", "/two", "/three"}) {
            create(path, "x");
            storage().sync();
        }
        closeStorage();
        putBack(empty);
        byte[] whole = Files.readAllBytes(watermark());

        for (int slot : new int[] {0, SECOND_SLOT}) {
            byte[] torn = whole.clone();
            torn[slot + 20] ^= 1;
            Files.write(watermark(), torn);
            assertThat(opening().newest()).as("slot at " + slot).isZero();
        }
    }

    @Test
    @Shows("integrity-19")
    void onlyWhatIsDurableMovesIt() {
        create("/durable", "x");
        storage().sync();
        WriteBatch older = state();
        create("/buffered", "x");
        closeStorage();

        putBack(older);

        assertThat(paths(head())).containsExactly("/durable");
    }

    @Test
    @Shows("integrity-17")
    void durableChangeMovesItByItself() {
        WriteBatch empty = state();
        try (FileSystemStorage durable = provider()
                .open(storeDirectory(), options().durability(Durability.SYNC).build())) {
            apply(durable.mainBranch(), change -> change.createDirectory(path("/d")));
        }

        putBack(empty);

        assertThat(opening().newest()).isZero();
    }

    @Test
    @Shows("integrity-19")
    void sweepOfABranchWithTheNewestDurableChangeIsNoLoss() throws InterruptedException {
        create("/file", "x");
        Branch fork = storage().fork("fork", head());
        apply(fork, change -> change.delete(path("/file")));
        storage().sync();
        long operations = storage().statistics().operations();

        storage().deleteBranch("fork");
        while (storage().statistics().operations() == operations) {
            Thread.sleep(5);
        }
        reopen();

        assertThat(text("/file")).isEqualTo("x");
    }

    @Test
    @Shows("integrity-17")
    void copyThatLosesItsNewestChangeIsNoticed() throws IOException {
        create("/file", "x");
        Path copy = directory.resolve("copy");
        storage().copyTo(copy, Progress.NONE);
        storage().sync();
        closeStorage();

        Files.copy(copy.resolve("watermark"), watermark(), StandardCopyOption.REPLACE_EXISTING);
        try (FileSystemStorage newer =
                provider().open(copy, options().durability(Durability.SYNC).build())) {
            apply(newer.mainBranch(), change -> change.createDirectory(path("/newer")));
        }
        Files.copy(copy.resolve("watermark"), watermark(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(opening().durable()).isPositive();
    }

    private LostChangesException opening() {
        LostChangesException lost = catchThrowableOfType(
                LostChangesException.class, () -> open(storeDirectory()).close());
        assertThat(lost).as("opening a store that has lost changes").isNotNull();
        return lost;
    }

    private Path watermark() {
        return storeDirectory().resolve("watermark");
    }

    /** All records of the closed store, after a deletion of all. */
    private WriteBatch state() {
        storage();
        WriteBatch state = new WriteBatch();
        onEngine(engine -> {
            try (EngineSnapshot snapshot = engine.snapshot()) {
                for (Keyspace keyspace : Keyspaces.ALL) {
                    byte[] end = new byte[Keyspace.MAX_KEY_BYTES];
                    Arrays.fill(end, (byte) 0xff);
                    state.deleteRange(keyspace, new byte[] {0}, end);
                    try (Cursor cursor = snapshot.cursor(keyspace, new byte[0], null)) {
                        while (cursor.next()) {
                            state.put(keyspace, cursor.key(), cursor.value());
                        }
                    }
                }
            }
        });
        return state;
    }

    private void putBack(WriteBatch state) {
        onEngine(engine -> engine.write(state, Durability.SYNC));
    }

    private void onEngine(Consumer<Engine> work) {
        closeStorage();
        EngineProvider provider = provider();
        try (Engine engine = provider.openEngine(
                storeDirectory().resolve("data"), Keyspaces.ALL, EngineAccess.READ_WRITE, provider.defaultOptions())) {
            work.accept(engine);
        }
    }
}
