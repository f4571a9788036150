package dev.ize.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** A number that Linux tells of this process in a file of lines {@code name: number}; nothing elsewhere. */
public enum ProcessFile {
    /** Bytes that it caused to be written to the device, when they became due; memory maps too. */
    WRITTEN("io", "write_bytes:", 1),
    /** The most memory it ever had, in bytes; pages of mapped files count while they are there. */
    PEAK_MEMORY("status", "VmHWM:", 1024);

    private final Path file;
    private final String name;
    private final long unit;

    ProcessFile(String file, String name, long unit) {
        this.file = Path.of("/proc/self", file);
        this.name = name;
        this.unit = unit;
    }

    /** The number just now. */
    public OptionalLong read() {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        for (String line : lines) {
            if (line.startsWith(name)) {
                String number = line.substring(name.length()).replace("kB", "").trim();
                return OptionalLong.of(Long.parseLong(number) * unit);
            }
        }
        return OptionalLong.empty();
    }
}
