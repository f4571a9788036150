/**
 * Trees of local files: reading one into a store, comparing one with a store, and writing one out.
 *
 * <p>{@link dev.ize.cli.tree.TreeComparison} walks a local tree and a branch's head side by side and tells a
 * {@link dev.ize.cli.tree.TreeSink} what differs; {@link dev.ize.cli.tree.TreeRecorder} is the sink that
 * makes operations of it. {@link dev.ize.cli.tree.CheckoutWriter} goes the other way.
 *
 * <p>Threads: a recording, comparison or checkout is steered by one thread, for which others list, read and make files
 * ahead; its objects are for one use; patterns and records are values. What of single files cannot be read or written
 * goes to the {@link dev.ize.cli.tree.Problems}; what the storage throws passes through. Order is that of the tree: by
 * the bytes of names, a directory before what is in it, where nothing else is said.
 *
 * <p>Nothing here knows options, terminals or JSON.
 */
@NullMarked
package dev.ize.cli.tree;

import org.jspecify.annotations.NullMarked;
