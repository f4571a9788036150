package dev.ize.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A path in a store: a sequence of {@linkplain Name names} from the root, at most 4,096 bytes long when
 * written with a {@code /} before each name (Linux's {@code PATH_MAX}).
 *
 * <p>It is not a {@link java.nio.file.Path}: no path separators, drives or case rules of a platform apply, and
 * nothing is normalised. Paths order by their names, so that a directory comes right before what is in it.
 */
public final class StorePath implements Comparable<StorePath> {
    /** Longest path in bytes, counted with a leading slash. */
    public static final int MAX_BYTES = 4096;

    /** The root directory. */
    public static final StorePath ROOT = new StorePath(List.of());

    private final List<Name> names;

    private StorePath(List<Name> names) {
        this.names = names;
    }

    /**
     * A path from text: names separated by {@code /}. One leading slash may stand or be left out; {@code ""}
     * and {@code "/"} are the root.
     *
     * @throws InvalidNameException for {@code .} and {@code ..}, an empty name (also after a trailing slash),
     *     NUL, a name over 255 bytes or a path over 4,096
     */
    public static StorePath of(String text) {
        String relative = text.startsWith("/") ? text.substring(1) : text;
        if (relative.isEmpty()) {
            return ROOT;
        }
        List<Name> names = new ArrayList<>();
        for (String name : relative.split("/", -1)) {
            names.add(Name.of(name));
        }
        return of(names);
    }

    /**
     * A path from its names.
     *
     * @throws InvalidNameException for a path over 4,096 bytes
     */
    public static StorePath of(List<Name> names) {
        StorePath path = new StorePath(List.copyOf(names));
        if (path.length() > MAX_BYTES) {
            throw new InvalidNameException(
                    "A path must have at most 4096 bytes, and this one has " + path.length() + ".");
        }
        return path;
    }

    /**
     * The path of an entry in this directory. It may be longer than 4,096 bytes, as that of an entry deep below a
     * directory that was moved down; operations refuse such a path.
     */
    public StorePath resolve(Name name) {
        List<Name> longer = new ArrayList<>(names.size() + 1);
        longer.addAll(names);
        longer.add(name);
        return new StorePath(Collections.unmodifiableList(longer));
    }

    /** Length in bytes when written with a slash before each name; 0 for the root. */
    public int length() {
        int bytes = 0;
        for (Name name : names) {
            bytes += name.length() + 1;
        }
        return bytes;
    }

    /** As {@link #resolve(Name)}, from text that is one name. */
    public StorePath resolve(String name) {
        return resolve(Name.of(name));
    }

    /** The names from the root down; empty for the root. */
    public List<Name> names() {
        return names;
    }

    /** The last name; empty for the root. */
    public Optional<Name> name() {
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
    }

    /** The directory that holds this path; empty for the root. */
    public Optional<StorePath> parent() {
        return names.isEmpty() ? Optional.empty() : Optional.of(new StorePath(names.subList(0, names.size() - 1)));
    }

    /** Whether this path is the other or lies below it. */
    public boolean startsWith(StorePath other) {
        return names.size() >= other.names.size()
                && names.subList(0, other.names.size()).equals(other.names);
    }

    /** Whether this is the root directory, which has no name. */
    public boolean isRoot() {
        return names.isEmpty();
    }

    @Override
    public int compareTo(StorePath other) {
        int common = Math.min(names.size(), other.names.size());
        for (int i = 0; i < common; i++) {
            int order = names.get(i).compareTo(other.names.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(names.size(), other.names.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StorePath path && names.equals(path.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** The path with a leading slash; {@code "/"} for the root. */
    @Override
    public String toString() {
        return names.isEmpty() ? "/" : names.stream().map(Name::toString).collect(Collectors.joining("/", "/", ""));
    }
}
