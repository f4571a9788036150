package dev.ize.spi;

import java.util.Map;

/**
 * The typed tuning of one backend: an immutable record of that backend's module, whose components say
 * unit, range, default and cost. A value out of its range is an {@link IllegalArgumentException} of the record.
 */
public interface BackendOptions {
    /** The id of the backend that these options are for, as {@link FileSystemStorageProvider#id()}. */
    String backend();

    /**
     * Every option by its text key with its effective value, as {@code --option key=value} would give it; in a fixed
     * order. {@link FileSystemStorageProvider#parseOptions} makes equal options of it.
     */
    Map<String, String> asText();
}
