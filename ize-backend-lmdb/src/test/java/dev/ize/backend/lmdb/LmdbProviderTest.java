package dev.ize.backend.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.StoreUnusableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LmdbProviderTest {
    @TempDir
    Path directory;

    @Test
    void serviceLoaderFindsIt() {
        assertThat(ServiceLoader.load(FileSystemStorageProvider.class))
                .filteredOn(provider -> provider.id().equals("lmdb"))
                .hasExactlyElementsOfTypes(LmdbProvider.class);
    }

    @Test
    void optionsOfAnotherBackendAreRefused() {
        BackendOptions foreign = new BackendOptions() {
            @Override
            public String backend() {
                return "other";
            }

            @Override
            public Map<String, String> asText() {
                return Map.of();
            }
        };

        assertThatThrownBy(() ->
                        new LmdbProvider().openEngine(directory, Fixture.KEYSPACES, EngineAccess.READ_WRITE, foreign))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("other");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void missingDirectoryIsUnusable() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> Fixture.open(missing))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void nothingNativeIsLoadedBeforeAnEngineIsOpened() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/maps")), "only Linux tells what a process has mapped");

        ChildJvm.Outcome outcome = ChildJvm.run(NativeOnlyAtOpen.class, List.of(), directory.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @Test
    void temporaryDirectoryThatIsNoexecIsNamedWithWhatToDo() throws Exception {
        assumeTrue(ChildJvm.canMount(), "this system lets no user mount a file system");
        Path noexec = Files.createDirectory(directory.resolve("noexec"));

        // jffi tries the working directory after the one for temporary files.
        ChildJvm.Outcome outcome = ChildJvm.runPrepared(
                List.of("unshare", "-rm"),
                "mount -t tmpfs -o noexec tmpfs " + noexec + "; cd " + noexec,
                UnusableTwice.class,
                List.of("-Djava.io.tmpdir=" + noexec),
                directory.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @Test
    void libraryLoadsForAThreadWhoseClassLoaderDoesNotSeeIt() throws Exception {
        ChildJvm.Outcome outcome = ChildJvm.run(ForeignClassLoader.class, List.of(), directory.toString());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    /** Uses all of a provider that needs no engine, and looks at what is mapped before and after an open. */
    static final class NativeOnlyAtOpen {
        public static void main(String[] arguments) throws Exception {
            LmdbProvider provider = new LmdbProvider();
            check(provider.id().equals("lmdb") && !provider.description().isEmpty());
            check(provider.parseOptions(provider.defaultOptions().asText()).equals(provider.defaultOptions()));
            check(!isMapped("lmdbjava-native") && !isMapped("jffi"));
            try (Engine engine = provider.openEngine(
                    Path.of(arguments[0]), Fixture.KEYSPACES, EngineAccess.READ_WRITE, provider.defaultOptions())) {
                check(isMapped("lmdbjava-native") && isMapped("jffi"));
                check(engine.statistics().diskBytes() > 0);
            }
        }

        private static boolean isMapped(String library) throws Exception {
            return Files.readString(Path.of("/proc/self/maps")).contains(library);
        }
    }

    /** Fails to open twice, each time with the advice: the JVM itself tells the cause only once. */
    static final class UnusableTwice {
        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                try {
                    Fixture.open(Path.of(arguments[0])).close();
                    throw new AssertionError("opened");
                } catch (StoreUnusableException e) {
                    check(e.getMessage().contains("noexec"));
                    check(e.getMessage().contains("-Djava.io.tmpdir="));
                    check(e.getMessage().contains("-Dlmdbjava.extract.dir="));
                    check(e.getMessage().contains("java.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
                    check(e.getCause() != null);
                }
            }
        }
    }

    /** Opens from a thread whose class loader sees the JDK only. */
    static final class ForeignClassLoader {
        public static void main(String[] arguments) {
            ClassLoader foreign = ClassLoader.getPlatformClassLoader();
            Thread.currentThread().setContextClassLoader(foreign);
            Fixture.open(Path.of(arguments[0])).close();
            check(Thread.currentThread().getContextClassLoader() == foreign);
        }
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new AssertionError();
        }
    }
}
