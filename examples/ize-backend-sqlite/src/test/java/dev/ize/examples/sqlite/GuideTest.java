package dev.ize.examples.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide to writing a backend shows what stands here. */
final class GuideTest {
    private static final Path GUIDE = Path.of("..", "..", "ize-tck", "README.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void javaOfTheGuideIsTakenFromTheSources() throws IOException {
        String sources = sources();
        List<String> shown = JAVA.matcher(Files.readString(GUIDE))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(shown).as("pieces of Java in the guide").hasSizeGreaterThan(5);
        assertThat(shown)
                .as("pieces of Java in the guide that the sources do not have")
                .allSatisfy(piece -> assertThat(sources).contains(withoutIndents(piece)));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(GuideTest::read)
                    .map(GuideTest::withoutIndents)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String withoutIndents(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
