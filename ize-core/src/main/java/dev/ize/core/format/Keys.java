package dev.ize.core.format;

import dev.ize.spi.BranchId;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The keys of {@link Keyspaces}; each is an array of the caller's own. */
public final class Keys {
    /** Zone of ENTRIES: every version of every entry, by name. */
    public static final int VERSIONS = 0;

    /** Zone of ENTRIES: what each branch has at its newest, by branch. */
    public static final int LIVE = 1;

    /** Zone of ENTRIES: what each branch had, by branch and the time of its end. */
    public static final int DEAD = 2;

    /** Length of the two numbers that end a versioned key, in bytes: 2 × 8. */
    public static final int VERSION_BYTES = 16;

    private static final byte[] STAGE = "stage".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COUNTERS = "counters".getBytes(StandardCharsets.US_ASCII);

    private Keys() {}

    /** META: the counters. */
    public static byte[] counters() {
        return COUNTERS.clone();
    }

    /** META: the prefix of all stage markers. */
    public static byte[] stagePrefix() {
        return STAGE.clone();
    }

    /** META: the marker of a branch's stage. */
    public static byte[] stage(long branch) {
        return new ByteWriter(16).raw(STAGE).u64(branch).toByteArray();
    }

    /** BRANCHES: a branch by its id. */
    public static byte[] branch(long branch) {
        return new ByteWriter(9).u8('i').u64(branch).toByteArray();
    }

    /** BRANCHES: a branch by its name in UTF-8. */
    public static byte[] branchName(byte[] name) {
        return new ByteWriter(name.length + 1).u8('n').raw(name).toByteArray();
    }

    /** BRANCHES: what a pruning left of a branch. */
    public static byte[] floor(long branch) {
        return new ByteWriter(9).u8('f').u64(branch).toByteArray();
    }

    /** BRANCHES: a point below a branch's floor that stays. */
    public static byte[] keptPoint(long branch, long seq) {
        return new ByteWriter(17).u8('k').u64(branch).u64(seq).toByteArray();
    }

    /** BRANCHES: the prefix of the points of a branch that stay. */
    public static byte[] keptPoints(long branch) {
        return new ByteWriter(9).u8('k').u64(branch).toByteArray();
    }

    /** BRANCHES: what a sweep has left of a branch's versions. */
    public static byte[] tally(long branch) {
        return new ByteWriter(9).u8('t').u64(branch).toByteArray();
    }

