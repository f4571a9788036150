/**
 * Benchmarks of file-system work on a storage, each written once and run on every backend.
 *
 * <p>{@link dev.ize.bench.storage.StorageWorkloads} names them all. The parameter {@code backend} is the id of a provider on
 * the class path and has no default: the matrix fills it with those that are found. Benchmarks take prepared stores, which
 * are filled by a process of their own and shared by the JVMs of one run, or fresh ones. No class of a backend may be
 * named here. Threads are JMH's.
 */
@NullMarked
package dev.ize.bench.storage;

import org.jspecify.annotations.NullMarked;
