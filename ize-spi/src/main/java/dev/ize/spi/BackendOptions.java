package dev.ize.spi;

import java.util.Map;

/**
 * The typed tuning of one backend: an immutable record of that backend's module, whose components say
 * unit, default and cost.
 */
public interface BackendOptions {
    /** The id of the backend that these options are for. */
    String backend();

    /** Every option by its text key with its effective value, as {@code --option key=value} would give it. */
    Map<String, String> asText();
}
