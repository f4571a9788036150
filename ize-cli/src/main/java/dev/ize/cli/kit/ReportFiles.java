package dev.ize.cli.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of a report: {@code tck-report.json} for programs, {@code TEST-ize-tck.xml} for build servers, {@code
 * tck-report.html} for people, and {@code tck-output.txt}.
 */
public final class ReportFiles {
    private ReportFiles() {}

    /**
     * Writes them into a directory, which is made; files of an earlier report are replaced.
     *
     * @param output what the run printed beside its events
     * @throws IOException if one cannot be written; those before it are
     */
    public static void write(KitReport report, Path output, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("tck-report.json"), JsonReport.of(report) + "\n");
        Files.writeString(directory.resolve("TEST-ize-tck.xml"), XmlReport.of(report));
        Files.writeString(directory.resolve("tck-report.html"), HtmlReport.of(report));
        Files.copy(output, directory.resolve("tck-output.txt"), StandardCopyOption.REPLACE_EXISTING);
    }
}
