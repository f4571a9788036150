package dev.ize.cli.foreign;

import dev.ize.spi.BackendOptions;
import java.util.Map;

/** No options, of some backend. */
record ForeignOptions(String backend) implements BackendOptions {
    @Override
    public Map<String, String> asText() {
        return Map.of();
    }
}
