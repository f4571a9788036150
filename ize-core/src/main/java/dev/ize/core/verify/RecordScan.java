package dev.ize.core.verify;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keys;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Visits every record of a keyspace in the order of keys, with a new engine snapshot every few thousand records.
 *
 * <p>Where the engine cannot read on, that is a finding and the end of the scan. What a visitor cannot check because
 * of damage elsewhere is counted.
 *
 * @param source where snapshots come from
 * @param findings where findings go
 * @param repairs are written between two snapshots
 */
record RecordScan(SnapshotSource source, Findings findings, Repairs repairs) {
    /** Looks at one record. */
    interface Visitor {
        /**
         * Looks at the record of a key.
         *
         * @param cursor stands on the record, and is not moved
         */
        void visit(EngineSnapshot snapshot, byte[] key, Cursor cursor);
    }

    void each(Keyspace keyspace, Meter meter, boolean meterByNumber, Visitor visitor) {
        byte[] from = {};
        while (from != null) {
            from = slice(keyspace, from, meter, meterByNumber, visitor);
            repairs.flush();
        }
        meter.finish();
    }

    private byte @Nullable [] slice(
            Keyspace keyspace, byte[] from, Meter meter, boolean meterByNumber, Visitor visitor) {
        Slice slice = new Slice();
        byte[] key = from;
        EngineSnapshot snapshot = source.open();
        try (snapshot;
                Cursor cursor = snapshot.cursor(keyspace, from, null)) {
            while (cursor.next()) {
                key = cursor.key();
                visit(snapshot, key, cursor, visitor);
                if (meterByNumber && key.length >= Long.BYTES) {
                    meter.reach(Keys.longAt(key, 0));
                } else {
                    meter.add();
                }
                if (!slice.goesOn()) {
                    return successor(key);
                }
            }
            return null;
        } catch (CorruptStoreException | StorageFailedException e) {
            String sentence = "The engine cannot read on behind a key: " + e.getMessage();
            findings.report(Kind.UNREADABLE_KEYSPACE, keyspace, key, sentence, List.of());
            return null;
        }
    }

    private static byte @Nullable [] successor(byte[] key) {
        return key.length < Keyspace.MAX_KEY_BYTES ? Arrays.copyOf(key, key.length + 1) : Keys.after(key);
    }

    private void visit(EngineSnapshot snapshot, byte[] key, Cursor cursor, Visitor visitor) {
        try {
            visitor.visit(snapshot, key, cursor);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            findings.skip();
        }
    }
}
