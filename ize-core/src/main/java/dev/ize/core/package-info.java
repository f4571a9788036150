/**
 * The implementation of a storage that all key-value engines share.
 *
 * <p>Start at {@link dev.ize.core.VersionedFileSystemStorage}: it opens a {@link dev.ize.core.StoreDirectory},
 * recovers the branches, and hands writing to {@code write}, reading to {@code tree}, and content to {@code
 * content}. {@code format} holds the bytes on disk and {@code engine} the seam to what stores them. The arrows
 * between these packages: {@code write → tree → format → engine}, {@code write → content}, and nothing back.
 */
@NullMarked
package dev.ize.core;

import org.jspecify.annotations.NullMarked;
