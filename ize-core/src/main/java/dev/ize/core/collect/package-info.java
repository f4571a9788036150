/** Removes stored content that nothing refers to any more. */
@NullMarked
package dev.ize.core.collect;

import org.jspecify.annotations.NullMarked;
