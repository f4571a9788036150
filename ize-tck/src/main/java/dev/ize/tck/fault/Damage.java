package dev.ize.tck.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a failing disk does to one file.
 *
 * @param kind what is done
 * @param file which file
 * @param position where, in bytes; the new length of a file that is cut
 * @param bit the bit that is flipped, and the seed of what a page becomes
 */
record Damage(Kind kind, Path file, long position, int bit) {
    /** Ways in which a file rots. */
    enum Kind {
        /** One bit becomes its opposite. */
        FLIP,
        /** One 4 KiB page becomes zeros, noise, or another page of the file. */
        PAGE,
        /** The file ends early. */
        CUT
    }

    private static final int PAGE_BYTES = 4096;

    /** A place in one of some files, each byte as likely as any other. */
    static Damage choose(Kind kind, List<Path> files, SplittableRandom random) throws IOException {
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        long position = random.nextLong(total);
        for (Path file : files) {
            long size = Files.size(file);
            if (position < size) {
                return new Damage(kind, file, position, random.nextInt(8));
            }
            position -= size;
        }
        throw new AssertionError("The files have shrunk");
    }

    void apply() throws IOException {
        try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
            switch (kind) {
                case FLIP -> flip(data);
                case PAGE -> overwritePage(data);
                default -> data.setLength(position);
            }
        }
    }

    private void flip(RandomAccessFile data) throws IOException {
        data.seek(position);
        int old = data.read();
        data.seek(position);
        data.write(old ^ (1 << bit));
    }

    private void overwritePage(RandomAccessFile data) throws IOException {
        long start = position - position % PAGE_BYTES;
        byte[] page = new byte[(int) Math.min(PAGE_BYTES, data.length() - start)];
        if (bit % 3 == 1) {
            new SplittableRandom(position).nextBytes(page);
        } else if (bit % 3 == 2) {
            data.seek(start >= PAGE_BYTES ? start - PAGE_BYTES : 0);
            data.readFully(page);
        }
        data.seek(start);
        data.write(page);
    }

    @Override
    public String toString() {
        return kind + " " + file.getFileName() + "@" + position + "/" + bit;
    }
}
