package dev.ize.bench.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The permissions that a checkout sets. */
final class Permissions {
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private Permissions() {}

    static void setExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, EXECUTABLE);
    }
}
