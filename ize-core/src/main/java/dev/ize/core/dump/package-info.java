/**
 * Dumps: a store's changes, acts and content as one stream that every engine's storage reads.
 *
 * <p>Start at {@link dev.ize.core.dump.Dumper} and {@link dev.ize.core.dump.Loader}. {@code docs/dump.md} describes
 * the stream. Reading goes through engine snapshots that are held briefly; what is loaded goes through {@link
 * dev.ize.core.write.RecordedWriter}, so that nothing gets into a store that its own rules refuse. No engine is used
 * here.
 *
 * <p>Threads: a dump or a load is the work of the one thread that asks for it, and its objects are of use once; a
 * {@link dev.ize.core.dump.DumpPlan} is a value. What streams throw is thrown as {@link java.io.UncheckedIOException}.
 */
@NullMarked
package dev.ize.core.dump;

import org.jspecify.annotations.NullMarked;
