package dev.ize.core.tree;

import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a listing.
 *
 * @param entries the entries in the order of names
 * @param last where the next page starts after; null: there is none
 */
public record DirectoryPage(
        List<DirectoryEntry> entries, @Nullable Name last) {}
