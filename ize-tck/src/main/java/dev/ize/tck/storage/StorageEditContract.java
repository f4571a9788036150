package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Writes at an offset, truncation and replacement give what the same calls give on a file system. */
abstract class StorageEditContract extends StorageContract {
    private static final int MIB = 1 << 20;
    private static final long TIB = 1L << 40;

    @Test
    @Shows("content-15")
    void writeReplacesBytesAndExtendsTheFile() {
        create("/file", "0123456789");

        apply(change -> change.write(path("/file"), 2, Content.of("ab")));
        apply(change -> change.write(path("/file"), 8, Content.of("XYZ")));

        assertThat(text("/file")).isEqualTo("01ab4567XYZ");
    }

    @Test
    @Shows("content-16")
    void overlappingWritesOfOneChangeTakeEffectInOrder() {
        create("/file", "..........");

        apply(change -> change.write(path("/file"), 0, Content.of("aaaa"))
                .write(path("/file"), 2, Content.of("bbbb"))
                .write(path("/file"), 4, Content.of("c")));

        assertThat(text("/file")).isEqualTo("aabbcb....");
    }

    @Test
    @Shows("content-17")
    void gapBeforeAWritePastTheEndReadsAsZeros() {
        create("/file", "ab");

        apply(change -> change.write(path("/file"), 5, Content.of("z")));

        assertThat(head().read(path("/file"))).isEqualTo(new byte[] {'a', 'b', 0, 0, 0, 'z'});
    }

    @Test
    @Shows("content-18")
    void writeOfNoBytesLeavesTheContentAlone() {
        create("/file", "ab");

        apply(change -> change.write(path("/file"), 1, Content.of("")).write(path("/file"), 100, Content.of("")));

        assertThat(text("/file")).isEqualTo("ab");
    }

    @Test
    @Shows("content-19")
    void truncationCutsAndExtendsWithZeros() {
        create("/file", "abcdef");

        apply(change -> change.truncate(path("/file"), 3));
        assertThat(text("/file")).isEqualTo("abc");
        apply(change -> change.truncate(path("/file"), 5));
        assertThat(head().read(path("/file"))).isEqualTo(new byte[] {'a', 'b', 'c', 0, 0});
        apply(change -> change.truncate(path("/file"), 0));
        assertThat(file("/file").content()).isEqualTo(ContentReference.EMPTY);
    }

