package dev.ize.cli.tree;

import dev.ize.spi.Name;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a local tree is no part of a recording: whatever is named {@code .ize} or {@code .git}, the store
 * itself under any name, and what the user's patterns match.
 *
 * <p>What is left out is not compared: the head keeps what it has there.
 */
public final class LeaveOut {
    private static final Set<Name> NAMES = Set.of(Name.of(".ize"), Name.of(".git"));

    private final List<IgnoreGlob> globs;
    private final Optional<Object> store;

    private LeaveOut(List<IgnoreGlob> globs, Optional<Object> store) {
        this.globs = List.copyOf(globs);
        this.store = store;
    }

    /** Leaves out what the patterns match, and a store's directory, which may not exist. */
    public static LeaveOut of(List<IgnoreGlob> globs, Path store) {
        Optional<Object> identity = Optional.empty();
        try {
            if (Files.isDirectory(store)) {
                identity = Optional.of(LocalAttributes.read(store.toRealPath()).identity());
            }
        } catch (IOException e) {
            // What cannot be looked at from here cannot be met in a walk either.
        }
        return new LeaveOut(globs, identity);
    }

    boolean matches(StorePath path, boolean directory) {
        if (path.name().filter(NAMES::contains).isPresent()) {
            return true;
        }
        for (IgnoreGlob glob : globs) {
            if (glob.matches(path, directory)) {
                return true;
            }
        }
        return false;
    }

    boolean isStore(LocalAttributes attributes) {
        return store.isPresent() && store.get().equals(attributes.identity());
    }
}
