package dev.ize.tck.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of byte arrays in unsigned order: every change gives a new tree that shares all but a
 * path with the old one.
 *
 * <p>A treap whose priorities are hashes of the keys, so that the same keys make the same tree however they
 * came in. A change or a look-up costs O(log n), the removal of a range too.
 */
final class SortedTree {
    static final SortedTree EMPTY = new SortedTree(null);

    /** A key with its value, and the subtrees of lower and higher keys, of no higher priority. */
    static final class Node {
        final byte[] key;
        final byte[] value;
        final long bytes;
        private final long priority;
        private final @Nullable Node low;
        private final @Nullable Node high;

        private Node(byte[] key, byte[] value, long priority, @Nullable Node low, @Nullable Node high) {
            this.key = key;
            this.value = value;
            this.priority = priority;
            this.low = low;
            this.high = high;
            this.bytes = key.length + (long) value.length + bytesOf(low) + bytesOf(high);
        }

        private Node withLow(@Nullable Node newLow) {
            return new Node(key, value, priority, newLow, high);
        }

        private Node withHigh(@Nullable Node newHigh) {
            return new Node(key, value, priority, low, newHigh);
        }
    }

    private final @Nullable Node root;

    private SortedTree(@Nullable Node root) {
        this.root = root;
    }

    /** The sum of the lengths of all keys and values. */
    long bytes() {
        return bytesOf(root);
    }

    @Nullable
    Node find(byte[] key) {
        Node node = root;
        while (node != null) {
            int order = Arrays.compareUnsigned(key, node.key);
            if (order == 0) {
                return node;
            }
            node = order < 0 ? node.low : node.high;
        }
        return null;
    }

    /** The first key at or after the given one. */
    @Nullable
    Node atOrAfter(byte[] key) {
        return lowest(key, true);
    }

    /** The first key after the given one. */
    @Nullable
    Node after(byte[] key) {
        return lowest(key, false);
    }

    /** The last key before the given one. */
    @Nullable
    Node before(byte[] key) {
        Node found = null;
        Node node = root;
        while (node != null) {
            if (Arrays.compareUnsigned(node.key, key) < 0) {
                found = node;
                node = node.high;
            } else {
                node = node.low;
            }
        }
        return found;
    }

    @Nullable
    Node last() {
        Node node = root;
        while (node != null && node.high != null) {
            node = node.high;
        }
        return node;
    }

    SortedTree put(byte[] key, byte[] value) {
        return new SortedTree(put(root, new Node(key, value, priorityOf(key), null, null)));
    }

    SortedTree remove(byte[] key) {
        return find(key) == null ? this : new SortedTree(join(keysBefore(root, key), keysAfter(root, key, false)));
    }

    /** Without the keys in {@code [from, to)}; {@code from} must be before {@code to}. */
    SortedTree removeRange(byte[] from, byte[] to) {
        return new SortedTree(join(keysBefore(root, from), keysAfter(root, to, true)));
    }

    private @Nullable Node lowest(byte[] key, boolean inclusive) {
        Node found = null;
        Node node = root;
        while (node != null) {
            if (isBehind(node, key, inclusive)) {
                found = node;
                node = node.low;
            } else {
                node = node.high;
            }
        }
        return found;
    }

    private static Node put(@Nullable Node node, Node added) {
        // Equal keys have equal priorities, so a node of lower priority has no such key below it.
        if (node == null || node.priority < added.priority) {
            return new Node(
                    added.key,
                    added.value,
                    added.priority,
                    keysBefore(node, added.key),
                    keysAfter(node, added.key, false));
        }
        int order = Arrays.compareUnsigned(added.key, node.key);
        if (order == 0) {
            return new Node(added.key, added.value, node.priority, node.low, node.high);
        }
        return order < 0 ? node.withLow(put(node.low, added)) : node.withHigh(put(node.high, added));
    }

    private static @Nullable Node keysBefore(@Nullable Node node, byte[] key) {
        if (node == null) {
            return null;
        }
        return isBehind(node, key, true) ? keysBefore(node.low, key) : node.withHigh(keysBefore(node.high, key));
    }

    private static @Nullable Node keysAfter(@Nullable Node node, byte[] key, boolean inclusive) {
        if (node == null) {
            return null;
        }
        return isBehind(node, key, inclusive)
                ? node.withLow(keysAfter(node.low, key, inclusive))
                : keysAfter(node.high, key, inclusive);
    }

    private static boolean isBehind(Node node, byte[] key, boolean inclusive) {
        int order = Arrays.compareUnsigned(node.key, key);
        return inclusive ? order >= 0 : order > 0;
    }

    /** One tree of two whose keys are all lower in the first. */
    private static @Nullable Node join(@Nullable Node low, @Nullable Node high) {
        if (low == null) {
            return high;
        }
        if (high == null) {
            return low;
        }
        return low.priority >= high.priority ? low.withHigh(join(low.high, high)) : high.withLow(join(low, high.low));
    }

    private static long bytesOf(@Nullable Node node) {
        return node == null ? 0 : node.bytes;
    }

    /** FNV-1a, and a multiplication that spreads it: neighbouring keys need unrelated priorities. */
    private static long priorityOf(byte[] key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
        return hash ^ (hash >>> 29);
    }
}
