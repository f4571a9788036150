package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.Operation;
import dev.ize.spi.Progress;
import dev.ize.spi.StagedChange;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A dump that is damaged, cut off or forged is refused, and what came whole before that stays. */
@Tag("sweep")
abstract class StorageBadDumpContract extends DumpContract {
    private static final byte[] NO_DUMP = bytes("no dump at all, and long enough to be one");

    @Test
    @Shows("upkeep-37")
    void otherBytesAreNoDump() {
        assertInvalid(NO_DUMP);
        assertInvalid(new byte[0]);
    }

    @Test
    @Shows("upkeep-37")
    void cutDumpLeavesWholeChangesAndIsGoneOnWith() {
        changes();
        byte[] dump = dump(DumpOptions.all()).bytes();
        FileSystemStorage replica = replica();

        for (int length = 0; length < dump.length; length += 1 + (dump.length - length) / 60) {
            byte[] cut = Arrays.copyOf(dump, length);
            assertThatThrownBy(() -> load(replica, cut))
                    .as("cut at " + length)
                    .isInstanceOf(InvalidDumpException.class);
            assertBeginning(replica);
        }
        assertThat(log(replica)).as("changes that came whole").hasSizeGreaterThan(10);

        load(replica, dump);
        assertSame(replica, storage());
    }

    @Test
    @Shows("upkeep-37")
    void flippedBitIsNoticedBeforeItIsApplied() {
        changes();
        byte[] dump = dump(DumpOptions.all()).bytes();
        FileSystemStorage replica = replica();

        for (int at = 0; at < dump.length; at += 1 + (dump.length - at) / 100) {
            byte[] flipped = dump.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            assertThatThrownBy(() -> load(replica, flipped))
                    .as("flipped at " + at)
                    .isInstanceOf(InvalidDumpException.class);
            assertBeginning(replica);
        }

        load(replica, dump);
        assertSame(replica, storage());
    }

    @Test
    @Shows("upkeep-37")
    void partThatIsMissingOrMovedIsNoticed() {
        changes();
        byte[] dump = dump(DumpOptions.all()).bytes();
        DumpFrames frames = DumpFrames.of(dump);
        assertThat(frames.toByteArray()).as("the format is as described").isEqualTo(dump);

        for (int place = 0; place < frames.frames().size(); place++) {
            assertInvalid(frames.without(place).toByteArray());
        }
    }

    @Test
    @Shows("upkeep-37")
    void cutStagedChangeIsTakenBackWhole() {
        create("/before", "x");
        try (StagedChange stage = main().stage("tester", "", "")) {
            for (int i = 0; i < 3000; i++) {
                stage.add(new Operation.CreateFile(path("/f" + i), Content.of("x" + i), 0644, Optional.empty()));
            }
            stage.publish();
        }
        byte[] dump = dump(DumpOptions.all()).bytes();
        FileSystemStorage replica = replica();

        assertThatThrownBy(() -> load(replica, Arrays.copyOf(dump, dump.length - 1000)))
                .isInstanceOf(InvalidDumpException.class);

        assertThat(paths(replica.mainBranch().head())).containsExactly("/before");
        load(replica, dump);
        assertThat(replica.mainBranch().head().chainHash()).isEqualTo(head().chainHash());
    }

    @Test
    @Shows("upkeep-37")
    void bytesAfterTheEndAreNoticed() {
        create("/a", "x");
        byte[] dump = dump(DumpOptions.all()).bytes();

        assertInvalid(Arrays.copyOf(dump, dump.length + 1));
    }

    @Test
    @Shows("upkeep-39")
    void sizeThatNothingCanHaveTakesNoMemory() {
        create("/a", "x");
        byte[] dump = dump(DumpOptions.all()).bytes();
        ByteBuffer.wrap(dump).putInt(8, Integer.MAX_VALUE);

        assertInvalid(dump);
    }

