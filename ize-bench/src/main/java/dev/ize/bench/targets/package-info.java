/**
 * The targets of speed and size, and what one run reached of them.
 *
 * <p>{@link dev.ize.bench.targets.TargetLine} is the table: every line with its limits on each engine.
 * {@link dev.ize.bench.targets.TargetRun} measures lines, each in a JVM of its own, and {@link
 * dev.ize.bench.targets.TargetPage} makes a page from what it wrote. Whoever is compared is measured in turns, in the same
 * JVM where it runs in one, and what it gives back is checked before its time counts. Everything is for one thread at a
 * time, but where a line says that it measures several.
 */
@NullMarked
package dev.ize.bench.targets;

import org.jspecify.annotations.NullMarked;
