/**
 * H2's MVStore behind the engine seam.
 *
 * <p>Start at {@link dev.ize.backend.mvstore.MvStoreProvider}; tuning is in {@link
 * dev.ize.backend.mvstore.MvStoreOptions}. A keyspace is an MVStore map of its name, a batch is one MVStore
 * commit, a snapshot is a registered MVStore version.
 *
 * <p>MVStore keeps no checksum of what it writes, loses its file when a thread is interrupted in it, and looks
 * for its newest state by trying. So the file below it is ours: {@code UninterruptibleFile} cannot be closed by an
 * interrupt, and {@code CommitRing} says at open which commit is the newest whole one. MVStore's chunks follow
 * the ring unchanged.
 *
 * <p>Public are the provider, for any thread, and its options, a value. Threads, failure and life cycle of what is
 * behind them are those of the engine seam.
 *
 * <p>Neither codecs nor another backend may be imported here.
 */
@NullMarked
package dev.ize.backend.mvstore;

import org.jspecify.annotations.NullMarked;
