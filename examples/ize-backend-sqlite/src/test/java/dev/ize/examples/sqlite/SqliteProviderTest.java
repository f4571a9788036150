package dev.ize.examples.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backend says what it is, and reads its options. */
final class SqliteProviderTest {
    @TempDir
    Path directory;

    @Test
    void descriptionNamesTheVersionThatRuns() throws Exception {
        try (Session session = new DatabaseFile(directory, SqliteOptions.defaults()).openToWrite()) {
            byte[] version = session.bytes("SELECT sqlite_version()");

            assertThat(new SqliteProvider().description())
                    .contains("SQLite " + new String(version, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void optionsAreReadFromText() {
        assertThat(new SqliteProvider().parseOptions(Map.of("cacheBytes", "1MiB", "maxLogBytes", "64k")))
                .isEqualTo(new SqliteOptions(1 << 20, 64 << 10));
    }
}
