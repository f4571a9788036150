package dev.ize.tck.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed page lists the rules as they are. */
final class RulePageTest {
    private static final Path PAGE = Path.of("..", "docs", "tck-rules.md");

    @Test
    void committedPageIsTheGeneratedOne() throws IOException {
        String generated = RulePage.of(RuleBook.whole());
        if (System.getProperty("ize.rules.write") != null) {
            Files.writeString(PAGE, generated);
        }

        assertThat(PAGE).content().isEqualTo(generated);
    }
}
