package dev.ize.bench.targets;

import dev.ize.bench.history.GitProcess;
import dev.ize.bench.history.WriteBack;
import dev.ize.bench.page.Unit;
import dev.ize.bench.storage.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A tree in which nothing has changed, recorded once more by the command, in this process and by one of its own, beside {@code git status}. */
final class UnchangedLine implements Line {
    private static final int FILES_A_DIRECTORY = 100;
    private static final int FILE_BYTES = 200;
    private static final String GIT = "git status";
    private static final String PROCESS = ", process";

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        Optional<IzeScript> script = IzeScript.find();
        if (script.isEmpty() || GitProcess.version().isEmpty()) {
            findings.leaveOut("unchanged", script.isEmpty() ? IzeScript.MISSING : "There is no git command here.");
            return;
        }
        Path tree = scene.directory("tree");
        write(tree, scene.size(100_000, 200));
        GitProcess git = new GitProcess(scene.directory("git").resolve("repository"), List.of());
        Map<String, String> where = Map.of("GIT_WORK_TREE", tree.toString());
        git.run(Map.of(), "init", "-q", "--bare");
        git.run(where, "-C", tree.toString(), "add", "--all", ".");
        git.run(where, "commit", "-q", "--no-verify", "-m", "all");
        Turns turns = new Turns().add(GIT, () -> status(git, where, tree));
        IzeCommand command = ServiceLoader.load(IzeCommand.class).findFirst().orElseThrow();
        for (String engine : scene.engines()) {
            Path store = scene.directory("unchanged").resolve("store");
            script.get()
                    .run(List.of(
                            "record", "--quiet", "--backend", engine, "--store", store.toString(), tree.toString()));
            turns.add(engine + PROCESS, () -> recordByProcess(script.get(), store, tree));
            turns.add(engine, () -> record(command, store, tree));
            for (int i = 0; i < scene.size(8, 0); i++) {
                record(command, store, tree);
            }
        }
        WriteBack.await();
        turns.run(scene.size(2, 0), scene.size(7, 1));
        for (String engine : scene.engines()) {
            Measured status = turns.of(GIT, GIT, Unit.NANOSECONDS);
            findings.add(
                    Finding.ratio("unchanged-status", "", engine, turns.of(engine, "Ize", Unit.NANOSECONDS), status));
            findings.add(Finding.ratio(
                    "unchanged-process",
                    "",
                    engine,
                    turns.of(engine + PROCESS, "ize record", Unit.NANOSECONDS),
                    status));
        }
    }

    private static void write(Path tree, int files) throws IOException {
        Path directory = tree;
        for (int i = 0; i < files; i++) {
            if (i % FILES_A_DIRECTORY == 0) {
                directory = Files.createDirectory(tree.resolve("directory-" + i / FILES_A_DIRECTORY));
            }
            Files.write(directory.resolve("file-" + i), Text.bytes(i, FILE_BYTES));
        }
    }

    private static double status(GitProcess git, Map<String, String> where, Path tree) throws Exception {
        return Turns.nanos(() -> {
            byte[] printed = git.run(where, "-C", tree.toString(), "status", "--porcelain");
            if (printed.length > 0) {
                throw new IllegalStateException("git finds changes where there are none");
            }
        });
    }

    private static List<String> arguments(Path store, Path tree) {
        return List.of("record", "--json", "--store", store.toString(), tree.toString());
    }

    private static double recordByProcess(IzeScript script, Path store, Path tree) throws IOException {
        IzeScript.Run run = script.run(arguments(store, tree));
        check(run.output());
        return run.nanos();
    }

    /** All of the command but for the start of its JVM: the store is opened and closed too. */
    private static double record(IzeCommand command, Path store, Path tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long start = System.nanoTime();
        int code = command.run(tree, out, arguments(store, tree));
        long end = System.nanoTime();
        if (code != 0) {
            throw new IllegalStateException("ize record ended with " + code);
        }
        check(out.toString(StandardCharsets.UTF_8));
        return end - start;
    }

    private static void check(String printed) {
        if (!printed.contains("\"operations\":0")) {
            throw new IllegalStateException("Ize finds changes where there are none: " + printed);
        }
    }
}
