package dev.ize.tck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProgress;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.spi.StoreUnusableException;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is opened to read only sees everything and leaves its directory as it is. */
abstract class EngineReadOnlyContract extends EngineContract {
    private static final int BATCHES = 20;

    @TempDir
    Path copies;

    @Shows("engine-17")
    @Test
    void readOnlyEngineSeesAllThatWasWritten() {
        fill();

        try (Engine reading = openToRead()) {
            assertHoldsAll(reading);
        }
    }

    @Shows("engine-18")
    @Test
    void readOnlyEngineChangesNothingInItsDirectory() throws IOException {
        fill();
        Map<String, String> before = files(directory);

        try (Engine reading = openToRead()) {
            assertHoldsAll(reading);
            assertThat(reading.statistics().diskBytes()).as("bytes on the disk").isPositive();
            assertThat(files(directory)).as("files while it is open").isEqualTo(before);
        }

        assertThat(files(directory)).as("files afterwards").isEqualTo(before);
    }

    /** The permissions bind only a user that is not the system's administrator. */
    @Shows("engine-18")
    @Test
    void readOnlyEngineNeedsNoPermissionToWrite() throws IOException {
        fill();
        setWritable(false);
        try {
            Map<String, String> before = files(directory);

            try (Engine reading = openToRead()) {
                assertHoldsAll(reading);
            }

            assertThat(files(directory)).as("files afterwards").isEqualTo(before);
        } finally {
            setWritable(true);
        }
    }

    @Shows("engine-19")
    @Test
    void writingCallsAreRefusedAndHarmNothing() {
        fill();
        WriteBatch batch = new WriteBatch();
        batch.put(RECORDS, Bytes.number(BATCHES), Bytes.EMPTY);

        try (Engine reading = openToRead()) {
            assertThatThrownBy(() -> reading.write(batch, Durability.SYNC))
                    .as("writing")
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(reading::sync).as("syncing").isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> reading.compact(EngineProgress.NONE))
                    .as("compacting")
                    .isInstanceOf(UnsupportedOperationException.class);
            assertHoldsAll(reading);
        }

        assertThat(keys(RECORDS)).as("keys found by the next engine").hasSize(BATCHES);
    }

    @Shows("engine-20")
    @Test
    void emptyDirectoryIsRefusedAndStaysEmpty() throws IOException {
        assertThatThrownBy(this::openToRead)
                .as("opening an empty directory to read only")
                .isInstanceOf(StoreUnusableException.class);

        assertThat(files(directory)).as("files afterwards").isEmpty();
    }

    @Shows("engine-17")
    @Test
    void readOnlyEngineCanBeCopied() throws IOException {
        fill();
        Path target = Files.createDirectory(copies.resolve("copy"));

        try (Engine reading = openToRead()) {
            Map<String, String> before = files(directory);
            reading.copyTo(target, EngineProgress.NONE);
            assertThat(files(directory)).as("files afterwards").isEqualTo(before);
        }

        try (Engine copy = open(target)) {
            assertHoldsAll(copy);
            WriteBatch batch = new WriteBatch();
            batch.put(RECORDS, Bytes.number(BATCHES), Bytes.EMPTY);
            copy.write(batch, Durability.SYNC);
        }
    }

    @Shows("engine-19")
    @Test
    void engineIsWrittenAgainAfterItWasReadOnly() {
        fill();
        openToRead().close();

        put(RECORDS, Bytes.number(BATCHES), Bytes.EMPTY);

        assertThat(keys(RECORDS)).as("keys").hasSize(BATCHES + 1);
    }

    private Engine openToRead() {
        return open(directory, EngineAccess.READ_ONLY);
    }

    /** Batches that are buffered, and an engine that is closed. */
    private void fill() {
        for (int i = 0; i < BATCHES; i++) {
            WriteBatch batch = new WriteBatch();
            for (Keyspace keyspace : KEYSPACES) {
                batch.put(keyspace, Bytes.number(i), Bytes.random(1_000, i));
            }
            write(batch);
        }
        closeEngine();
    }

    private static void assertHoldsAll(Engine engine) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            for (Keyspace keyspace : KEYSPACES) {
                assertThat(keys(snapshot, keyspace, FIRST, null))
                        .as("keys of %s", keyspace.name())
                        .isEqualTo(Bytes.hex(Bytes.numbers(0, BATCHES)));
                assertThat(get(snapshot, keyspace, Bytes.number(BATCHES - 1)))
                        .as("the newest value of %s", keyspace.name())
                        .isEqualTo(Bytes.hex(Bytes.random(1_000, BATCHES - 1)));
            }
        }
    }

    /** Everything in a directory by name: when it was changed, its mode, and what is in it. */
    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(path -> !path.equals(directory)).toList()) {
                String content = Files.isDirectory(path) ? "" : checksum(Files.readAllBytes(path));
                files.put(
                        directory.relativize(path).toString(),
                        Files.getLastModifiedTime(path) + " " + mode(path) + " " + content);
            }
        }
        return files;
    }

    private static String checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return content.length + " bytes, checksum " + crc.getValue();
    }

    private static String mode(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                : "";
    }

    private void setWritable(boolean writable) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> ofFiles = PosixFilePermissions.fromString(writable ? "rw-------" : "r--------");
        Set<PosixFilePermission> ofDirectories = PosixFilePermissions.fromString(writable ? "rwx------" : "r-x------");
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                Files.setPosixFilePermissions(path, Files.isDirectory(path) ? ofDirectories : ofFiles);
            }
        }
    }
}