    @Test
    @Shows("upkeep-39")
    void namesThatNoEntryCanHaveAreRefused() {
        create("/good", "x");
        DumpFrames dump = DumpFrames.of(dump(DumpOptions.all()).bytes());
        int place = dump.first(DumpFrames.OPERATIONS);
        byte[] good = new DumpBytes().text("good").toByteArray();

        for (String name : List.of("..\0\0", "g/od", "g\0od", "/goo")) {
            byte[] bad = new DumpBytes().text(name).toByteArray();
            assertInvalid(dump.replacing(place, good, bad).toByteArray());
        }
        byte[] dots = dump.payload(place).clone();
        int at = DumpFrames.indexOf(dots, good);
        byte[] shortened = new DumpBytes()
                .raw(Arrays.copyOf(dots, at))
                .text("..")
                .raw(Arrays.copyOfRange(dots, at + good.length, dots.length))
                .toByteArray();
        assertInvalid(dump.with(place, shortened).toByteArray());
        byte[] lengthened = new DumpBytes()
                .raw(Arrays.copyOf(dots, at))
                .text("x".repeat(256))
                .raw(Arrays.copyOfRange(dots, at + good.length, dots.length))
                .toByteArray();
        assertInvalid(dump.with(place, lengthened).toByteArray());
    }

    @Test
    @Shows("upkeep-38")
    void operationThatWasChangedDoesNotFitTheChain() {
        create("/good", "x");
        DumpFrames dump = DumpFrames.of(dump(DumpOptions.all()).bytes());

        assertInvalid(dump.replacing(dump.first(DumpFrames.OPERATIONS), bytes("good"), bytes("evil"))
                .toByteArray());
    }

    @Test
    @Shows("upkeep-38")
    void authorThatWasChangedDoesNotFitTheChain() {
        create("/good", "x");
        DumpFrames dump = DumpFrames.of(dump(DumpOptions.all()).bytes());

        assertInvalid(dump.replacing(dump.first(DumpFrames.CHANGE), bytes("tester"), bytes("forger"))
                .toByteArray());
    }

    @Test
    @Shows("upkeep-38")
    void actThatWasChangedDoesNotFitTheChain() {
        create("/good", "x");
        storage().createSnapshot("good", head(), "");
        DumpFrames dump = DumpFrames.of(dump(DumpOptions.all()).bytes());
        int place = dump.first(DumpFrames.ACT);

        assertInvalid(dump.replacing(place, bytes("good"), bytes("evil")).toByteArray());
    }

    @Test
    @Shows("upkeep-38")
    void contentThatWasChangedDoesNotMatchItsHash() {
        create("/good", "the content");
        DumpFrames dump = DumpFrames.of(dump(DumpOptions.all()).bytes());
        int place = dump.first(DumpFrames.OPERATIONS);

        assertInvalid(dump.replacing(place, bytes("the content"), bytes("forged text"))
                .toByteArray());
    }

    @Test
    @Shows("upkeep-38")
    void objectsThatWereChangedAreNotTheContent() {
        create("/large", noise(2_000_000, 1));
        DumpFrames dump = DumpFrames.of(dump(DumpOptions.all()).bytes());
        int place = dump.first(DumpFrames.OBJECT);

        byte[] changed = dump.payload(place).clone();
        changed[changed.length - 1] ^= 1;

        assertInvalid(dump.with(place, changed).toByteArray());
    }

    @Test
    @Shows("upkeep-39")
    void objectThatUnpacksToMoreThanItSaysIsRefused() {
        create("/large", noise(2_000_000, 1));
        DumpFrames dump = DumpFrames.of(dump(DumpOptions.all()).bytes());
        byte[] record = DumpBytes.zeros(1 << 20);

        for (int at = 0; at < 12; at++) {
            byte[] bomb = record.clone();
            bomb[at] = (byte) 0xFF;
            assertInvalid(insertingRecord(dump, bomb).toByteArray());
        }
        for (int declared : new int[] {0, 1, (1 << 20) - 1, (1 << 20) + 1}) {
            assertInvalid(insertingRecord(dump, DumpBytes.zeros(declared)).toByteArray());
        }
    }

    @Test
    @Shows("upkeep-39")
    void nodeOnAnythingButWhatIsThereIsRefused() {
        create("/large", noise(2_000_000, 1));
        DumpFrames dump = DumpFrames.of(dump(DumpOptions.all()).bytes());
        ContentHash nowhere = ContentHash.ofContent(new byte[] {42});

        assertInvalid(insertingNode(dump, 1, 1, 1, nowhere, 5).toByteArray());
        assertInvalid(insertingNode(dump, 1, 0, 0, nowhere, 5).toByteArray());
        assertInvalid(insertingNode(dump, 1, 200, 1, nowhere, 5).toByteArray());
    }

