package dev.ize.tck.fault;

import dev.ize.core.engine.CopyTarget;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The place beside a store where copies of it are made, and what the process before has left there. */
final class CopyPlace {
    /** What a migration that was begun is known by, and that file while it is being written; see docs/format.md. */
    private static final List<String> MIGRATION_MARKERS = List.of("migrating", "migrating.part");

    private final Subject subject;
    private final Path path;

    CopyPlace(Subject subject) {
        this.subject = subject;
        this.path = subject.store().resolveSibling(subject.store().getFileName() + "-copy");
    }

    /** The directory of the copy. */
    Path path() {
        return path;
    }

    /**
     * Goes on with a migration that was begun, and checks a copy that is a store, in the same way as the store itself.
     * Removes what was checked; what is left then is a copy that was begun.
     *
     * @throws AssertionError if the copy is not what is owed
     */
    void settle(Owed owed) {
        if (!isStore() && MIGRATION_MARKERS.stream().map(path::resolve).anyMatch(Files::exists)) {
            Upkeep.migrate(subject, this);
        }
        if (isStore()) {
            try (FileSystemStorage copy = subject.at(path).open()) {
                for (int lane = 0; lane < owed.lanes(); lane++) {
                    subject.find(
                            copy,
                            lane,
                            owed.copied().get(lane),
                            owed.acknowledged().get(lane));
                }
                Survey.requireSound(copy);
            }
            // Said before the copy goes: a process that dies in between leaves either.
            Talk.say(Victim.SETTLED);
            discard();
        } else if (owed.copyIsThere()) {
            throw new AssertionError("A copy that was acknowledged is no store");
        }
    }

    /** Has a copy that was begun made anew. */
    void settleBeside(FileSystemStorage storage) {
        if (Files.exists(path)) {
            storage.copyTo(path, Progress.NONE);
            discard();
        }
    }

    private boolean isStore() {
        return Files.exists(path.resolve(FileSystemStorages.PROPERTIES_FILE));
    }

    /**
     * Renames the copy first, so that half of it is never taken for one; durably, so that it does not come back after a
     * power cut in the place of the next.
     */
    private void discard() {
        Path rubbish = path.resolveSibling("rubbish");
        Directories.delete(rubbish);
        try {
            Files.move(path, rubbish);
            CopyTarget.forceNames(Objects.requireNonNull(path.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Directories.delete(rubbish);
    }
}
