package dev.ize.bench.targets;

import dev.ize.bench.measure.EngineCalls;
import dev.ize.bench.page.Unit;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.StorePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whole histories of paths with few and with many lines. */
final class HistoryLine implements Line {
    private static final int FILES = 20;
    private static final int FEW = 10;

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        int many = scene.size(1000, 30);
        List<AutoCloseable> open = new ArrayList<>();
        Turns turns = new Turns();
        Map<String, String> calls = new LinkedHashMap<>();
        try {
            for (String engine : scene.engines()) {
                Path directory = scene.directory("history").resolve("store");
                fill(scene, engine, directory, many);
                FileSystemStorage storage = scene.open(engine, directory, Durability.SYNC);
                open.add(storage);
                for (int lines : new int[] {FEW, many}) {
                    String name = engine + " " + lines;
                    EngineCalls.start();
                    for (int file = 0; file < FILES; file++) {
                        ask(storage, lines, file);
                    }
                    EngineCalls.stop();
                    calls.put(name, EngineCalls.text(FILES));
                    int rounds = Math.max(1, scene.size(10_000, 40) / lines / FILES);
                    turns.add(name, () -> Turns.nanosOfEach(rounds, () -> askAll(storage, lines)) / FILES);
                }
            }
            turns.run(scene.size(20, 0), scene.size(30, 2));
            for (String engine : scene.engines()) {
                add(findings, "history-10", engine, FEW, turns, calls);
                add(findings, "history-1000", engine, many, turns, calls);
            }
        } finally {
            for (AutoCloseable one : open) {
                one.close();
            }
        }
    }

    private static void add(
            Findings findings, String target, String engine, int lines, Turns turns, Map<String, String> calls) {
        String name = engine + " " + lines;
        Measured own = turns.of(name, "Ize", Unit.NANOSECONDS);
        findings.add(Finding.of(target, "", engine, own)
                .with(List.of(
                        "a line: " + Unit.NANOSECONDS.text(own.median() / lines),
                        "engine calls a history: " + calls.get(name))));
    }

    /** Files that change rarely beside files that change always, a change for each version. */
    private static void fill(Scene scene, String engine, Path directory, int many) {
        try (FileSystemStorage storage = scene.open(engine, directory, Durability.BUFFERED)) {
            Branch main = storage.mainBranch();
            for (int version = 0; version < many; version++) {
                Change.Builder change = Change.by("bench");
                for (int file = 0; file < FILES; file++) {
                    put(change, path(many, file), file, version);
                    if (version % (many / FEW) == 0) {
                        put(change, path(FEW, file), file, version);
                    }
                }
                main.apply(change.build());
            }
        }
    }

    private static void put(Change.Builder change, StorePath path, int file, int version) {
        Content content = Content.of("content of file " + file + " in version " + version);
        if (version == 0) {
            change.create(path, content);
        } else {
            change.replace(path, content);
        }
    }

    private static StorePath path(int lines, int file) {
        return StorePath.of("/file-" + file + "-of-" + lines + "-versions");
    }

    private static void askAll(FileSystemStorage storage, int lines) {
        for (int file = 0; file < FILES; file++) {
            ask(storage, lines, file);
        }
    }

    private static void ask(FileSystemStorage storage, int lines, int file) {
        int found = storage.mainBranch()
                .head()
                .history(path(lines, file), LogQuery.newestFirst(lines + 1))
                .size();
        if (found != lines) {
            throw new IllegalStateException("Not the lines that were made. found=" + found + " made=" + lines);
        }
    }
}
