/**
 * An engine in memory that is stricter than any real one.
 *
 * <p>It carries tests of the shared layer that need no disk, and shows that the engine contract can be
 * passed. What real engines answer with a crash, a hang or silence (use after close, a second writer, a
 * snapshot left open), {@link dev.ize.tck.memory.InMemoryEngine} answers with an exception that names the
 * broken rule. Start at {@link dev.ize.tck.memory.InMemoryProvider}.
 *
 * <p>Threads are as the engine seam allows and no more: what it leaves undefined is refused here.
 */
@NullMarked
package dev.ize.tck.memory;

import org.jspecify.annotations.NullMarked;
