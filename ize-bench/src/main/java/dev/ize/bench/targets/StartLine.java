package dev.ize.bench.targets;

import dev.ize.bench.page.Unit;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The script's {@code ls} of a small store, from its start to the first byte that it prints, on the Javas that there are. */
final class StartLine implements Line {
    private static final List<Integer> JAVAS = List.of(17, 25);
    private static final int FILES = 20;

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        Map<Integer, Path> homes = JavaHomes.find();
        Turns turns = new Turns();
        Map<String, Runnable> reports = new LinkedHashMap<>();
        for (int java : JAVAS) {
            Path home = homes.get(java);
            Optional<IzeScript> script = home == null ? Optional.empty() : IzeScript.find(home);
            if (home == null || script.isEmpty()) {
                findings.leaveOut(
                        "start-ls, Java " + java,
                        home == null ? "There is no Java " + java + " here." : IzeScript.MISSING);
                continue;
            }
            String alone = "java " + java;
            turns.add(alone, () -> startJava(home));
            for (String engine : scene.engines()) {
                Path store = scene.directory("start").resolve("store");
                fill(scene, engine, store);
                String name = engine + " " + java;
                turns.add(name, () -> list(script.get(), store));
                reports.put(
                        name,
                        () -> findings.add(
                                Finding.of("start-ls", "Java " + java, engine, turns.of(name, "Ize", Unit.NANOSECONDS))
                                        .beside(turns.of(alone, "java -version alone", Unit.NANOSECONDS))));
            }
        }
        if (!reports.isEmpty()) {
            // The script makes an archive of classes at its first use of a Java.
            turns.run(scene.size(2, 1), scene.size(15, 1));
            reports.values().forEach(Runnable::run);
        }
    }

    private static void fill(Scene scene, String engine, Path store) {
        try (FileSystemStorage storage = scene.open(engine, store, Durability.SYNC)) {
            Change.Builder change = Change.by("bench");
            for (int i = 0; i < FILES; i++) {
                change.create(StorePath.of("/file-" + i), Content.of("content of file " + i));
            }
            storage.mainBranch().apply(change.build());
        }
    }

    private static double list(IzeScript script, Path store) throws IOException {
        IzeScript.Run run = script.run(List.of("ls", "/", "--store", store.toString()));
        for (int i = 0; i < FILES; i++) {
            if (!run.output().contains("file-" + i)) {
                throw new IllegalStateException("A file is not listed: " + run.output());
            }
        }
        return run.firstByteNanos();
    }

    private static double startJava(Path home) throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(home.resolve("bin").resolve("java").toString(), "-version")
                .redirectErrorStream(true)
                .start();
        int first = process.getInputStream().read();
        long end = System.nanoTime();
        process.getInputStream().readAllBytes();
        if (first < 0) {
            throw new IOException("Java prints nothing. home=" + home);
        }
        return end - start;
    }
}