    @Test
    @Shows("content-20")
    void earlierVersionsStayReadableThroughManyEdits() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] bytes = noise(600_000, 1);
        create("/file", bytes);
        View[] views = new View[40];
        byte[][] versions = new byte[views.length][];
        for (int i = 0; i < views.length; i++) {
            bytes = bytes.clone();
            int from = random.nextInt(bytes.length - 5000);
            byte[] piece = noise(1 + random.nextInt(5000), i);
            System.arraycopy(piece, 0, bytes, from, piece.length);
            apply(change -> change.write(path("/file"), from, Content.of(piece)));
            views[i] = head();
            versions[i] = bytes;
        }

        reopen();

        for (int i = 0; i < views.length; i++) {
            assertThat(main().at(views[i].point()).read(path("/file")))
                    .as("version " + i)
                    .isEqualTo(versions[i]);
        }
    }

    @Test
    @Shows("content-6")
    void smallWriteIntoALargeFileAddsLittle() {
        create("/file", noise(8 * MIB, 2));
        long before = storage().statistics().storedContentBytes();

        apply(change -> change.write(path("/file"), 4 * MIB + 1, Content.of("x")));

        assertThat(storage().statistics().storedContentBytes() - before).isLessThan(MIB);
    }

    @Test
    @Shows("content-21")
    void fileOfATebibyteTakesNoSpaceWhereNothingWasWritten() throws IOException {
        create("/sparse", "start");
        apply(change -> change.write(path("/sparse"), TIB - 3, Content.of("end")));

        reopen();

        assertThat(file("/sparse").size()).isEqualTo(TIB);
        assertThat(range("/sparse", 0, 8)).isEqualTo(new byte[] {'s', 't', 'a', 'r', 't', 0, 0, 0});
        assertThat(range("/sparse", TIB / 2, 4)).containsOnly(0);
        assertThat(range("/sparse", TIB - 5, 5)).isEqualTo(new byte[] {0, 0, 'e', 'n', 'd'});
        assertThat(storage().statistics().storedContentBytes()).isLessThan(MIB);
    }

    @Test
    @Shows("content-21")
    void sparseFilesCanBeEditedAndCut() throws IOException {
        create("/sparse", "");
        apply(change -> change.truncate(path("/sparse"), TIB));
        apply(change -> change.write(path("/sparse"), TIB / 2, Content.of("middle")));
        apply(change -> change.truncate(path("/sparse"), TIB / 2 + 3));

        assertThat(file("/sparse").size()).isEqualTo(TIB / 2 + 3);
        assertThat(range("/sparse", TIB / 2 - 1, 4)).isEqualTo(new byte[] {0, 'm', 'i', 'd'});

        apply(change -> change.truncate(path("/sparse"), 2));
        assertThat(head().read(path("/sparse"))).isEqualTo(new byte[2]);
    }

    @Test
    @Shows("content-3")
    void equalSparseFilesHaveOneReference() {
        create("/one", "a");
        apply(change -> change.write(path("/one"), TIB, Content.of("z")));
        create("/two", "");
        apply(change -> change.truncate(path("/two"), TIB + 1)
                .write(path("/two"), TIB, Content.of("z"))
                .write(path("/two"), 0, Content.of("a")));

        assertThat(file("/two").content()).isEqualTo(file("/one").content());
    }

    @Test
    @Shows("content-3")
    void zerosThatWereWrittenEqualZerosThatWereNot() {
        create("/written", new byte[2 * MIB]);
        create("/extended", "");
        apply(change -> change.truncate(path("/extended"), 2 * MIB));

        assertThat(file("/extended").content()).isEqualTo(file("/written").content());
        assertThat(storage().statistics().storedContentBytes()).isLessThan(MIB / 4);
    }

    private byte[] range(String path, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try (SeekableByteChannel channel = head().open(path(path))) {
            channel.position(from);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Test
    @Shows("content-21")
    void fileCannotGrowBeyondItsLargestSize() {
        create("/file", "");

        assertRefused(Reason.TOO_LARGE, change -> change.write(path("/file"), Long.MAX_VALUE, Content.of("x")));

        apply(change -> change.truncate(path("/file"), Long.MAX_VALUE));
        assertThat(file("/file").size()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @Shows("content-22")
    void replacementKeepsTheNodeItsModeAndItsLinks() {
        create("/file", "old");
        apply(change -> change.setPermissions(path("/file"), 0600).link(path("/file"), path("/link")));
        var node = node("/file");

        replace("/link", "new");

        assertThat(text("/file")).isEqualTo("new");
        assertThat(node("/file")).isEqualTo(node);
        assertThat(file("/file").attributes().mode()).isEqualTo(0600);
        assertThat(file("/file").links()).isEqualTo(2);
    }

    @Test
    @Shows("content-23")
    void editsAreForFilesOnly() {
        createDirectory("/directory");
        apply(change -> change.createSymlink(path("/symlink"), "target"));

        assertRefused(Reason.IS_A_DIRECTORY, change -> change.write(path("/directory"), 0, Content.of("x")));
        assertRefused(Reason.IS_A_DIRECTORY, change -> change.truncate(path("/directory"), 0));
        assertRefused(Reason.IS_A_DIRECTORY, change -> change.replace(path("/directory"), Content.of("x")));
        assertRefused(Reason.NOT_A_FILE, change -> change.write(path("/symlink"), 0, Content.of("x")));
        assertRefused(Reason.NOT_A_FILE, change -> change.truncate(path("/symlink"), 0));
        assertRefused(Reason.NOT_FOUND, change -> change.write(path("/nothing"), 0, Content.of("x")));
        assertRefused(Reason.NOT_A_DIRECTORY, change -> change.write(path("/symlink/x"), 0, Content.of("x")));
    }

    /**
     * Bytes that repeat themselves and have no boundary are cut anew wherever they are moved to. The limit of the
     * shared layer on what one operation writes was met here, and its own exception left it.
     */
    @Test
    @Shows("content-24")
    void editThatCutsMuchContentAnewIsAppliedOrRefusedAsTooLarge() {
        byte[] unit = noise(200_001, 548);
        byte[] data = new byte[33 << 20];
        for (int at = 0; at < data.length; at += unit.length) {
            System.arraycopy(unit, 0, data, at, Math.min(unit.length, data.length - at));
        }
        create("/file", "x");
        create("/data", data);

        boolean applied;
        try (StagedChange stage = main().stage("tester", "", "")) {
            stage.add(new Operation.CreateDirectory(path("/d"), 0755, Optional.empty()));
            stage.add(new Operation.WriteFile(path("/file"), 1, head().content(path("/data")), Optional.empty()));
            stage.publish();
            applied = true;
        } catch (ChangeRefusedException e) {
            assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(e.path()).isEqualTo(path("/file"));
            assertThat(e.operationIndex()).isEqualTo(1);
            applied = false;
        }
        create("/next", "the branch goes on");

        assertThat(head().find(path("/d")).isPresent()).isEqualTo(applied);
        assertThat(file("/file").content().length()).isEqualTo(applied ? data.length + 1 : 1);
        if (applied) {
            assertThat(Arrays.mismatch(head().read(path("/file")), 1, data.length + 1, data, 0, data.length))
                    .isEqualTo(-1);
        }
    }
}
