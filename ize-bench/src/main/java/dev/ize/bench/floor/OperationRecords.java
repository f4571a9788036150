package dev.ize.bench.floor;

import dev.ize.bench.floor.BareEngine.Pair;
import dev.ize.bench.measure.FreshDirectory;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The records that one operation of Ize writes, read from a store, and the like for operations that follow.
 *
 * <p>They are the records whose keys end in the operation's number, or in its complement where the newest comes first.
 *
 * @param records as they were written
 * @param sequence the operation's number
 */
public record OperationRecords(List<Pair> records, long sequence) {
    private static final int FILE_BYTES = 1024;
    private static final StorePath FILE = StorePath.of("/file");

    public OperationRecords {
        records = List.copyOf(records);
    }

    /** Those of a change that gives a file of 1 KiB a new content. */
    public static OperationRecords ofOverwrite() {
        EngineProvider provider = FileSystemStorages.discover().providers().stream()
                .filter(EngineProvider.class::isInstance)
                .map(EngineProvider.class::cast)
                .findFirst()
                .orElseThrow();
        try (FreshDirectory directory = FreshDirectory.make()) {
            Path store = directory.path().resolve("store");
            long sequence;
            try (FileSystemStorage storage = provider.open(store, StorageOptions.defaults())) {
                Branch main = storage.mainBranch();
                main.apply(Change.by("bench").create(FILE, content(1)).build());
                sequence = main.apply(
                                Change.by("bench").replace(FILE, content(2)).build())
                        .point()
                        .sequence();
            }
            try (Engine engine = provider.openEngine(
                            store.resolve("data"), Keyspaces.ALL, EngineAccess.READ_ONLY, provider.defaultOptions());
                    EngineSnapshot snapshot = engine.snapshot()) {
                return new OperationRecords(recordsOf(snapshot, sequence), sequence);
            }
        }
    }

    private static Content content(int seed) {
        byte[] bytes = new byte[FILE_BYTES];
        new SplittableRandom(seed).nextBytes(bytes);
        return Content.of(bytes);
    }

    private static List<Pair> recordsOf(EngineSnapshot snapshot, long sequence) {
        List<Pair> records = new ArrayList<>();
        for (Keyspace keyspace : Keyspaces.ALL) {
            try (Cursor cursor = snapshot.cursor(keyspace, new byte[0], null)) {
                while (cursor.next()) {
                    if (endsIn(cursor.key(), sequence) || endsIn(cursor.key(), ~sequence)) {
                        records.add(new Pair(keyspace.id(), cursor.key(), cursor.value()));
                    }
                }
            }
        }
        return records;
    }

    private static boolean endsIn(byte[] key, long number) {
        return key.length >= Long.BYTES && ByteBuffer.wrap(key).getLong(key.length - Long.BYTES) == number;
    }

    /** The like for an operation so many numbers later. */
    public List<Pair> after(long later) {
        List<Pair> next = new ArrayList<>(records.size());
        for (Pair pair : records) {
            byte[] key = pair.key().clone();
            ByteBuffer end = ByteBuffer.wrap(key, key.length - Long.BYTES, Long.BYTES);
            boolean ascends = endsIn(key, sequence);
            end.putLong(ascends ? sequence + later : ~(sequence + later));
            next.add(new Pair(pair.tree(), key, pair.value()));
        }
        return next;
    }
}
