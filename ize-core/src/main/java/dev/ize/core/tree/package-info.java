/**
 * Reading: the tree, its history and its differences as they are at a point, out of one engine snapshot.
 *
 * <p>Start at {@link dev.ize.core.tree.TreeReader}. A {@link dev.ize.core.tree.Lineage} says which branches a
 * point sees and how far; {@link dev.ize.core.tree.VersionCursor} finds the newest version that it sees. The
 * writer uses the same classes over its overlay. Nothing here writes, locks or holds an engine snapshot for
 * longer than its caller does.
 */
@NullMarked
package dev.ize.core.tree;

import org.jspecify.annotations.NullMarked;
