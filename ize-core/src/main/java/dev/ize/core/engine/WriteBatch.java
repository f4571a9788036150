package dev.ize.core.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes that take place together or not at all.
 *
 * <p>A value: an engine may replay it. Operations take effect in their order, so that a later one wins,
 * and a {@code deleteRange} spares what is put after it. Requirements are checked against the state before
 * the batch, wherever they stand in it. Arrays are taken over, not copied: the caller must not change them
 * afterwards, and an engine must neither change nor keep them. A key out of {@link Keyspace}'s bounds is an {@link
 * IllegalArgumentException}; how large a batch may be is the engine's to say.
 *
 * <p><i>Threads:</i> filled by one thread; read by any once it is handed over, and not added to any more.
 */
public final class WriteBatch {
    /** One step of a batch. */
    public sealed interface Step permits Put, Delete, DeleteRange {
        /** Where it takes place. */
        Keyspace keyspace();
    }

    /** Sets the value of a key. */
    public record Put(Keyspace keyspace, byte[] key, byte[] value) implements Step {}

    /** Removes a key, if it is there. */
    public record Delete(Keyspace keyspace, byte[] key) implements Step {}

    /** Removes all keys in {@code [from, to)}. */
    public record DeleteRange(Keyspace keyspace, byte[] from, byte[] to) implements Step {}

    /** A precondition: the value that a key must have before the batch; null: it must be absent. */
    public record Requirement(Keyspace keyspace, byte[] key, byte @Nullable [] expected) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<Requirement> requirements = new ArrayList<>();
    private long bytes;

    /** Sets the value of a key; the value may be empty. */
    public void put(Keyspace keyspace, byte[] key, byte[] value) {
        checkKey(key);
        Objects.requireNonNull(value, "value");
        add(new Put(Objects.requireNonNull(keyspace, "keyspace"), key, value), key.length + (long) value.length);
    }

    /** Removes a key, if it is there. */
    public void delete(Keyspace keyspace, byte[] key) {
        checkKey(key);
        add(new Delete(Objects.requireNonNull(keyspace, "keyspace"), key), key.length);
    }

    /** Removes all keys in {@code [from, to)}; nothing if {@code from >= to}. */
    public void deleteRange(Keyspace keyspace, byte[] from, byte[] to) {
        checkKey(from);
        checkKey(to);
        if (Arrays.compareUnsigned(from, to) < 0) {
            add(
                    new DeleteRange(Objects.requireNonNull(keyspace, "keyspace"), from, to),
                    from.length + (long) to.length);
        }
    }

    /** Makes the whole batch depend on a key's value before it; null: on its absence. */
    public void require(Keyspace keyspace, byte[] key, byte @Nullable [] expected) {
        checkKey(key);
        requirements.add(new Requirement(Objects.requireNonNull(keyspace, "keyspace"), key, expected));
    }

    /** The steps in the order in which they take effect: a view, unmodifiable. */
    public List<Step> steps() {
        return Collections.unmodifiableList(steps);
    }

    /** The requirements in the order in which they were made: a view, unmodifiable. */
    public List<Requirement> requirements() {
        return Collections.unmodifiableList(requirements);
    }

    /** The sum of the lengths of keys and values of the steps, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Whether there is no step, whatever is required. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    private void add(Step step, long stepBytes) {
        steps.add(step);
        bytes += stepBytes;
    }

    private static void checkKey(byte[] key) {
        if (key.length < Keyspace.MIN_KEY_BYTES || key.length > Keyspace.MAX_KEY_BYTES) {
            throw new IllegalArgumentException("key must have 1-511 bytes: " + key.length);
        }
    }
}
