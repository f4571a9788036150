/**
 * Checks an open store against itself: every record against its checksum, the chains and the versions against the
 * log, the listings against the versions, the content against its hashes.
 *
 * <p>Start at {@link dev.ize.core.verify.Verification}. It runs beside readers and the writer, keeps no engine
 * snapshot long, and needs memory for branches and findings only. It reads through {@code tree}, {@code content} and
 * {@code format}, and of {@code write} it uses the chain and the reading of content. Only the root package may use it.
 *
 * <p>Threads: a verification is the work of the one thread that asks for it; repairs alone are made on the writer's.
 */
@NullMarked
package dev.ize.core.verify;

import org.jspecify.annotations.NullMarked;
