/**
 * Collection: removes stored content that nothing refers to any more.
 *
 * <p>Start at {@link dev.ize.core.collect.Collector}. It reads on the caller's thread and removes in the writer's
 * turns; what must be known of content on its way into changes is in {@code write}'s {@link
 * dev.ize.core.write.Leases}.
 */
@NullMarked
package dev.ize.core.collect;

import org.jspecify.annotations.NullMarked;