    /**
     * SNAPSHOTS: a snapshot by its name, as a caller gives it; empty where no snapshot can have it. No engine is asked
     * for a key that no name can be, and a text that is no Unicode must not find what its replacement would.
     */
    public static Optional<byte[]> findSnapshot(String name) {
        try {
            return Optional.of(Name.of(name).toByteArray());
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    /** OPERATIONS: a record of a branch's log. */
    public static byte[] operation(long branch, long seq) {
        return new ByteWriter(16).u64(branch).u64(seq).toByteArray();
    }

    /** ACTS: an act. */
    public static byte[] act(long seq) {
        return number(seq);
    }

    /**
     * Whether the object with a content id may be stored against another: such objects have even ids, so that who looks
     * for bases need not read the others. Format 1 gave even ids to others too.
     */
    public static boolean mayHaveBase(long contentId) {
        return (contentId & 1) == 0;
    }

    /** CONTENT: a stored object. */
    public static byte[] content(long id) {
        return number(id);
    }

    /** CONTENT_IDS: an object by its hash of 32 bytes and form. */
    public static byte[] contentId(ContentReference.Form form, byte[] hash) {
        return new ByteWriter(33).raw(hash).u8(Codes.of(form)).toByteArray();
    }

    /**
     * The name that lies in a key.
     *
     * @param from where it begins, in bytes
     * @param to where it ends
     * @throws CorruptStoreException if no entry can have it
     */
    public static Name name(byte[] key, int from, int to) {
        if (from > to) {
            throw new CorruptStoreException("A key is too short for a name. bytes=" + key.length, null);
        }
        try {
            return Name.of(Arrays.copyOfRange(key, from, to));
        } catch (InvalidNameException e) {
            throw new CorruptStoreException("A key holds a name that no entry can have. " + e.getMessage(), e);
        }
    }

    /** A number alone, in 8 bytes. */
    public static byte[] number(long value) {
        return new ByteWriter(8).u64(value).toByteArray();
    }

    /** NODES and NAMES: the prefix of a node. */
    public static byte[] nodePrefix(long node) {
        return number(node);
    }

    /** NODES: the version of the root that a store is made with. */
    public static byte[] firstRoot() {
        return version(nodePrefix(NodeId.ROOT.value()), BranchId.MAIN.value(), 0);
    }

    /** ENTRIES: the prefix of all versions of an entry. */
    public static byte[] entryPrefix(long parent, Name name) {
        return new ByteWriter(10 + name.length())
                .u64(parent)
                .u8(VERSIONS)
                .raw(name.toByteArray())
                .u8(0)
                .toByteArray();
    }

    /** XATTRS: the prefix of all versions of an attribute. */
    public static byte[] attributePrefix(long node, Name name) {
        return new ByteWriter(9 + name.length())
                .u64(node)
                .raw(name.toByteArray())
                .u8(0)
                .toByteArray();
    }

    /** A versioned key: newest branch and seq first behind the prefix. */
    public static byte[] version(byte[] prefix, long branch, long seq) {
        return new ByteWriter(prefix.length + VERSION_BYTES)
                .raw(prefix)
                .u64(~branch)
                .u64(~seq)
                .toByteArray();
    }

    /** ENTRIES: start of a zone of a directory. */
    public static byte[] zone(long parent, int zone) {
        return new ByteWriter(9).u64(parent).u8(zone).toByteArray();
    }

    /** ENTRIES: start of a branch in the live or dead zone of a directory. */
    public static byte[] zoneBranch(long parent, int zone, long branch) {
        return new ByteWriter(17).u64(parent).u8(zone).u64(branch).toByteArray();
    }

    /** ENTRIES: what a branch has at a name at its newest. */
    public static byte[] live(long parent, long branch, Name name) {
        return new ByteWriter(17 + name.length())
                .u64(parent)
                .u8(LIVE)
                .u64(branch)
                .raw(name.toByteArray())
                .toByteArray();
    }

    /**
     * ENTRIES: what a branch had at a name until its end.
     *
     * @param death seq of the operation that ended it
     */
    public static byte[] dead(long parent, long branch, long death, Name name) {
        return new ByteWriter(25 + name.length())
                .u64(parent)
                .u8(DEAD)
                .u64(branch)
                .u64(~death)
                .raw(name.toByteArray())
                .toByteArray();
    }

    /**
     * The number at an offset of a key.
     *
     * @throws CorruptStoreException if the key is too short for one
     */
    public static long longAt(byte[] key, int offset) {
        if (offset < 0 || offset + 8 > key.length) {
            throw new CorruptStoreException("A key is too short. bytes=" + key.length, null);
        }
        long value = 0;
        for (int i = offset; i < offset + 8; i++) {
            value = (value << 8) | (key[i] & 0xFF);
        }
        return value;
    }

    /** The branch of a versioned key. */
    public static long branchOf(byte[] versionedKey) {
        return ~longAt(versionedKey, versionedKey.length - VERSION_BYTES);
    }

    /** The seq of a versioned key. */
    public static long seqOf(byte[] versionedKey) {
        return ~longAt(versionedKey, versionedKey.length - 8);
    }

    /** The first key after all that start with the prefix, or null if there is none. */
    public static byte @org.jspecify.annotations.Nullable [] after(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] end = Arrays.copyOf(prefix, i + 1);
                end[i]++;
                return end;
            }
        }
        return null;
    }

    /** Whether a key starts with a prefix, or is it. */
    public static boolean hasPrefix(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
