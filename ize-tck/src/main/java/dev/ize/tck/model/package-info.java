/**
 * A naive model of a versioned tree, and random sequences that compare a storage with it.
 *
 * <p>Start at {@link dev.ize.tck.model.RandomSequences}: it makes sequences of steps from seeds, runs each
 * against a fresh store and against the model, and shrinks the first one on which they disagree. The model is
 * {@code ModelStorage}: whole trees copied at every operation, searched without an index. It shares nothing
 * with the storages that it checks but the interface; keep it slow and obvious.
 *
 * <p>All but {@link dev.ize.tck.model.ManualClock} is for one thread.
 *
 * <p>This package uses ize-spi and AssertJ, and neither the core nor an engine.
 */
@NullMarked
package dev.ize.tck.model;

import org.jspecify.annotations.NullMarked;
