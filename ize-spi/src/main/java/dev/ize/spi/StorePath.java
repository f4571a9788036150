package dev.ize.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path in a store: a sequence of {@linkplain Name names} from the root, at most 4,096 bytes long when
 * written with a {@code /} before each name (Linux's {@code PATH_MAX}).
 *
 * <p>It is not a {@link java.nio.file.Path}: no path separators, drives or case rules of a platform apply, and
 * nothing is normalised. Paths order by their names, so that a directory comes right before what is in it.
 *
 * <p>A path refers to that of its directory, so that those of a deep tree's entries share what they have in common.
 */
public final class StorePath implements Comparable<StorePath> {
    /** Longest path in bytes, counted with a leading slash. */
    public static final int MAX_BYTES = 4096;

    /** The root directory. */
    public static final StorePath ROOT = new StorePath();

    private final @Nullable StorePath directory;
    private final @Nullable Name last;
    private final int depth;
    private final int length;
    private final int hash;

    private StorePath() {
        this.directory = null;
        this.last = null;
        this.depth = 0;
        this.length = 0;
        this.hash = 1;
    }

    private StorePath(StorePath directory, Name last) {
        this.directory = directory;
        this.last = last;
        this.depth = directory.depth + 1;
        this.length = directory.length + 1 + last.length();
        this.hash = 31 * directory.hash + last.hashCode();
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
        return of(Arrays.stream(relative.split("/", -1)).map(Name::of).toList());
    }

    /**
     * A path from its names.
     *
     * @throws InvalidNameException for a path over 4,096 bytes
     */
    public static StorePath of(List<Name> names) {
        StorePath path = ROOT;
        for (Name name : names) {
            path = path.resolve(name);
        }
        if (path.length > MAX_BYTES) {
            throw new InvalidNameException(
                    "A path must have at most 4096 bytes, and this one has " + path.length + ".");
        }
        return path;
    }

    /**
     * The path of an entry in this directory. It may be longer than 4,096 bytes, as that of an entry deep below a
     * directory that was moved down; operations refuse such a path.
     */
    public StorePath resolve(Name name) {
        return new StorePath(this, name);
    }

    /** Length in bytes when written with a slash before each name; 0 for the root. */
    public int length() {
        return length;
    }

    /** As {@link #resolve(Name)}, from text that is one name. */
    public StorePath resolve(String name) {
        return resolve(Name.of(name));
    }

    /** The names from the root down; empty for the root. */
    public List<Name> names() {
        Name[] names = new Name[depth];
        StorePath path = this;
        for (int i = depth - 1; i >= 0; i--) {
            names[i] = path.lastName();
            path = path.directory();
        }
        return List.of(names);
    }

    /** The last name; empty for the root. */
    public Optional<Name> name() {
        return Optional.ofNullable(last);
    }

    /** The directory that holds this path; empty for the root. */
    public Optional<StorePath> parent() {
        return Optional.ofNullable(directory);
    }

    /** Whether this path is the other or lies below it. */
    public boolean startsWith(StorePath other) {
        return other.isRoot() || (depth >= other.depth && ancestor(other.depth).equals(other));
    }

    /** Whether this is the root directory, which has no name. */
    public boolean isRoot() {
        return depth == 0;
    }

    @Override
    public int compareTo(StorePath other) {
        int common = Math.min(depth, other.depth);
        StorePath one = ancestor(common);
        StorePath two = other.ancestor(common);
        int order = 0;
        while (one != two) {
            int here = one.lastName().compareTo(two.lastName());
            order = here == 0 ? order : here;
            one = one.directory();
            two = two.directory();
        }
        return order == 0 ? Integer.compare(depth, other.depth) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StorePath path
                && hash == path.hash
                && length == path.length
                && depth == path.depth
                && hasNamesOf(path);
    }

    /** Compares up to the first directory that both refer to. */
    @SuppressWarnings("ReferenceEquality")
    private boolean hasNamesOf(StorePath other) {
        StorePath one = this;
        StorePath two = other;
        while (one != two) {
            if (!one.lastName().equals(two.lastName())) {
                return false;
            }
            one = one.directory();
            two = two.directory();
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The path with a leading slash; {@code "/"} for the root. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Math.max(1, length));
        names().forEach(name -> text.append('/').append(name));
        return isRoot() ? "/" : text.toString();
    }

    private StorePath ancestor(int atDepth) {
        StorePath path = this;
        while (path.depth > atDepth) {
            path = path.directory();
        }
        return path;
    }

    private StorePath directory() {
        return Objects.requireNonNull(directory);
    }

    private Name lastName() {
        return Objects.requireNonNull(last);
    }
}
