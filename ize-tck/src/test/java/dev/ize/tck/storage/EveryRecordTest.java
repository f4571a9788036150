package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.ChangeId;
import dev.ize.spi.Content;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageException;
import dev.ize.spi.VerificationOptions;
import dev.ize.tck.memory.InMemoryProvider;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Whichever record of a store is missing or damaged, opening the store or verifying it says so, and a repair leaves the
 * store as it was or says that it does not.
 */
final class EveryRecordTest {
    /** A record and where it lies. */
    private record Stored(Keyspace keyspace, byte[] key, byte[] value) {
        @Override
        public String toString() {
            return keyspace.name() + " " + HexFormat.of().formatHex(key) + " "
                    + HexFormat.of().formatHex(value);
        }

        boolean isTally() {
            return keyspace.equals(Keyspaces.BRANCHES)
                    && HexFormat.of().formatHex(key).startsWith("74");
        }
    }

    private enum Harm {
        MISSING,
        DAMAGED
    }

    @Nested
    class OfAWholeHistory extends VerifiedStoreContract {
        @Override
        InMemoryProvider provider() {
            return new InMemoryProvider();
        }

        @Test
        void missingRecordIsFound() {
            assertThat(unnoticed(this, Harm.MISSING)).isEmpty();
        }

        @Test
        void damagedRecordIsFound() {
            assertThat(unnoticed(this, Harm.DAMAGED)).isEmpty();
        }
    }

    /** Some objects are stored against others. */
    @Nested
    class OfVersionsThatResembleEachOther extends VerifiedStoreContract {
        @Override
        InMemoryProvider provider() {
            return new InMemoryProvider();
        }

        @BeforeEach
        void writeVersions() {
            for (int i = 1; i < 4; i++) {
                byte[] bytes = noise(20_000, 2);
                bytes[i] ^= 1;
                apply(change -> change.replace(path("/d/chunk"), Content.of(bytes)));
            }
            apply(change -> change.write(path("/d/big"), 700_000, Content.of("others")));
        }

        @Test
        void missingRecordIsFound() {
            assertThat(unnoticed(this, Harm.MISSING)).isEmpty();
        }

        @Test
        void damagedRecordIsFound() {
            assertThat(unnoticed(this, Harm.DAMAGED)).isEmpty();
        }
    }

    @Nested
    class OfAPrunedHistory extends VerifiedStoreContract {
        @Override
        InMemoryProvider provider() {
            return new InMemoryProvider();
        }

        /** What stays above the floor builds on what is below it. */
        private void prune() {
            storage().createSnapshot("early", main().at(new ChangeId(createdChunk)), "");
            delete("/d/q");
            apply(change -> change.setPermissions(path("/a"), 0640));
            apply(storage().branch("side"), change -> change.delete(path("/s")));
            apply(storage().branch("side"), change -> change.setPermissions(path("/a"), 0604));
            replace("/d/chunk", "other text");
            apply(storage().branch("side"), change -> change.rename(path("/d/chunk"), path("/s")));
            apply(change -> change.setPermissions(path("/d/chunk"), 0600));
            storage().prune(KeepRules.builder().keepLast(2).build(), RemovalMode.REMOVE, Progress.NONE);
        }

        /** Without what a sweep noted at its end it counts as cut short, and the next pruning sweeps again. */
        @Test
        void missingRecordIsFoundButForWhatASweepNotedAtItsEnd() {
            prune();

            List<Stored> unnoticed = unnoticed(this, Harm.MISSING);

            assertThat(unnoticed).hasSize(2).allMatch(Stored::isTally);
        }

        @Test
        void damagedRecordIsFound() {
            prune();
            assertThat(unnoticed(this, Harm.DAMAGED)).isEmpty();
        }
    }

    /** Does harm to each record in turn, and gives those that nobody missed. */
    private static List<Stored> unnoticed(VerifiedStoreContract store, Harm harm) {
        List<Stored> records = records(store);
        List<Stored> unnoticed = new ArrayList<>();
        assertThat(records).as("records").hasSizeGreaterThan(80);
        for (Stored record : records) {
            store.damage(bare -> {
                if (harm == Harm.MISSING) {
                    bare.delete(record.keyspace(), record.key());
                } else {
                    bare.flip(record.keyspace(), record.key());
                }
            });
            if (!isNoticed(store)) {
                unnoticed.add(record);
            } else if (isRepaired(store)) {
                assertThat(texts(records(store))).as("repaired " + record).isEqualTo(texts(records));
            }
            putBack(store, records);
        }
        assertThat(store.verify().findings()).as("with all records back").isEmpty();
        return unnoticed;
    }

    private static boolean isNoticed(VerifiedStoreContract store) {
        try {
            return !store.verify().isSound();
        } catch (StorageException e) {
            return true;
        }
    }

    private static boolean isRepaired(VerifiedStoreContract store) {
        try {
            return store.verify(VerificationOptions.full().repairing()).isSound();
        } catch (StorageException e) {
            return false;
        }
    }

    private static List<Stored> records(VerifiedStoreContract store) {
        List<Stored> records = new ArrayList<>();
        store.damage(bare -> Keyspaces.ALL.forEach(
                keyspace -> bare.each(keyspace, (key, value) -> records.add(new Stored(keyspace, key, value)))));
        return records;
    }

    private static List<String> texts(List<Stored> records) {
        return records.stream().map(Stored::toString).toList();
    }

    private static void putBack(VerifiedStoreContract store, List<Stored> records) {
        WriteBatch batch = new WriteBatch();
        records(store).forEach(record -> batch.delete(record.keyspace(), record.key()));
        records.forEach(record -> batch.put(record.keyspace(), record.key(), record.value()));
        store.damage(bare -> bare.write(batch));
    }
}
