/**
 * How the command speaks: text for people, JSON for scripts, and where both go.
 *
 * <p>{@link dev.ize.cli.output.Output} is a stream of lines that notices when nobody reads on. The rest turn
 * values into text. Nothing here knows a command or opens a store.
 *
 * <p>Threads: what has a state is for one thread at a time; text is made by functions and values, for any. Sizes are in
 * bytes. What cannot be written is an {@link dev.ize.cli.output.Output.OutputException}; nothing else is thrown.
 */
@NullMarked
package dev.ize.cli.output;

import org.jspecify.annotations.NullMarked;
