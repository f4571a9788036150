/**
 * Real input: releases of a library, many files, a large file.
 *
 * <p>{@link dev.ize.cli.releases.ReleasesTest} is the place to start. What it compares stores with is a naive model, a map
 * from paths to what is there ({@link dev.ize.cli.releases.LocalTree}), made from directories without any of the code that
 * it judges.
 */
@NullMarked
package dev.ize.cli.releases;

import org.jspecify.annotations.NullMarked;
