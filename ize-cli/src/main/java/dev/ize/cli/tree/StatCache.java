package dev.ize.cli.tree;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which content each file of a local directory had when it was last read, so that a file that nothing has touched since
 * need not be read again.
 *
 * <p>For a path it keeps a fingerprint of what the file system said of the file (its length, both of its times, device and
 * inode) and of its content. Whether a file still has a certain content is answered by making the fingerprint anew,
 * so that whatever is wrong in the cache, a damaged byte or an old entry, costs a reading and nothing else. What can
 * deceive it is a change that leaves the time of the last change of the inode as it was, which needs another clock, the
 * raw disk, or a file that is mapped into memory and was already changed through the same mapping.
 *
 * <p>A file whose times are not {@value #SETTLED_SECONDS} seconds old when a recording starts is not taken up: it
 * could change again within the same tick of the file system's clock. Nor is anything taken up where there is no time of
 * the last change of the inode, as on Windows: a program can set the other one as it likes.
 *
 * <p>The cache is a file for each recorded directory, in the store's directory; the oldest go where they are more than
 * {@value #MAX_FILES}. It may be deleted at any time.
 *
 * <p><i>Order:</i> {@link #knows} is asked in the order of paths, then {@link #add} is told in that order, then
 * {@link #save} is called. <i>Memory</i> is a bit for each entry.
 */
final class StatCache implements AutoCloseable {
    /** FAT keeps times to 2 seconds, which is the coarsest there is. */
    static final int SETTLED_SECONDS = 2;

    /** A guess: as many as someone records in turn and comes back to. */
    static final int MAX_FILES = 16;

    private static final byte[] HEAD = "ize stat cache 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FINGERPRINT_BYTES = 16;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Optional<Path> file;
    private final Instant settled;
    private final MessageDigest sha256 = ContentHash.newDigest();
    private final ByteBuffer numbers = ByteBuffer.allocate(4 * Long.BYTES + 3 * Integer.BYTES);
    private final BitSet good = new BitSet();
    private final Spill added = new Spill();
    private final DataOutputStream addedOut = new DataOutputStream(added);
    private final PathWriter addedPaths = new PathWriter(addedOut);
    private @Nullable Entries before;
    private StorePath lastAdded = StorePath.ROOT;
    private boolean grown;

    private StatCache(Optional<Path> file, Instant start) {
        this.file = file;
        this.settled = start.minusSeconds(SETTLED_SECONDS);
    }

    /**
     * The cache of a directory.
     *
     * @param store the directory of the store
     * @param root the directory that is recorded
     * @param start when the recording starts
     * @param trust whether to believe what it says; else it is made anew
     */
    static StatCache of(Path store, Path root, Instant start, boolean trust) throws IOException {
        if (!LocalAttributes.isUnix(root)) {
            return new StatCache(Optional.empty(), start);
        }
        byte[] hash = ContentHash.ofContent(LocalNames.bytes(root.toRealPath())).toByteArray();
        String name = HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        StatCache cache =
                new StatCache(Optional.of(store.resolve(TreeRecorder.STAT_CACHE).resolve(name)), start);
        if (trust) {
            cache.before = cache.open();
        }
        return cache;
    }

    /** Whether a file surely has this content. */
    boolean knows(LocalEntry entry, ContentReference content) {
        if (before == null || !before.skipTo(entry.path())) {
            return false;
        }
        boolean known = Arrays.equals(before.fingerprint, fingerprint(entry, content));
        good.set(before.number, known);
        return known;
    }

    /** Learns that a file, as it was when these attributes were read, has this content; out of order it forgets that. */
    void add(LocalEntry entry, ContentReference content) throws IOException {
        LocalAttributes attributes = entry.attributes();
        if (file.isEmpty()
                || entry.path().compareTo(lastAdded) <= 0
                || entry.kind() != NodeKind.FILE
                || !attributes.changed().isBefore(settled)
                || !attributes.modified().isBefore(settled)) {
            return;
        }
        lastAdded = entry.path();
        addedPaths.write(lastAdded);
        addedOut.write(fingerprint(entry, content));
        grown = true;
    }

    /**
     * Keeps what was found to be true and what was learnt, for the next time. That the file cannot be written is no failure:
     * the next time reads more.
     */
    void save() {
        if (file.isEmpty() || (!grown && (before == null || good.cardinality() == before.count()))) {
            return;
        }
        Path target = file.get();
        Path directory = Objects.requireNonNull(target.getParent());
        Path fresh = directory.resolve(target.getFileName() + ".new");
        try {
            addedPaths.end();
            Files.createDirectories(directory);
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh), BUFFER_BYTES))) {
                out.write(HEAD);
                merge(out);
            }
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
            removeOldest(directory);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(fresh);
            } catch (IOException again) {
                // It is overwritten the next time.
            }
        }
    }

    private void merge(DataOutputStream out) throws IOException {
        PathWriter paths = new PathWriter(out);
        try (Entries old = open();
                Entries learnt = new Entries(new DataInputStream(added.read()))) {
            boolean more = learnt.next();
            while (old != null && old.next()) {
                if (!good.get(old.number)) {
                    continue;
                }
                while (more && learnt.path.compareTo(old.path) < 0) {
                    learnt.writeTo(paths, out);
                    more = learnt.next();
                }
                old.writeTo(paths, out);
            }
            while (more) {
                learnt.writeTo(paths, out);
                more = learnt.next();
            }
        }
        paths.end();
    }

    private static void removeOldest(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.toList();
        }
        if (files.size() > MAX_FILES) {
            List<Path> newestFirst = files.stream()
                    .sorted(Comparator.comparing((Path each) -> each.toFile().lastModified())
                            .reversed())
                    .toList();
            for (Path old : newestFirst.subList(MAX_FILES, newestFirst.size())) {
                Files.deleteIfExists(old);
            }
        }
    }

    private @Nullable Entries open() {
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return null;
        }
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file.get()), BUFFER_BYTES);
            if (Arrays.equals(in.readNBytes(HEAD.length), HEAD)) {
                return new Entries(new DataInputStream(in));
            }
            in.close();
        } catch (IOException e) {
            // As if there were none.
        }
        return null;
    }

    private byte[] fingerprint(LocalEntry entry, ContentReference content) {
        LocalAttributes attributes = entry.attributes();
        numbers.clear();
        numbers.putLong(attributes.size());
        put(attributes.modified());
        put(attributes.changed());
        numbers.putInt(content.form() == ContentReference.Form.TREE ? 1 : 0).putLong(content.length());
        sha256.update(numbers.array());
        sha256.update(content.hash().toByteArray());
        sha256.update(attributes.identity().toString().getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(sha256.digest(), FINGERPRINT_BYTES);
    }

    private void put(Instant time) {
        numbers.putLong(time.getEpochSecond()).putInt(time.getNano());
    }

    @Override
    public void close() throws IOException {
        try {
            added.close();
        } finally {
            if (before != null) {
                before.close();
            }
        }
    }

    /** The entries of a file in turn. What cannot be read ends them. */
    private static final class Entries implements AutoCloseable {
        private final DataInputStream in;
        private final PathReader paths;
        int number = -1;
        StorePath path = StorePath.ROOT;
        byte[] fingerprint = new byte[0];
        private boolean ended;

        Entries(DataInputStream in) {
            this.in = in;
            this.paths = new PathReader(in);
        }

        boolean next() {
            try {
                Optional<StorePath> next = ended ? Optional.empty() : paths.next();
                if (next.isPresent()) {
                    path = next.get();
                    fingerprint = in.readNBytes(FINGERPRINT_BYTES);
                    number++;
                    return true;
                }
            } catch (IOException e) {
                // The rest is read from the local files.
            }
            ended = true;
            return false;
        }

        /** Goes on to a path, and says whether it is there. */
        boolean skipTo(StorePath wanted) {
            int order = number < 0 ? -1 : path.compareTo(wanted);
            while (order < 0 && next()) {
                order = path.compareTo(wanted);
            }
            return order == 0 && !ended;
        }

        /** How many there are, once all were read. */
        int count() {
            while (!ended) {
                next();
            }
            return number + 1;
        }

        void writeTo(PathWriter writer, DataOutputStream out) throws IOException {
            writer.write(path);
            out.write(fingerprint);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
