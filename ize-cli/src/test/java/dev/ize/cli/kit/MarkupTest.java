package dev.ize.cli.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MarkupTest {
    @Test
    void textIsNeverMarkup() {
        assertThat(Markup.text("<a href=\"x\">&amp;</a>")).isEqualTo("&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;");
    }

    @Test
    void whatXmlCannotHoldShowsAsItsNumber() {
        assertThat(Markup.text("a\0b\u001b\ud800c\uffff")).isEqualTo("a\\u0000b\\u001b\\ud800c\\uffff");
        assertThat(Markup.text("ü \uD83D\uDE00\n\t")).isEqualTo("ü \uD83D\uDE00\n\t");
    }
}
