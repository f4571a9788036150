/**
 * Where benchmarks put their stores, and what is measured of each beside its time.
 *
 * <p>{@link dev.ize.bench.measure.EngineCallProfiler} and {@link dev.ize.bench.measure.ProcessProfiler} are JMH profilers;
 * {@link dev.ize.bench.measure.CountedProvider} is what the first one counts by. Counters are static, since JMH makes the
 * profilers itself, and may be used by any thread; everything else is for one thread at a time.
 */
@NullMarked
package dev.ize.bench.measure;

import org.jspecify.annotations.NullMarked;
