package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recording and checking out, on every backend that is found. */
final class RecordTest {
    @TempDir
    Path directory;

    private Path tree;

    static List<String> backends() {
        return FileSystemStorages.discover().providers().stream()
                .map(FileSystemStorageProvider::id)
                .toList();
    }

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(directory.resolve("tree"));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void checkedOutTreeIsTheRecordedOne(String backend) throws IOException {
        LocalFiles.write(tree, "a.txt", "alpha");
        LocalFiles.write(tree, "empty", "");
        LocalFiles.setMode(LocalFiles.write(tree, "bin/run", "#!/bin/sh\n"), 04755);
        LocalFiles.setModified(tree.resolve("a.txt"), "2001-02-03T04:05:06.123456789Z");
        Files.createDirectories(tree.resolve("hollow/deep"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("../outside/"));
        Files.createSymbolicLink(tree.resolve("bin/here"), Path.of("/"));
        LocalFiles.write(tree, "große/日本/\uD83D\uDE00 $'\n.txt", "name");
        LocalFiles.setMode(LocalFiles.write(tree, "sealed/x", "locked"), 0);
        LocalFiles.setMode(tree.resolve("sealed"), 0555);
        LocalFiles.setModified(tree.resolve("hollow"), "2011-01-01T00:00:00Z");
        LocalFiles.write(tree, "big", new byte[3 << 20]);
        List<String> recorded = LocalFiles.describe(tree);

        CommandRun.in(directory, "record", "--backend", backend, "tree").done();
        CommandRun.in(directory, "checkout", "out").done();

        assertThat(LocalFiles.describe(directory.resolve("out"))).isEqualTo(recorded);
        assertThat(CommandRun.in(directory, "record", "out").done().out()).contains("nothing has changed");
    }
}
