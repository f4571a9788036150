package dev.ize.core;

import dev.ize.spi.BackendOptions;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The text of {@code ize.properties}, as far as it is about the options of the backend: those that the store was made
 * with and that are not the defaults are there as {@code option.KEY=VALUE}, and are in force where an open gives none.
 */
final class StoreProperties {
    private static final String OPTION = "option.";

    private StoreProperties() {}

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        return properties;
    }

    /** The options that the file holds, by their keys. */
    static Map<String, String> options(Properties properties) {
        Map<String, String> options = new LinkedHashMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(OPTION))
                .sorted()
                .forEach(name -> options.put(name.substring(OPTION.length()), properties.getProperty(name)));
        return options;
    }

    /** What a store keeps of the options that it is made with. */
    static Map<String, String> kept(BackendOptions options, BackendOptions defaults) {
        Map<String, String> kept = new LinkedHashMap<>(options.asText());
        kept.entrySet().removeAll(defaults.asText().entrySet());
        return kept;
    }

    /** The lines of options. */
    static String text(Map<String, String> options) {
        StringBuilder text = new StringBuilder();
        options.forEach((key, value) -> text.append(OPTION)
                .append(escape(key))
                .append('=')
                .append(escape(value))
                .append('\n'));
        return text.toString();
    }

    /** As {@link Properties#load} reads it back. */
    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("\f", "\\f")
                .replaceAll("[=:#! ]", "\\\\$0");
    }
}
