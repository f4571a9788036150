package dev.ize.backend.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.StoreUnusableException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RocksDbOptionsTest {
    @Test
    void textOfTheDefaultsGivesTheDefaults() {
        RocksDbOptions defaults = RocksDbOptions.defaults();

        assertThat(RocksDbOptions.parse(defaults.asText())).isEqualTo(defaults);
    }

    @Test
    void textNamesEveryComponent() {
        RocksDbOptions options = RocksDbOptions.parse(Map.of(
                "memoryBytes", "64MiB",
                "writeBufferBytes", "8MiB",
                "maxLogBytes", "16MiB",
                "backgroundJobs", "4",
                "compressRecords", "false"));

        assertThat(options).isEqualTo(new RocksDbOptions(64 << 20, 8 << 20, 16 << 20, 4, false));
        assertThat(RocksDbOptions.parse(options.asText())).isEqualTo(options);
    }

    @Test
    void lessMemoryShrinksTheDefaultWriteBuffer() {
        assertThat(RocksDbOptions.parse(Map.of("memoryBytes", "16MiB")).writeBufferBytes())
                .isEqualTo(8 << 20);
        assertThat(RocksDbOptions.defaults().withMemoryBytes(16 << 20).writeBufferBytes())
                .isEqualTo(8 << 20);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> RocksDbOptions.parse(Map.of("memoryByte", "64MiB")))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("memoryBytes");
    }

    @ParameterizedTest
    @CsvSource({
        "memoryBytes, 1MiB",
        "memoryBytes, lots",
        "writeBufferBytes, 65MiB",
        "maxLogBytes, 0",
        "backgroundJobs, 0",
        "backgroundJobs, 65",
        "compressRecords, maybe"
    })
    void aTextOutOfRangeIsRefusedWithItsKey(String key, String value) {
        assertThatThrownBy(() -> RocksDbOptions.parse(Map.of(key, value)))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining(key);
    }

    @Test
    void aComponentOutOfRangeIsRefusedWithItsName() {
        RocksDbOptions defaults = RocksDbOptions.defaults();

        assertThatThrownBy(() -> defaults.withWriteBufferBytes(defaults.memoryBytes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("writeBufferBytes");
    }
}
