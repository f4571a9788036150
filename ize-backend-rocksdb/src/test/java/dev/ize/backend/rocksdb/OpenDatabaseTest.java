package dev.ize.backend.rocksdb;

import static dev.ize.backend.rocksdb.TestEngine.RECORDS;
import static dev.ize.backend.rocksdb.TestEngine.VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.Keyspace;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StoreLockedException;
import dev.ize.spi.StoreUnusableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDatabaseTest {
    @TempDir
    Path directory;

    @Test
    void aSecondOpenIsRefusedAsLockedAndHarmsNothing() {
        try (TestEngine engine = TestEngine.open(directory)) {
            engine.put(RECORDS, "a", "1");

            assertThatThrownBy(() -> TestEngine.open(directory))
                    .isInstanceOf(StoreLockedException.class)
                    .hasMessageContaining(directory.toString());

            engine.put(RECORDS, "b", "2");
            assertThat(engine.get(RECORDS, "a")).isEqualTo("1");
        }
    }

    @Test
    void aKeyspaceMoreThanAskedForIsRefusedByName() {
        TestEngine.open(directory).close();

        assertThatThrownBy(() -> RocksDbEngine.open(
                        directory, Set.of(RECORDS), EngineAccess.READ_WRITE, RocksDbOptions.defaults()))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("keyspaces=[values]");
        TestEngine.open(directory).close();
    }

    @Test
    void aKeyspaceThatIsMissingFromWrittenDataIsDamage() {
        try (TestEngine engine = TestEngine.open(directory)) {
            engine.put(RECORDS, "a", "1");
        }
        Keyspace other = new Keyspace(3, "other", Keyspace.Shape.SMALL_RECORDS);

        assertThatThrownBy(() -> RocksDbEngine.open(
                        directory, Set.of(RECORDS, VALUES, other), EngineAccess.READ_WRITE, RocksDbOptions.defaults()))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("keyspaces=[other]");
        try (TestEngine engine = TestEngine.open(directory)) {
            assertThat(engine.get(RECORDS, "a")).isEqualTo("1");
        }
    }

    /** A crash after the first of two column families was made left a database that no open accepted. */
    @Test
    void makingTheKeyspacesGoesOnWhereACrashInterruptedIt() {
        RocksDbEngine.open(directory, Set.of(RECORDS), EngineAccess.READ_WRITE, RocksDbOptions.defaults())
                .close();

        try (TestEngine engine = TestEngine.open(directory)) {
            engine.put(VALUES, "a", "1");
        }

        try (TestEngine engine = TestEngine.open(directory)) {
            assertThat(engine.get(VALUES, "a")).isEqualTo("1");
        }
    }

    /** RocksDB writes identity and manifest before CURRENT leads to them. */
    @Test
    void makingTheDatabaseStartsAgainAfterACrashBeforeItsFirstLog() throws Exception {
        Files.writeString(directory.resolve("IDENTITY"), "00000000-0000-0000-0000-000000000000");
        Files.write(directory.resolve("MANIFEST-000001"), new byte[] {1, 2, 3});
        Files.write(directory.resolve("000001.dbtmp"), new byte[0]);

        try (TestEngine engine = TestEngine.open(directory)) {
            engine.put(RECORDS, "a", "1");
        }

        try (TestEngine engine = TestEngine.open(directory)) {
            assertThat(engine.get(RECORDS, "a")).isEqualTo("1");
        }
    }

    @Test
    void aKeyspaceMayHaveTheNameOfRocksDbsOwnFamily() {
        Keyspace named = new Keyspace(5, "default", Keyspace.Shape.SMALL_RECORDS);
        for (int run = 0; run < 2; run++) {
            RocksDbEngine.open(directory, Set.of(RECORDS, named), EngineAccess.READ_WRITE, RocksDbOptions.defaults())
                    .close();
        }

        assertThat(directory.resolve("CURRENT")).exists();
    }

    /** The binding hands over UTF-16 surrogates one by one: RocksDB made its files in another directory. */
    @Test
    void aPathThatTheBindingWouldMangleIsRefused() throws Exception {
        Path emoji = Files.createDirectory(directory.resolve("\uD83D\uDE00"));

        assertThatThrownBy(() -> TestEngine.open(emoji))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("U+FFFF");
        assertThat(directory).isDirectoryContaining(file -> file.equals(emoji));
        assertThat(TestEngine.files(directory, "")).hasSize(1);
    }

    @Test
    void aPathWithLettersBeyondAsciiIsFine() throws Exception {
        Path store = Files.createDirectory(directory.resolve("größe 数据"));

        TestEngine.open(store).close();

        assertThat(store.resolve("CURRENT")).exists();
    }
}
