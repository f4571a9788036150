package dev.ize.tck.run;

import dev.ize.tck.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run tells of itself, in this order: what it runs on, which tests there are, each test, and its end. */
public sealed interface RunEvent {
    /**
     * What will be tested. Comes first, unless the run is {@linkplain Refused refused}.
     *
     * @param backend the backend's id
     * @param description what the backend says of itself
     * @param provider the class of its provider
     * @param origin the jar or directory that the class came from
     * @param engine whether it is an engine behind the seam
     * @param options the options in force, as {@code key=value}
     */
    record Opened(
            String backend, String description, String provider, String origin, boolean engine, List<String> options)
            implements RunEvent {
        public Opened {
            options = List.copyOf(options);
        }
    }

    /** Nothing will be run, because what was asked for is not there; the reason is one line. */
    record Refused(String reason) implements RunEvent {}

    /**
     * A test method of the kit.
     *
     * @param test the method's key in this run
     * @param place where it stands, for people
     * @param type the class that a report files it under
     * @param rules the ids of the rules that it shows
     * @param profile the smallest profile that it runs in
     * @param chosen whether it is run this time
     */
    record Found(String test, String place, String type, List<String> rules, Profile profile, boolean chosen)
            implements RunEvent {
        public Found {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A test method, or one of its cases, has begun.
     *
     * @param test the method's key in this run
     * @param name the case, for people; where the method has no parameters, the method
     */
    record Begun(String test, String name) implements RunEvent {}

    /**
     * A case of a test method has ended; a method without parameters is its only case.
     *
     * @param test the method's key in this run
     * @param name as when it began
     * @param outcome what became of it
     * @param millis how long it took, in milliseconds
     * @param message why it did not pass; empty where it did
     */
    record Ended(String test, String name, Outcome outcome, long millis, String message) implements RunEvent {}

    /** A test method has ended with all its cases. */
    record Completed(String test) implements RunEvent {}

    /** All is done. */
    record Finished() implements RunEvent {}

    /** What such a line begins with, so that what a backend prints is none. */
    String MARK = "\u0001ize-tck";

    /** The event as a line. */
    default String line() {
        List<String> fields = new ArrayList<>(List.of(MARK, getClass().getSimpleName()));
        if (this instanceof Opened it) {
            Collections.addAll(fields, it.backend, it.description, it.provider, it.origin, Boolean.toString(it.engine));
            fields.addAll(it.options);
        } else if (this instanceof Refused it) {
            fields.add(it.reason);
        } else if (this instanceof Found it) {
            Collections.addAll(fields, it.test, it.place, it.type, it.profile.id(), Boolean.toString(it.chosen));
            fields.addAll(it.rules);
        } else if (this instanceof Begun it) {
            Collections.addAll(fields, it.test, it.name);
        } else if (this instanceof Ended it) {
            Collections.addAll(fields, it.test, it.name, it.outcome.name(), Long.toString(it.millis), it.message);
        } else if (this instanceof Completed it) {
            fields.add(it.test);
        }
        return fields.stream().map(RunEvent::escaped).collect(Collectors.joining("\t"));
    }

    /** The event of a line; empty if the line is none. */
    static Optional<RunEvent> of(String line) {
        if (!line.startsWith(MARK + "\t")) {
            return Optional.empty();
        }
        List<String> fields =
                Stream.of(line.split("\t", -1)).map(RunEvent::unescaped).toList();
        List<String> values = fields.subList(2, fields.size());
        return Optional.of(
                switch (fields.get(1)) {
                    case "Opened" ->
                        new Opened(
                                values.get(0),
                                values.get(1),
                                values.get(2),
                                values.get(3),
                                Boolean.parseBoolean(values.get(4)),
                                values.subList(5, values.size()));
                    case "Refused" -> new Refused(values.get(0));
                    case "Found" ->
                        new Found(
                                values.get(0),
                                values.get(1),
                                values.get(2),
                                values.subList(5, values.size()),
                                Profile.of(values.get(3)),
                                Boolean.parseBoolean(values.get(4)));
                    case "Begun" -> new Begun(values.get(0), values.get(1));
                    case "Ended" ->
                        new Ended(
                                values.get(0),
                                values.get(1),
                                Outcome.valueOf(values.get(2)),
                                Long.parseLong(values.get(3)),
                                values.get(4));
                    case "Completed" -> new Completed(values.get(0));
                    case "Finished" -> new Finished();
                    default -> throw new IllegalArgumentException("No such event: " + fields.get(1));
                });
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            plain.append(
                    switch (escaped) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> escaped;
                    });
        }
        return plain.toString();
    }
}
