/**
 * The engine contract: every sentence of the {@linkplain dev.ize.core.engine engine seam} as a test.
 *
 * <p>A backend extends {@link dev.ize.tck.engine.EngineContractSuite} once and names its provider; that is
 * all. The tests are split by topic, a class each: order and ranges, cursors, values, batches, requirements,
 * snapshots, threads, life cycle, copies, reading only, compaction, the provider, and a model with random batches.
 * They are package-private, so that no backend can empty one by overriding it. Each test opens its own engine in its
 * own directory.
 *
 * <p>What only a caller's mistake can bring about (use after close, two writers) is not tested: the seam
 * leaves it undefined, and a real engine may take the JVM down.
 */
@NullMarked
package dev.ize.tck.engine;

import org.jspecify.annotations.NullMarked;
