package dev.ize.backend.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StoreUnusableException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MvStoreOptionsTest {
    @Test
    void textSetsWhatItNamesAndLeavesTheRest() {
        MvStoreOptions options = MvStoreOptions.parse(Map.of("cacheBytes", "8 MiB"));

        assertThat(options).isEqualTo(MvStoreOptions.defaults().withCacheBytes(8 << 20));
    }

    @Test
    void optionsAsTextGiveTheSameOptions() {
        MvStoreOptions options =
                MvStoreOptions.defaults().withCacheBytes(5 << 20).withRetentionMillis(0);

        assertThat(MvStoreOptions.parse(options.asText())).isEqualTo(options);
    }

    @Test
    void unknownKeyIsRefusedWithTheNearestKnownOne() {
        assertThatThrownBy(() -> MvStoreOptions.parse(Map.of("cachebyte", "1")))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("cacheBytes");
    }

    @Test
    void valueOutOfRangeIsRefused() {
        assertThatThrownBy(() -> MvStoreOptions.parse(Map.of("cacheBytes", "1000")))
                .isInstanceOf(StoreUnusableException.class);
        assertThatThrownBy(() -> MvStoreOptions.defaults().withRetentionMillis(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retentionMillis");
    }
}
