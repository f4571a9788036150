package dev.ize.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One page of a directory's entries, in the order of their names.
 *
 * @param entries the entries, at most as many as were asked for
 * @param last the name after which the next page starts, which has at least one entry; empty: this is the last page
 */
public record Listing(List<DirectoryEntry> entries, Optional<Name> last) {
    public Listing {
        entries = List.copyOf(entries);
        Objects.requireNonNull(last, "last");
    }
}
