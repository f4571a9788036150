package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.StoreMigration;
import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageOptions;
import dev.ize.tck.memory.InMemoryProvider;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A store moves to another engine and back, by its records and by a dump. */
abstract class RecordMigrationContract extends DumpContract {
    private final InMemoryProvider other = new InMemoryProvider();

    @Override
    abstract EngineProvider provider();

    @Test
    @Shows("integrity-18")
    void storeThatWasMigratedThereAndBackIsTheSame() {
        everyKindOfOperation();
        closeStorage();

        migrate(storeDirectory(), provider(), directory.resolve("there"), other);
        try (FileSystemStorage there = openOther(directory.resolve("there"))) {
            assertSame(there, storage());
        }
        closeStorage();
        migrate(directory.resolve("there"), other, directory.resolve("back"), provider());

        try (FileSystemStorage back = open(directory.resolve("back"))) {
            assertSame(back, storage());
            assertThat(back.backend()).isEqualTo(provider().id());
        }
    }

    @Test
    @Shows("integrity-18")
    void storeThatWasDumpedThereAndBackIsTheSame() {
        everyKindOfOperation();
        FileSystemStorage back = replica();

        try (FileSystemStorage there = openOther(directory.resolve("there"))) {
            load(there, dump(DumpOptions.all()).bytes());
            assertSame(there, storage());
            back.load(new ByteArrayInputStream(dump(there, DumpOptions.all()).bytes()), Progress.NONE);
        }

        assertSame(back, storage());
    }

    private void migrate(Path from, EngineProvider source, Path to, EngineProvider target) {
        StoreMigration.Summary summary =
                new StoreMigration(from, source, target, target.defaultOptions()).migrate(to, Progress.NONE);
        assertThat(summary.records()).isPositive();
    }

    private FileSystemStorage openOther(Path store) {
        return other.open(
                store, StorageOptions.builder().backend(other.id()).clock(clock).build());
    }
}
