package dev.ize.backend.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineAccess;
import dev.ize.spi.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    @TempDir
    Path directory;

    @Test
    void nothingNativeIsLoadedBeforeAnEngineIsOpened() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/maps")), "no list of mapped libraries to look at");

        assertThat(run(List.of(), UseOfEverythingButTheEngine.class))
                .containsExactly("before opening: false", "after opening: true");
    }

    /** Prints whether RocksDB's library is mapped. */
    static final class UseOfEverythingButTheEngine {
        public static void main(String[] arguments) throws IOException {
            RocksDbProvider provider = new RocksDbProvider();
            provider.description();
            provider.defaultOptions().withBackgroundJobs(3).asText();
            provider.parseOptions(Map.of("memoryBytes", "64MiB"));
            System.out.println("before opening: " + isMapped());
            provider.openEngine(
                            Path.of(arguments[0]),
                            TestEngine.KEYSPACES,
                            EngineAccess.READ_WRITE,
                            provider.defaultOptions())
                    .close();
            System.out.println("after opening: " + isMapped());
        }

        private static boolean isMapped() throws IOException {
            return Files.readString(Path.of("/proc/self/maps")).contains("rocksdbjni");
        }
    }

    @Test
    void aTemporaryDirectoryThatIsMissingIsReportedWithWhatToDo() throws Exception {
        Path missing = directory.resolve("missing");

        assertThat(run(List.of("-Djava.io.tmpdir=" + missing), TwoOpens.class))
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line).contains("noexec", "-Djava.io.tmpdir", "java.io.tmpdir=" + missing));
    }

    @Test
    void aTemporaryDirectoryThatForbidsExecutionIsReportedWithWhatToDo() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, "size=64m,noexec")) {
            assertThat(run(List.of("-Djava.io.tmpdir=" + disk.path()), TwoOpens.class))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("noexec", "java.io.tmpdir=" + disk.path()));
        }
    }

    /** Prints why it could not open an engine, twice. */
    static final class TwoOpens {
        public static void main(String[] arguments) {
            for (int open = 0; open < 2; open++) {
                try {
                    RocksDbEngine.open(
                                    Path.of(arguments[0]),
                                    TestEngine.KEYSPACES,
                                    EngineAccess.READ_WRITE,
                                    RocksDbOptions.defaults())
                            .close();
                    System.out.println("opened");
                } catch (StoreUnusableException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    private List<String> run(List<String> jvmOptions, Class<?> main) throws IOException {
        Path store = Files.createDirectories(directory.resolve("store"));
        try (ChildJvm child = ChildJvm.start(jvmOptions, main, store.toString())) {
            return child.remainingLines();
        }
    }
}
