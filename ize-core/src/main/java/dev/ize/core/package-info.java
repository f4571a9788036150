/**
 * The implementation of a storage that all key-value engines share.
 *
 * <p>Start at {@link dev.ize.core.VersionedFileSystemStorage}: it opens a {@code StoreDirectory},
 * recovers the branches, and hands writing to {@code write}, reading to {@code tree}, and content to {@code
 * content}. {@code format} holds the bytes on disk and {@code engine} the seam to what stores them. The arrows
 * between these packages: {@code write → tree → format → engine}, {@code write → content}, and nothing back.
 *
 * <p>Threads: what implements a type of {@code dev.ize.spi} keeps the promises made there. Null, where a method of
 * these packages takes or gives it, is marked, and its comment says what it means. Numbers are positive where nothing
 * else is said; a seq or id of 0 is none. Lengths are in bytes.
 */
@NullMarked
package dev.ize.core;

import org.jspecify.annotations.NullMarked;
