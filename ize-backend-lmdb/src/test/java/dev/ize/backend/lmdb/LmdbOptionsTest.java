package dev.ize.backend.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StoreUnusableException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LmdbOptionsTest {
    @Test
    void noTextGivesTheDefaults() {
        assertThat(LmdbOptions.parse(Map.of())).isEqualTo(LmdbOptions.defaults());
    }

    @Test
    void textSetsEveryOption() {
        LmdbOptions parsed =
                LmdbOptions.parse(Map.of("mapBytes", "2GiB", "maxReaders", "300", "growthTimeoutMillis", "0"));

        assertThat(parsed)
                .isEqualTo(LmdbOptions.defaults()
                        .withMapBytes(2L << 30)
                        .withMaxReaders(300)
                        .withGrowthTimeoutMillis(0));
    }

    @Test
    void textOfOptionsParsesToTheSame() {
        LmdbOptions options = LmdbOptions.defaults().withMapBytes(3L << 30).withMaxReaders(77);

        assertThat(LmdbOptions.parse(options.asText())).isEqualTo(options);
        assertThat(options.backend()).isEqualTo("lmdb");
    }

    @Test
    void unknownKeyIsRefusedWithTheNearestKnownOne() {
        assertThatThrownBy(() -> LmdbOptions.parse(Map.of("mapByte", "1GiB")))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("'mapByte'")
                .hasMessageContaining("did you mean 'mapBytes'?");
    }

    @ParameterizedTest
    @CsvSource({
        "mapBytes, 1048575",
        "mapBytes, 65TiB",
        "maxReaders, 0",
        "maxReaders, 1048577",
        "growthTimeoutMillis, -1",
        "growthTimeoutMillis, 3600001"
    })
    void valueOutOfRangeIsRefused(String key, String value) {
        assertThatThrownBy(() -> LmdbOptions.parse(Map.of(key, value)))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining("'" + value + "'");
    }

    @Test
    void typedValueOutOfRangeIsAProgrammingMistake() {
        assertThatThrownBy(() -> LmdbOptions.defaults().withMaxReaders(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxReaders");
    }

    @ParameterizedTest
    @CsvSource({"Linux, 1099511627776", "Mac OS X, 1099511627776", "Windows Server 2022, 67108864"})
    void mapIsSmallOnlyWhereTheFileTakesItsSize(String operatingSystem, long mapBytes) {
        assertThat(LmdbOptions.mapBytesFor(operatingSystem)).isEqualTo(mapBytes);
    }
}
