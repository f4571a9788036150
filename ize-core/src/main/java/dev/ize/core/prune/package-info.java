/**
 * Pruning: rules become floors and kept points, and what no kept point shows is removed.
 *
 * <p>Start at {@link dev.ize.core.prune.Pruning}. It uses {@code write}, {@code tree} and {@code format}; only the root
 * package may use it, and {@code verify} counts as it does.
 *
 * <p>It reads on the caller's thread, and removes in the writer's turns.
 */
@NullMarked
package dev.ize.core.prune;

import org.jspecify.annotations.NullMarked;
