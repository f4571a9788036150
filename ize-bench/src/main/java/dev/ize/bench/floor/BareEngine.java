package dev.ize.bench.floor;

import java.util.List;

/**
 * An open engine or peer, with no more between it and the benchmark than what its own library needs.
 *
 * <p><i>Threads:</i> one at a time. What an engine cannot do is an {@link UnsupportedOperationException}; the table of
 * {@link FloorWorkloads} does not ask for it.
 */
public interface BareEngine extends AutoCloseable {
    /** Trees of every engine; as many as an Ize store has keyspaces. */
    int TREES = 11;

    /** A pair in a tree. */
    record Pair(int tree, byte[] key, byte[] value) {}

    /** The value of a key of tree 0 that is there, as an array. */
    byte[] get(byte[] key);

    /** Writes pairs, all or none, as durable as the engine was opened for. */
    void commit(List<Pair> pairs);

    /** Writes pairs of tree 0 whose keys ascend and are after all that are there; not durable until closed. */
    void append(List<Pair> pairs);

    /** The sum of the lengths of the values of so many pairs of tree 0, from a key on, each copied to an array. */
    int range(byte[] from, int count);

    @Override
    void close();
}
