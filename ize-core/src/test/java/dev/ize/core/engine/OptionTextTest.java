package dev.ize.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StoreUnusableException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTextTest {
    private static OptionText options(String key, String text) {
        return new OptionText("memory", Map.of(key, text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "3k, 3072",
        "3KiB, 3072",
        "3 KIB, 3072",
        "2m, 2097152",
        "2MiB, 2097152",
        "1G, 1073741824",
        "1gib, 1073741824",
        "1t, 1099511627776",
        "1TiB, 1099511627776"
    })
    void sizeIsBytesOrTakesAUnit(String text, long bytes) {
        assertThat(options("size", text).bytes("size", 5, 0, Long.MAX_VALUE)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "KiB", "3x", "-1", "1.5k", "9999999999999999999", "8388608T"})
    void textThatIsNoSizeIsRefused(String text) {
        OptionText options = options("size", text);

        assertThatThrownBy(() -> options.bytes("size", 5, 0, Long.MAX_VALUE))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("'size'")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void sizeMayBeTheLeastAndTheMost() {
        assertThat(options("size", "10").bytes("size", 15, 10, 20)).isEqualTo(10);
        assertThat(options("size", "20").bytes("size", 15, 10, 20)).isEqualTo(20);
        assertThatThrownBy(() -> options("size", "9").bytes("size", 15, 10, 20)).hasMessageContaining("give 10 to 20");
        assertThatThrownBy(() -> options("size", "21").bytes("size", 15, 10, 20))
                .hasMessageContaining("give 10 to 20");
    }

    @Test
    void numberIsReadAndKeptInItsRange() {
        assertThat(options("n", "-3").integer("n", 1, -3, 3)).isEqualTo(-3);
        assertThatThrownBy(() -> options("n", "4").integer("n", 1, -3, 3)).hasMessageContaining("give -3 to 3");
        assertThatThrownBy(() -> options("n", "4k").integer("n", 1, -3, 3)).hasMessageContaining("give a whole number");
    }

    @Test
    void flagIsTrueOrFalse() {
        assertThat(options("f", "TRUE").flag("f", false)).isTrue();
        assertThat(options("f", "false").flag("f", true)).isFalse();
        assertThatThrownBy(() -> options("f", "yes").flag("f", true)).hasMessageContaining("give true or false");
    }

    @Test
    void whatIsNotGivenIsTheDefault() {
        OptionText none = new OptionText("memory", Map.of());

        assertThat(none.bytes("size", 5, 10, 20)).isEqualTo(5);
        assertThat(none.integer("n", 6, 10, 20)).isEqualTo(6);
        assertThat(none.flag("f", true)).isTrue();
        assertThat(none.flag("g", false)).isFalse();
        none.rejectUnknown();
    }

    @ParameterizedTest
    @CsvSource({"mapsize, map-size", "sync, no-sync", "cachsiz, cache-size", "blocks, block"})
    void unknownKeyIsRefusedWithTheNearestKnownOne(String unknown, String nearest) {
        OptionText options = options(unknown, "1");
        for (String known : new String[] {"map-size", "no-sync", "cache-size", "block"}) {
            options.bytes(known, 1, 1, 1);
        }

        assertThatThrownBy(options::rejectUnknown)
                .isInstanceOf(StoreUnusableException.class)
                .hasMessage("Unknown option '" + unknown + "' of backend memory; did you mean '" + nearest
                        + "'? Known: block, cache-size, map-size, no-sync");
    }

    @ParameterizedTest
    @CsvSource({"size, map-size, side", "b, aaaa, bx", "nocx, no, nocxy"})
    void nearestIsTheKeyWithTheFewestLettersToChange(String unknown, String far, String near) {
        OptionText options = options(unknown, "1");
        options.flag(far, true);
        options.flag(near, true);

        assertThatThrownBy(options::rejectUnknown).hasMessageContaining("did you mean '" + near + "'?");
    }

    @Test
    void backendWithoutOptionsSaysSo() {
        assertThatThrownBy(options("size", "1")::rejectUnknown).hasMessageContaining("this backend has no options");
    }
}
