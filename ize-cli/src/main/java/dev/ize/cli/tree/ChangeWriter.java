package dev.ize.cli.tree;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StoredContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one change of any number of operations: few are applied at once, and from {@value #MAX_OPERATIONS}
 * operations or {@value #MAX_BYTES} bytes on they are staged, so that memory stays bounded.
 *
 * <p><i>Life cycle:</i> {@link #finish} makes the change; closing it without, nothing has happened.
 */
final class ChangeWriter implements AutoCloseable {
    private static final int MAX_OPERATIONS = 2_000;
    private static final long MAX_BYTES = 4L << 20;

    private final Branch branch;
    private final String author;
    private final String message;
    private final List<Operation> waiting = new ArrayList<>();
    /** Must stay open until the change that uses it is made, or the stage has it. */
    private final List<StoredContent> contents = new ArrayList<>();

    private long waitingBytes;
    private @Nullable StagedChange stage;

    ChangeWriter(Branch branch, String author, String message) {
        this.branch = branch;
        this.author = author;
        this.message = message;
    }

    void add(Operation operation) {
        if (stage != null) {
            stage.add(operation);
            closeContents();
            return;
        }
        waiting.add(operation);
        if (waiting.size() > MAX_OPERATIONS || waitingBytes > MAX_BYTES) {
            StagedChange opened = branch.stage(author, message, "");
            stage = opened;
            waiting.forEach(opened::add);
            waiting.clear();
            closeContents();
        }
    }

    private void closeContents() {
        contents.forEach(StoredContent::close);
        contents.clear();
    }

    /** Says that the content of an operation to come is held here until the end. */
    Content hold(Content content) {
        if (content instanceof StoredContent stored) {
            contents.add(stored);
        }
        if (content.length() <= LocalFile.MAX_SMALL_BYTES) {
            // Stored or not, the storage keeps so little in memory until the change is made.
            waitingBytes += content.length();
        }
        return content;
    }

    /** Makes the change, if there is an operation. */
    Optional<AppliedChange> finish() {
        if (stage != null) {
            return Optional.of(stage.publish());
        }
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Change.Builder change = Change.by(author).message(message);
        waiting.forEach(change::add);
        return Optional.of(branch.apply(change.build())).filter(applied -> applied.operations() > 0);
    }

    @Override
    public void close() {
        try {
            if (stage != null) {
                stage.close();
            }
        } finally {
            closeContents();
        }
    }
}
