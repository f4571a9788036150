/**
 * The matrix of measurements: every workload on every backend that is found, beside the bare engines.
 *
 * <p>{@link dev.ize.bench.Matrix} is the entry: it plans the cells of a profile, measures them by JMH and writes raw
 * results, from which reports are made. {@code ize-bench/README.md} says what the figures mean. Everything is for one
 * thread at a time. No class of a backend may be named here.
 */
@NullMarked
package dev.ize.bench;

import org.jspecify.annotations.NullMarked;
