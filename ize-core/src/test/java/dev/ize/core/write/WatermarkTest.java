package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.spi.ContentHash;
import dev.ize.spi.WriteRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatermarkTest {
    private static final int SLOT = 52;
    private static final int SECOND = 4096;

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("watermark");
    }

    private static Watermark.Mark mark(long seq) {
        return new Watermark.Mark(seq, ContentHash.ofContent(new byte[] {(byte) seq}));
    }

    private Watermark.Mark read() throws IOException {
        try (Watermark found = Watermark.read(file())) {
            return found.mark();
        }
    }

    private void moveTo(long... seqs) throws IOException {
        try (Watermark watermark = Watermark.open(file())) {
            for (long seq : seqs) {
                watermark.move(mark(seq));
                assertThat(watermark.mark()).isEqualTo(mark(seq));
                assertThat(read()).isEqualTo(mark(seq));
            }
        }
    }

    private void alter(int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        bytes[position] ^= 1;
        Files.write(file(), bytes);
    }

    @Test
    void nothingIsKnownWithoutAFile() throws IOException {
        assertThat(read().seq()).isZero();
        assertThat(file()).doesNotExist();
        Watermark.open(file()).close();
        assertThat(file()).isEmptyFile();
        assertThat(read().seq()).isZero();
    }

    @Test
    void fileIsMadeWithItsAttributes() throws IOException {
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"), "The disk knows no owners");
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");

        Watermark.open(file(), PosixFilePermissions.asFileAttribute(owner)).close();

        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(owner);
    }

    @Test
    void markMovesWhereItIsToldAlsoBack() throws IOException {
        moveTo(7, 8, 9, 3);
        moveTo(4, 2);

        assertThat(read()).isEqualTo(mark(2));
    }

    @Test
    void slotsAreWrittenInTurnSoThatATornOneLeavesTheOther() throws IOException {
        moveTo(7, 8);
        for (int position : new int[] {0, 8, 16, SLOT - 1}) {
            alter(position);
            assertThat(read()).isEqualTo(mark(7));
            alter(position);
            alter(SECOND + position);
            assertThat(read()).isEqualTo(mark(8));
            alter(SECOND + position);
        }
        alter(0);
        alter(SECOND);
        assertThat(read().seq()).isZero();
    }

    @Test
    void slotThatIsCutShortSaysNothing() throws IOException {
        moveTo(7, 8);
        byte[] whole = Files.readAllBytes(file());

        Files.write(file(), Arrays.copyOf(whole, SECOND + SLOT - 1));
        assertThat(read()).isEqualTo(mark(8));
        Files.write(file(), Arrays.copyOf(whole, SLOT - 1));
        assertThat(read().seq()).isZero();
    }

    @Test
    void markThatIsTheSameIsNotWritten() throws IOException {
        moveTo(7);
        byte[] before = Files.readAllBytes(file());

        moveTo(7);

        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void settledMarkIsInBothSlots() throws IOException {
        try (Watermark watermark = Watermark.open(file())) {
            watermark.move(mark(7));
            watermark.move(mark(8));
            watermark.settle();
        }
        for (int position : new int[] {0, SECOND}) {
            alter(position);
            assertThat(read()).isEqualTo(mark(8));
            alter(position);
        }
    }

    @Test
    void markThatWasOpenedToBeReadIsNotMoved() throws IOException {
        moveTo(7);
        try (Watermark watermark = Watermark.read(file())) {
            assertThatThrownBy(() -> watermark.move(mark(8))).isInstanceOf(IllegalStateException.class);
        }
        assertThat(read()).isEqualTo(mark(7));
    }

    @Test
    void markIsFollowedAfterItsFileCannotBeWritten() throws IOException {
        Watermark watermark = Watermark.open(file());
        watermark.move(mark(7));
        watermark.close();

        watermark.move(mark(8));
        watermark.move(mark(9));

        assertThat(watermark.mark()).isEqualTo(mark(9));
        assertThatThrownBy(watermark::settle).isInstanceOf(WriteRefusedException.class);
        assertThat(read()).isEqualTo(mark(7));
    }

    @Test
    void marksAreEqualWhereNumberAndLinkAre() {
        ContentHash link = mark(7).link();

        assertThat(mark(7))
                .isEqualTo(new Watermark.Mark(7, link))
                .hasSameHashCodeAs(new Watermark.Mark(7, link))
                .isNotEqualTo(new Watermark.Mark(8, link))
                .isNotEqualTo(new Watermark.Mark(7, mark(8).link()))
                .isNotEqualTo("7");
    }
}
