package dev.ize.bench.targets;

import dev.ize.bench.measure.FreshDirectory;
import dev.ize.bench.page.Unit;
import dev.ize.bench.storage.Text;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageStatistics;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A file of 4 GiB of text in and out, and small writes inside it beside such into a file of 1 MiB. */
final class LargeLine implements Line {
    private static final StorePath LARGE = StorePath.of("/large");
    private static final StorePath SMALL = StorePath.of("/small");
    private static final long GIBIBYTE = 1L << 30;
    private static final int MEBIBYTE = 1 << 20;
    private static final int WRITTEN_BYTES = 4 << 10;
    private static final int BUFFER_BYTES = 1 << 20;
    private static final String INSIDE_LARGE = "into the large file";
    private static final String INSIDE_SMALL = "into a file of 1 MiB";

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        long length = scene.isQuick() ? 3 * MEBIBYTE : 4 * GIBIBYTE;
        for (String engine : scene.engines()) {
            try (FreshDirectory directory = scene.passing();
                    FileSystemStorage storage =
                            scene.open(engine, directory.path().resolve("store"), Durability.SYNC)) {
                inAndOut(findings, engine, storage, length);
                write(scene, findings, engine, storage, length);
            }
        }
    }

    private static void inAndOut(Findings findings, String engine, FileSystemStorage storage, long length)
            throws Exception {
        Branch main = storage.mainBranch();
        double in = Turns.nanos(() -> {
            try (StoredContent content = storage.store(new SlicedText(1, length));
                    StoredContent small = storage.store(new SlicedText(2, MEBIBYTE))) {
                main.apply(Change.by("bench")
                        .create(LARGE, content)
                        .create(SMALL, small)
                        .build());
            }
        });
        long[] same = new long[1];
        double out = Turns.nanos(() -> same[0] = compare(storage, length));
        findings.add(Finding.of("large-256m", "", engine, Measured.once("bytes", Unit.BYTES, (double) same[0]))
                .with(List.of(
                        "in within " + Unit.NANOSECONDS.text(in),
                        "out and compared within " + Unit.NANOSECONDS.text(out),
                        "heap at most "
                                + Unit.BYTES.text((double) Runtime.getRuntime().maxMemory()))));
    }

    /** How many bytes the file holds, all of which must be those that were given. */
    private static long compare(FileSystemStorage storage, long length) throws IOException {
        byte[] found = new byte[BUFFER_BYTES];
        byte[] expected = new byte[BUFFER_BYTES];
        long bytes = 0;
        try (InputStream in = storage.mainBranch().head().newInputStream(LARGE);
                InputStream original = new SlicedText(1, length)) {
            while (true) {
                int count = in.readNBytes(found, 0, found.length);
                int wanted = original.readNBytes(expected, 0, expected.length);
                if (count != wanted || !Arrays.equals(found, 0, count, expected, 0, wanted)) {
                    throw new IllegalStateException("The large file has other bytes after " + bytes);
                }
                if (count == 0) {
                    return bytes;
                }
                bytes += count;
            }
        }
    }

    private static void write(Scene scene, Findings findings, String engine, FileSystemStorage storage, long length)
            throws Exception {
        int writes = scene.size(10, 1);
        Inside large = new Inside(storage.mainBranch(), LARGE, length);
        Inside small = new Inside(storage.mainBranch(), SMALL, MEBIBYTE);
        Turns turns = new Turns()
                .add(INSIDE_LARGE, () -> Turns.nanosOfEach(writes, large::write))
                .add(INSIDE_SMALL, () -> Turns.nanosOfEach(writes, small::write));
        turns.run(scene.size(5, 0), scene.size(20, 1));
        large.check();
        small.check();
        findings.add(Finding.ratio(
                "large-write",
                "",
                engine,
                turns.of(INSIDE_LARGE, INSIDE_LARGE, Unit.NANOSECONDS),
                turns.of(INSIDE_SMALL, INSIDE_SMALL, Unit.NANOSECONDS)));
        StorageStatistics before = storage.statistics();
        int counted = scene.size(40, 2);
        for (int i = 0; i < counted; i++) {
            large.write();
        }
        StorageStatistics after = storage.statistics();
        double stored = (double) (after.storedContentBytes() - before.storedContentBytes()) / counted;
        double onDisk = (double) (after.diskBytes() - before.diskBytes()) / counted;
        findings.add(Finding.of("large-stored", "", engine, Measured.once("content, compressed", Unit.BYTES, stored))
                .beside(Measured.once("more blocks on the disk", Unit.BYTES, onDisk)));
    }

    /** Durable writes of 4 KiB at random multiples of 4 KiB. */
    private static final class Inside {
        private final Branch branch;
        private final StorePath file;
        private final long length;
        private final SplittableRandom random = new SplittableRandom(1);
        private byte[] newest = {};
        private long offset;

        Inside(Branch branch, StorePath file, long length) {
            this.branch = branch;
            this.file = file;
            this.length = length;
        }

        void write() {
            newest = Text.bytes(random.nextLong(), WRITTEN_BYTES);
            offset = random.nextLong(length / WRITTEN_BYTES) * WRITTEN_BYTES;
            branch.apply(
                    Change.by("bench").write(file, offset, Content.of(newest)).build());
        }

        /** Compares what is there with what was written last. */
        void check() throws IOException {
            ByteBuffer found = ByteBuffer.allocate(WRITTEN_BYTES);
            try (SeekableByteChannel channel = branch.head().open(file)) {
                channel.position(offset);
                while (found.hasRemaining() && channel.read(found) >= 0) {}
            }
            if (!Arrays.equals(found.array(), newest)) {
                throw new IllegalStateException("A write is not found where it was made: " + file);
            }
        }
    }
}
