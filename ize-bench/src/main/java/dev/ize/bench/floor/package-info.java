/**
 * The floor under the storages: the same engines used bare with their best settings, and peers that Ize does not use.
 *
 * <p>{@link dev.ize.bench.floor.FloorWorkloads} names the workloads, {@link dev.ize.bench.floor.BareEngines} the engines
 * and how each is tuned. This is the one package that may name engines. Threads are JMH's, one at a time.
 */
@NullMarked
package dev.ize.bench.floor;

import org.jspecify.annotations.NullMarked;
