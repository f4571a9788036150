/**
 * The interface of Ize: what a program calls and what a backend provides.
 *
 * <p>Start at {@link dev.ize.spi.FileSystemStorages#open}: it finds a backend by name and opens a
 * {@link dev.ize.spi.FileSystemStorage}. A storage has {@linkplain dev.ize.spi.Branch branches}; a
 * branch takes {@linkplain dev.ize.spi.Change changes} and gives {@linkplain dev.ize.spi.View views} of
 * the tree as it was at any point. Everything else here is a value.
 *
 * <p>Threads: storages, branches and views may be used by any number of threads, platform or virtual;
 * values are immutable. What is bound to a thread says so.
 *
 * <p>Errors: a {@link dev.ize.spi.StorageException} for what depends on the store, JDK exceptions for
 * programming mistakes. A call that throws has changed nothing, unless it is a
 * {@link dev.ize.spi.StorageFailedException}.
 *
 * <p>This module uses the JDK and JSpecify, and nothing else.
 */
@NullMarked
package dev.ize.spi;

import org.jspecify.annotations.NullMarked;
