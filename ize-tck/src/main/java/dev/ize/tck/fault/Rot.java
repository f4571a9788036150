package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Has many damaged stores read, by as many processes as that ends, and counts what came of them. */
final class Rot {
    private static final long PATIENCE_MILLIS = 180_000;

    private final Subject subject;
    private final Map<RotReader.Outcome, List<String>> outcomes = new EnumMap<>(RotReader.Outcome.class);
    private int next;

    Rot(Class<? extends EngineProvider> provider, Flaw flaw, Path directory, long seed) {
        subject = new Subject(provider, flaw, directory, Durability.SYNC, seed, Sizes.SMALL);
    }

    /** The kind of a damage by its number: two thirds are flipped bits, and the rest pages and ends, in turn. */
    static Damage.Kind kind(int number) {
        return switch (number % 6) {
            case 1 -> Damage.Kind.PAGE;
            case 4 -> Damage.Kind.CUT;
            default -> Damage.Kind.FLIP;
        };
    }

    void run(int count) throws InterruptedException {
        while (next < count) {
            runProcess(count);
        }
    }

    /** What was read, by outcome: a line for each damage. */
    List<String> of(RotReader.Outcome outcome) {
        return outcomes.getOrDefault(outcome, List.of());
    }

    String summary() {
        StringBuilder text = new StringBuilder("damages=" + next);
        for (Damage.Kind kind : Damage.Kind.values()) {
            Map<RotReader.Outcome, Long> counts = new EnumMap<>(RotReader.Outcome.class);
            outcomes.forEach((outcome, lines) -> counts.put(
                    outcome,
                    lines.stream()
                            .filter(line -> line.contains(" " + kind + " "))
                            .count()));
            text.append(' ').append(kind).append('=').append(counts);
        }
        return text + " seed=" + subject.seed();
    }

    /** Runs until all is read, or the process ends: then the damage under way is what ended it. */
    private void runProcess(int count) throws InterruptedException {
        List<String> arguments = new ArrayList<>(subject.arguments());
        arguments.add(Integer.toString(next));
        arguments.add(Integer.toString(count));
        List<String> lines = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(RotReader.class, arguments.toArray(String[]::new))) {
            int status = child.await(PATIENCE_MILLIS * Math.max(1, (count - next) / 50), lines);
            String begun = "";
            for (String line : lines) {
                if (line.startsWith("begin ")) {
                    begun = line;
                } else if (line.startsWith("read ")) {
                    String[] words = line.split(" ", 4);
                    next = Integer.parseInt(words[1]) + 1;
                    note(RotReader.Outcome.valueOf(words[2]), line);
                    begun = "";
                } else if (line.startsWith(Talk.WRONG)) {
                    throw new AssertionError(line);
                }
            }
            if (!begun.isEmpty()) {
                next = Integer.parseInt(begun.split(" ", 3)[1]) + 1;
                note(RotReader.Outcome.KILLED, begun + " status=" + status);
            } else if (status != 0) {
                throw new AssertionError("A process ended with status " + status + ": " + lines);
            }
        }
    }

    private void note(RotReader.Outcome outcome, String line) {
        outcomes.computeIfAbsent(outcome, absent -> new ArrayList<>()).add(line);
    }
}
