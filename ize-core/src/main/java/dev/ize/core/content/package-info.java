/**
 * Content: how the bytes of files become hashed, shared, compressed objects, and bytes again.
 *
 * <p>Content is cut into {@linkplain dev.ize.core.content.Chunker chunks} where the bytes themselves say so; runs
 * of zeros become holes. One chunk is stored as it is; more lie under a
 * {@linkplain dev.ize.core.content.ChunkTree tree}. Equal bytes have an equal reference, however they were
 * written: at once, in pieces, over older bytes.
 *
 * <p>Start at {@link dev.ize.core.content.ContentWriter}, {@link dev.ize.core.content.ContentEditor} and
 * {@link dev.ize.core.content.ContentReader}. They reach stored objects through a
 * {@link dev.ize.core.content.ChunkStore}, which its owner implements over an engine, with
 * {@link dev.ize.core.content.ChunkCodec} for the records.
 *
 * <p>Records here are values, for any thread; who makes or reads content is for one thread at a time where nothing else
 * is said. Lengths and offsets are in bytes. What a {@link dev.ize.core.content.ChunkStore} throws passes through.
 *
 * <p>Nothing here knows of engines, keyspaces, nodes or versions, or starts a thread.
 */
@NullMarked
package dev.ize.core.content;

import org.jspecify.annotations.NullMarked;
