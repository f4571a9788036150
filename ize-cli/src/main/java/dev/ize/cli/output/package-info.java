/**
 * How the command speaks: text for people, JSON for scripts, and where both go.
 *
 * <p>{@link dev.ize.cli.output.Output} is a stream of lines that notices when nobody reads on. The rest turn
 * values into text. Nothing here knows a command or opens a store.
 */
@NullMarked
package dev.ize.cli.output;

import org.jspecify.annotations.NullMarked;