    /** A chain of nodes, each on the one before, that says to be of a level as high as it needs. */
    @Test
    @Shows("upkeep-39")
    void treeThatIsTooHighIsRefused() {
        create("/large", noise(2_000_000, 1));
        DumpFrames dump = DumpFrames.of(dump(DumpOptions.all()).bytes());
        byte[] chunk = {1, 2, 3};
        ContentHash below = ContentHash.ofContent(chunk);
        DumpFrames forged = dump.inserting(1, DumpFrames.OBJECT, DumpBytes.object(0, chunk));
        for (int level = 0; level < 100; level++) {
            byte[] node = node(level, level == 0 ? 0 : 2, below, chunk.length);
            forged = forged.inserting(2 + level, DumpFrames.OBJECT, DumpBytes.object(1, node));
            below = ContentHash.ofContent(node);
        }

        assertInvalid(forged.toByteArray());
    }

    @Test
    @Shows("upkeep-36")
    void failureOfTheStreamKeepsWhatCameWhole() {
        changes();
        byte[] dump = dump(DumpOptions.all()).bytes();
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(dump, 0, dump.length - 500), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw new IOException("gone");
                    }
                });
        FileSystemStorage replica = replica();

        assertThatThrownBy(() -> replica.load(broken, Progress.NONE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone");

        assertThat(log(replica)).isNotEmpty();
        assertBeginning(replica);
        load(replica, dump);
        assertSame(replica, storage());
    }

    @Test
    @Shows("upkeep-40")
    void progressThatThrowsEndsALoadThatIsGoneOnWith() {
        changes();
        byte[] dump = dump(DumpOptions.all()).bytes();
        FileSystemStorage replica = replica();
        int[] calls = {0};

        for (int limit = 1; limit < 40; limit += 3) {
            int last = limit;
            calls[0] = 0;
            assertThatThrownBy(() -> replica.load(new ByteArrayInputStream(dump), (step, done, total) -> {
                        if (++calls[0] == last) {
                            throw new IllegalStateException("enough");
                        }
                    }))
                    .hasMessage("enough");
            assertBeginning(replica);
        }

        load(replica, dump);
        assertSame(replica, storage());
    }

    private void changes() {
        create("/large", noise(300_000, 1));
        for (int i = 0; i < 15; i++) {
            create("/f" + i, "content " + i);
        }
        storage().fork("side", head());
        for (int i = 0; i < 5; i++) {
            replace("/f" + i, "new content " + i);
        }
        storage().createSnapshot("end", head(), "");
    }

    private void assertInvalid(byte[] dump) {
        FileSystemStorage replica = replica();
        assertThatThrownBy(() -> load(replica, dump)).isInstanceOf(InvalidDumpException.class);
        assertBeginning(replica);
        apply(replica.mainBranch(), change -> change.create(path("/usable"), Content.of("x")));
        replica.close();
    }

    /** The replica has whole changes from the beginning on, and nothing else. */
    private void assertBeginning(FileSystemStorage replica) {
        List<LoggedOperation> own = log(replica);
        List<LoggedOperation> all = log(storage());
        assertThat(own).isEqualTo(all.subList(0, own.size()));
        assertThat(paths(replica.mainBranch().head()))
                .isEqualTo(
                        own.isEmpty()
                                ? List.of()
                                : paths(main().at(
                                                own.get(own.size() - 1).change().id())));
    }

    private static List<LoggedOperation> log(FileSystemStorage storage) {
        return storage.mainBranch().log(LogQuery.oldestFirst(Integer.MAX_VALUE));
    }

    private static DumpFrames insertingRecord(DumpFrames dump, byte[] record) {
        byte[] payload = new DumpBytes().u8(0).raw(record).toByteArray();
        return dump.inserting(1, DumpFrames.OBJECT, payload);
    }

    private static DumpFrames insertingNode(
            DumpFrames dump, int place, int level, int kind, ContentHash child, long length) {
        return dump.inserting(place, DumpFrames.OBJECT, DumpBytes.object(1, node(level, kind, child, length)));
    }

    /** A node of a chunk tree with one extent. */
    private static byte[] node(int level, int kind, ContentHash child, long length) {
        return new DumpBytes()
                .u8('T')
                .u8(1)
                .u8(level)
                .u8(0)
                .u8(1)
                .u8(kind)
                .varint(length)
                .raw(child.toByteArray())
                .toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
