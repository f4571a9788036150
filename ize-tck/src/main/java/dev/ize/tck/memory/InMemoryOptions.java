package dev.ize.tck.memory;

import dev.ize.spi.BackendOptions;
import java.util.Map;

/** The tuning of the engine in memory: there is none. */
public record InMemoryOptions() implements BackendOptions {
    static final String BACKEND = "memory";

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    public Map<String, String> asText() {
        return Map.of();
    }
}
