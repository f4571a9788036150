package dev.ize.bench.targets;

import dev.ize.bench.history.Archive;
import dev.ize.bench.history.GitProcess;
import dev.ize.bench.history.GitRepository;
import dev.ize.bench.history.Release;
import dev.ize.bench.history.ReleaseTree;
import dev.ize.bench.history.WriteBack;
import dev.ize.bench.page.Unit;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Series of releases recorded by one process of the command, beside git's two processes for each release. */
final class RecordLine implements Line {
    private static final String GIT = "git";

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        Optional<IzeScript> script = IzeScript.find();
        Optional<String> git = GitProcess.version();
        if (script.isEmpty() || git.isEmpty() || scene.histories().isEmpty()) {
            findings.leaveOut(
                    "record",
                    script.isEmpty()
                            ? IzeScript.MISSING
                            : git.isEmpty() ? "There is no git command here." : "There is no series of releases.");
            return;
        }
        for (Map.Entry<String, List<String>> history : scene.histories().entrySet()) {
            List<ReleaseTree> trees = new ArrayList<>();
            for (String directory : history.getValue()) {
                trees.add(ReleaseTree.of(Path.of(directory)));
            }
            Turns turns = new Turns();
            for (String engine : scene.engines()) {
                turns.add(engine, () -> record(scene, script.get(), engine, history.getValue(), trees));
            }
            turns.add(GIT, () -> commit(scene, git.get(), trees));
            turns.run(scene.size(1, 0), scene.size(4, 1));
            for (String engine : scene.engines()) {
                findings.add(Finding.timesBetter(
                        "record-git",
                        history.getKey(),
                        engine,
                        turns.of(engine, "Ize", Unit.NANOSECONDS),
                        turns.of(GIT, GIT, Unit.NANOSECONDS)));
            }
        }
    }

    private static double record(
            Scene scene, IzeScript script, String engine, List<String> directories, List<ReleaseTree> trees)
            throws Exception {
        Path store = scene.directory("record").resolve("store");
        List<String> arguments = new ArrayList<>(List.of("record", "--quiet", "--backend", engine));
        arguments.addAll(List.of("--store", store.toString()));
        arguments.addAll(directories);
        writeBack(scene);
        double nanos = script.run(arguments).nanos();
        try (FileSystemStorage storage = scene.open(engine, store, Durability.SYNC)) {
            compare(storage.mainBranch().head(), trees.get(trees.size() - 1));
        }
        return nanos;
    }

    private static void compare(View head, ReleaseTree tree) {
        tree.files().forEach((path, file) -> {
            if (file.kind() != ReleaseTree.Kind.SYMLINK
                    && !ContentHash.ofContent(head.read(StorePath.of("/" + path)))
                            .equals(file.hash())) {
                throw new IllegalStateException("A file was recorded with other bytes: " + path);
            }
        });
    }

    private static double commit(Scene scene, String version, List<ReleaseTree> trees) throws Exception {
        try (Archive archive = new GitRepository(version, true).create(scene.directory("git"))) {
            writeBack(scene);
            return Turns.nanos(() -> {
                for (ReleaseTree tree : trees) {
                    archive.record(new Release(String.valueOf(tree.directory().getFileName()), tree.directory()));
                }
            });
        }
    }

    private static void writeBack(Scene scene) {
        if (!scene.isQuick()) {
            WriteBack.await();
        }
    }
}
