package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StorePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IgnoreGlobTest {
    @ParameterizedTest
    @CsvSource({
        "*.log,           /a.log,          true",
        "*.log,           /d/e/a.log,      true",
        "*.log,           /a.log.gz,       false",
        "?.txt,           /a.txt,          true",
        "?.txt,           /ab.txt,         false",
        "a/b,             /a/b,            true",
        "a/b,             /x/a/b,          false",
        "/a,              /a,              true",
        "/a,              /x/a,            false",
        "a/*,             /a/b,            true",
        "a/*,             /a/b/c,          false",
        "a/**,            /a/b/c,          true",
        "**/b,            /b,              true",
        "**/b,            /x/y/b,          true",
        "a/**/b,          /a/b,            true",
        "a/**/b,          /a/x/y/b,        true",
        "[a-c]x,          /bx,             true",
        "[!a-c]x,         /bx,             false",
        "[]-]x,           /]x,             true",
        "[]-]x,           /-x,             true",
        "\\*x,            /*x,             true",
        "\\*x,            /yx,             false",
        "a.b+c(d)|e$,     /a.b+c(d)|e$,    true",
        "größe,           /größe,          true"
    })
    void patternMatchesNameOrPath(String glob, String path, boolean matches) {
        assertThat(IgnoreGlob.parse(glob).matches(StorePath.of(path), false)).isEqualTo(matches);
    }

    @Test
    void slashAtTheEndLimitsToDirectories() {
        IgnoreGlob glob = IgnoreGlob.parse("target/");

        assertThat(glob.matches(StorePath.of("/x/target"), true)).isTrue();
        assertThat(glob.matches(StorePath.of("/x/target"), false)).isFalse();
    }

    @Test
    void rootIsNeverLeftOut() {
        assertThat(IgnoreGlob.parse("*").matches(StorePath.ROOT, true)).isFalse();
    }

    @Test
    void setDoesNotMatchASlash() {
        assertThat(IgnoreGlob.parse("a[!x]b/c").matches(StorePath.of("/a/b/c"), false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "!a", "[a", "[z-a]"})
    void whatIsNoPatternIsRefusedWithAReason(String glob) {
        assertThatThrownBy(() -> IgnoreGlob.parse(glob))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + glob + "'");
    }
}
