package dev.ize.tck.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The text file of a group's rules. A rule is a paragraph of three lines, of which any may go on in lines that begin
 * with a space:
 *
 * <pre>
 * order-1 Keys compare as unsigned bytes.
 * why A signed comparison agrees on ASCII, so that its error shows late.
 * wrong COMPARES_SIGNED, ANOTHER
 * </pre>
 *
 * <p>Instead of {@code wrong} the third may be {@code unbroken} and a reason.
 */
final class RuleFile {
    private RuleFile() {}

    /** The rules of a group, in the order of the file. */
    static List<Rule> read(RuleGroup group) {
        String name = group.prefix() + ".txt";
        InputStream file = RuleFile.class.getResourceAsStream(name);
        if (file == null) {
            throw new IllegalStateException("The kit lacks a file of rules. name=" + name);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return parse(group, reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Rule> parse(RuleGroup group, List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        List<String> paragraph = new ArrayList<>();
        for (String line : Stream.concat(lines.stream(), Stream.of("")).toList()) {
            if (line.startsWith(" ") && !paragraph.isEmpty()) {
                int last = paragraph.size() - 1;
                paragraph.set(last, paragraph.get(last) + " " + line.strip());
            } else if (!line.isBlank()) {
                paragraph.add(line.strip());
            } else if (!paragraph.isEmpty()) {
                rules.add(rule(group, paragraph));
                paragraph.clear();
            }
        }
        return rules;
    }

    private static Rule rule(RuleGroup group, List<String> paragraph) {
        if (paragraph.size() != 3) {
            throw new IllegalArgumentException("A rule has three lines: " + paragraph);
        }
        int space = (paragraph.get(0) + " ").indexOf(' ');
        String id = paragraph.get(0).substring(0, space);
        String sentence = paragraph.get(0).substring(space).strip();
        String intent = after("why ", paragraph.get(1));
        String last = paragraph.get(2);
        if (last.startsWith("unbroken ")) {
            return new Rule(id, group, sentence, intent, List.of(), after("unbroken ", last));
        }
        List<String> wrongs =
                Stream.of(after("wrong ", last).split(",")).map(String::strip).toList();
        return new Rule(id, group, sentence, intent, wrongs, "");
    }

    private static String after(String word, String line) {
        if (!line.startsWith(word)) {
            throw new IllegalArgumentException("The line must begin with '" + word.strip() + "': " + line);
        }
        return line.substring(word.length()).strip();
    }
}
