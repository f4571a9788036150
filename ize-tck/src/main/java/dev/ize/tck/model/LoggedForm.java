package dev.ize.tck.model;

import dev.ize.spi.Content;
import dev.ize.spi.Operation;
import java.time.Instant;
import java.util.Optional;

/** Operations in the form that the log gives them: with times filled in and other content. */
final class LoggedForm {
    private LoggedForm() {}

    /** The operation with its modification time filled in where it has none. */
    static Operation withTime(Operation operation, Instant effectiveTime) {
        if (operation instanceof Operation.CreateFile create) {
            return new Operation.CreateFile(
                    create.path(), create.content(), create.mode(), filled(create.modified(), effectiveTime));
        }
        if (operation instanceof Operation.WriteFile write) {
            return new Operation.WriteFile(
                    write.path(), write.offset(), write.content(), filled(write.modified(), effectiveTime));
        }
        if (operation instanceof Operation.TruncateFile truncate) {
            return new Operation.TruncateFile(
                    truncate.path(), truncate.size(), filled(truncate.modified(), effectiveTime));
        }
        if (operation instanceof Operation.ReplaceContent replace) {
            return new Operation.ReplaceContent(
                    replace.path(), replace.content(), filled(replace.modified(), effectiveTime));
        }
        if (operation instanceof Operation.CreateDirectory create) {
            return new Operation.CreateDirectory(
                    create.path(), create.mode(), filled(create.modified(), effectiveTime));
        }
        if (operation instanceof Operation.CreateSymlink create) {
            return new Operation.CreateSymlink(
                    create.path(), create.target(), filled(create.modified(), effectiveTime));
        }
        return operation;
    }

    /** What the operation writes, if it writes content. */
    static Optional<Content> content(Operation operation) {
        if (operation instanceof Operation.CreateFile create) {
            return Optional.of(create.content());
        }
        if (operation instanceof Operation.WriteFile write) {
            return Optional.of(write.content());
        }
        if (operation instanceof Operation.ReplaceContent replace) {
            return Optional.of(replace.content());
        }
        return Optional.empty();
    }

    /** The same operation with another content, where it writes one. */
    static Operation withContent(Operation operation, Content content) {
        if (operation instanceof Operation.CreateFile create) {
            return new Operation.CreateFile(create.path(), content, create.mode(), create.modified());
        }
        if (operation instanceof Operation.WriteFile write) {
            return new Operation.WriteFile(write.path(), write.offset(), content, write.modified());
        }
        if (operation instanceof Operation.ReplaceContent replace) {
            return new Operation.ReplaceContent(replace.path(), content, replace.modified());
        }
        return operation;
    }

    private static Optional<Instant> filled(Optional<Instant> given, Instant effectiveTime) {
        return Optional.of(given.orElse(effectiveTime));
    }
}
