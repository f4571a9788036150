package dev.ize.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "10188, 9.9 KiB",
        "10189, 10 KiB",
        "1048063, 1023 KiB",
        "1048064, 1.0 MiB",
        "1048576, 1.0 MiB",
        "5368709120, 5.0 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void sizeHasTwoToFourDigitsAndItsUnit(long bytes, String text) {
        assertThat(Sizes.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void oneThingIsSingular() {
        assertThat(Sizes.count(1, "operation")).isEqualTo("1 operation");
        assertThat(Sizes.count(0, "operation")).isEqualTo("0 operations");
        assertThat(Sizes.count(1204, "operation")).isEqualTo("1,204 operations");
    }

    @ParameterizedTest
    @CsvSource({
        "branches, 1 branch",
        "changes, 1 change",
        "listed entries, 1 listed entry",
        "versions of nodes, 1 version of nodes",
        "content bytes, 1 content byte",
        "not checked because of damage elsewhere, 1 not checked because of damage elsewhere"
    })
    void oneOfSeveralThingsIsSingular(String things, String one) {
        assertThat(Sizes.countOf(1, things)).isEqualTo(one);
        assertThat(Sizes.countOf(1204, things)).isEqualTo("1,204 " + things);
    }

    @Test
    void ratioToNothingIsADash() {
        assertThat(Sizes.ratio(10, 4)).isEqualTo("2.5 ×");
        assertThat(Sizes.ratio(0, 0)).isEqualTo("–");
    }
}
