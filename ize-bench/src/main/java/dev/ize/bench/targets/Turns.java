package dev.ize.bench.targets;

import dev.ize.bench.page.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sides that are measured in turns: in each turn all of them, one after the other, so that what the machine does meanwhile
 * meets all alike. Every other turn goes backwards, so that none always comes first.
 */
final class Turns {
    /** What is measured of a side in one turn. */
    interface Side {
        /** Its figure: nanoseconds, or what else the side counts. */
        double measure() throws Exception;
    }

    private final Map<String, Side> sides = new LinkedHashMap<>();
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();

    /** One side more. */
    Turns add(String name, Side side) {
        if (sides.put(name, side) != null) {
            throw new IllegalArgumentException("Two sides have one name: " + name);
        }
        return this;
    }

    /** Takes turns of which none counts, and then turns that do. */
    void run(int warmUps, int turns) throws Exception {
        List<String> names = new ArrayList<>(sides.keySet());
        for (int turn = -warmUps; turn < turns; turn++) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(turn % 2 == 0 ? i : names.size() - 1 - i);
                double figure = Objects.requireNonNull(sides.get(name)).measure();
                if (turn >= 0) {
                    samples.computeIfAbsent(name, key -> new ArrayList<>()).add(figure);
                }
            }
        }
    }

    /** What was measured of a side. */
    Measured of(String name, String what, Unit unit) {
        return new Measured(what, unit, Objects.requireNonNull(samples.get(name), name));
    }

    /** Something that is timed. */
    interface Timed {
        void run() throws Exception;
    }

    /** The time that something takes, in nanoseconds. */
    static double nanos(Timed timed) throws Exception {
        long start = System.nanoTime();
        timed.run();
        return System.nanoTime() - start;
    }

    /** The mean time of one of so many repetitions. */
    static double nanosOfEach(int count, Timed timed) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            timed.run();
        }
        return (double) (System.nanoTime() - start) / count;
    }
}
