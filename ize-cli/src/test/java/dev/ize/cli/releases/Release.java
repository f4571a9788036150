package dev.ize.cli.releases;

import java.nio.file.Path;

/**
 * A release of the library, unpacked.
 *
 * @param name its version, which is its directory's name too
 * @param directory where it is
 * @param tree what is in it
 */
record Release(String name, Path directory, LocalTree tree) {}
