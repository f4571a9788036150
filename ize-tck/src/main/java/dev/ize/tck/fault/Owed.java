package dev.ize.tck.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * What the next process must find in a store, and in the copy that was being made of it: told to that process as
 * arguments.
 *
 * @param durable steps of each lane that the store must have
 * @param acknowledged steps of each lane that it may have, and one more that was under way
 * @param copied steps of each lane that the copy must have
 * @param copyIsThere whether the copy was acknowledged, so that it must be a store
 */
record Owed(List<Integer> durable, List<Integer> acknowledged, List<Integer> copied, boolean copyIsThere) {
    Owed {
        durable = List.copyOf(durable);
        acknowledged = List.copyOf(acknowledged);
        copied = List.copyOf(copied);
    }

    /** Parses what {@link #arguments} gives, from a position on. */
    static Owed parse(String[] arguments, int from) {
        return new Owed(
                numbers(arguments[from]),
                numbers(arguments[from + 1]),
                numbers(arguments[from + 2]),
                Boolean.parseBoolean(arguments[from + 3]));
    }

    List<String> arguments() {
        return List.of(text(durable), text(acknowledged), text(copied), Boolean.toString(copyIsThere));
    }

    int lanes() {
        return acknowledged.size();
    }

    /** Numbers with commas between them. */
    static String text(List<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : text.split(",", -1)) {
            numbers.add(Integer.parseInt(number));
        }
        return numbers;
    }
}
