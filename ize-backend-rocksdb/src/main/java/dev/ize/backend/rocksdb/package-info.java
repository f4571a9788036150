/**
 * RocksDB behind the engine seam: a log-structured engine that writes small changes at the cost of one flush,
 * compresses records well and detects flipped bits in its tables.
 *
 * <p>Public are the {@linkplain dev.ize.backend.rocksdb.RocksDbProvider provider} and its {@linkplain
 * dev.ize.backend.rocksdb.RocksDbOptions options}, the one for any thread and the other a value; threads, failure and
 * life cycle of what is behind them are those of the engine seam. There, {@code RocksDbEngine} opens an {@code
 * OpenDatabase} in a {@code DataDirectory}; {@code NativeOptions} turns our options into RocksDB's, and {@code
 * RocksDbErrors} RocksDB's errors into ours.
 *
 * <p>Every native object has one Java owner that closes it: cursors belong to a snapshot, snapshots to the
 * engine, column-family handles to the database, options and cache to {@code NativeOptions}; they are closed
 * in this order, since RocksDB takes the JVM down otherwise.
 *
 * <p>No class of another engine and no codec is imported here; a key and a value are bytes.
 */
@NullMarked
package dev.ize.backend.rocksdb;

import org.jspecify.annotations.NullMarked;
