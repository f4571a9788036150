/**
 * Reading: the tree, its history and its differences as they are at a point, out of one engine snapshot.
 *
 * <p>Start at {@link dev.ize.core.tree.TreeReader}. A {@link dev.ize.core.tree.Lineage} says which branches a
 * point sees and how far; {@link dev.ize.core.tree.VersionCursor} finds the newest version that it sees. The
 * writer uses the same classes over its overlay. Nothing here writes, locks or holds an engine snapshot for
 * longer than its caller does.
 *
 * <p>Threads: a reader or cursor is for one thread at a time and of use as long as its engine snapshot is open; a
 * lineage, and the records that are given, are values. Failure: {@link dev.ize.spi.CorruptStoreException} where records
 * are damaged or do not fit each other, and what the engine throws. Null, where a method gives it, is absence: it is
 * what most look-ups of the writer find, and nothing here leaves the shared layer.
 */
@NullMarked
package dev.ize.core.tree;

import org.jspecify.annotations.NullMarked;
