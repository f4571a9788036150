/**
 * The interface of Ize: what a program calls and what a backend provides.
 *
 * <p>Start at {@link dev.ize.spi.FileSystemStorages#open}: it finds a backend by name and opens a
 * {@link dev.ize.spi.FileSystemStorage}. A storage has {@linkplain dev.ize.spi.Branch branches}; a
 * branch takes {@linkplain dev.ize.spi.Change changes} and gives {@linkplain dev.ize.spi.View views} of
 * the tree as it was at any point. Everything else here is a value.
 *
 * <p>Threads: storages, branches and views may be used by any number of threads, platform or virtual, and so may
 * all values, which are immutable. What is for one thread at a time says so: builders, staged changes, channels,
 * streams.
 *
 * <p>Errors: a {@link dev.ize.spi.StorageException} for what depends on the store, JDK exceptions for
 * programming mistakes. A call that throws has changed nothing that a view can see, unless it is a
 * {@link dev.ize.spi.StorageFailedException} or the call's own documentation says what is left.
 *
 * <p>Null is neither taken nor given, but as the cause of an exception. Lengths, sizes and offsets are in bytes. Times
 * are any instants, kept to the nanosecond.
 * Lists and maps that are given are of the moment: no later change shows in them. Where order matters the method or
 * component says which; that of names and paths is of unsigned bytes.
 *
 * <p>This module uses the JDK and JSpecify, and nothing else.
 */
@NullMarked
package dev.ize.spi;

import org.jspecify.annotations.NullMarked;
