package dev.ize.bench.targets;

import dev.ize.bench.measure.EngineCalls;
import dev.ize.bench.page.Unit;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Point;
import dev.ize.spi.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The difference of neighbours: 400 files with new contents, 100 new ones, and 100 that are gone. */
final class NeighboursLine implements Line {
    private static final int CHANGES = 600;
    private static final int ADDED = 100;
    private static final int REMOVED = 100;

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        SmallFileSeries series = new SmallFileSeries(scene.size(5000, 1000), 1);
        List<AutoCloseable> open = new ArrayList<>();
        Turns turns = new Turns();
        Map<String, String> calls = new LinkedHashMap<>();
        try {
            for (String engine : scene.engines()) {
                Path directory = scene.directory("difference").resolve("store");
                Point before;
                Point after;
                try (FileSystemStorage storage = scene.open(engine, directory, Durability.BUFFERED)) {
                    Branch main = storage.mainBranch();
                    before = series.record(main).get(0);
                    after = change(main, series);
                }
                FileSystemStorage storage = scene.open(engine, directory, Durability.SYNC);
                open.add(storage);
                EngineCalls.start();
                difference(storage, before, after);
                EngineCalls.stop();
                calls.put(engine, "engine calls: " + EngineCalls.text(1));
                int rounds = scene.size(10, 1);
                turns.add(engine, () -> Turns.nanosOfEach(rounds, () -> difference(storage, before, after)));
            }
            turns.run(scene.size(15, 0), scene.size(30, 2));
            for (String engine : scene.engines()) {
                findings.add(Finding.of("difference-600", "", engine, turns.of(engine, "Ize", Unit.NANOSECONDS))
                        .with(List.of(String.valueOf(calls.get(engine)))));
            }
        } finally {
            for (AutoCloseable one : open) {
                one.close();
            }
        }
    }

    private static Point change(Branch main, SmallFileSeries series) {
        Change.Builder change = Change.by("bench");
        int step = series.files() / (CHANGES - ADDED);
        for (int i = 0; i < CHANGES - ADDED; i++) {
            int file = i * step;
            if (i < REMOVED) {
                change.delete(SmallFileSeries.path(file));
            } else {
                change.replace(SmallFileSeries.path(file), Content.of(SmallFileSeries.content(file, 1)));
            }
        }
        for (int i = 0; i < ADDED; i++) {
            change.create(
                    SmallFileSeries.path(i).parent().orElseThrow().resolve("added-" + i),
                    Content.of("added in the second state, " + i));
        }
        return main.apply(change.build()).point();
    }

    private static void difference(FileSystemStorage storage, Point before, Point after) {
        Branch main = storage.mainBranch();
        View older = main.at(before);
        View newer = main.at(after);
        int lines = storage.difference(older, newer).size();
        if (lines != CHANGES) {
            throw new IllegalStateException("Not the changes that were made. lines=" + lines);
        }
    }
}
