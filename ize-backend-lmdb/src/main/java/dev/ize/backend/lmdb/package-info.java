/**
 * LMDB behind the engine seam.
 *
 * <p>Start at {@link dev.ize.backend.lmdb.LmdbProvider}, which opens an {@code LmdbEngine}: one LMDB
 * environment with one named database a keyspace. Reads go through pooled read transactions and copy out of
 * the memory map; a batch is one write transaction, committed with both of LMDB's flushes. The data file is
 * checked in Java before LMDB maps it, since LMDB takes the JVM down on a file that ends too soon.
 *
 * <p>Public are the provider, for any thread, and its options, a value. Threads, failure and life cycle of what is
 * behind them are those of the engine seam.
 *
 * <p>Bytes cross to native code by address and length ({@code NativeBytes}), because lmdbjava's own fast
 * buffers need JVM flags. Only this package uses lmdbjava and jnr-ffi; no codec and no other backend may be
 * imported here.
 */
@NullMarked
package dev.ize.backend.lmdb;

import org.jspecify.annotations.NullMarked;
