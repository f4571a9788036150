package dev.ize.core.write;

import dev.ize.spi.Operation;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An operation as another store has recorded it.
 *
 * @param seq its number there
 * @param node the node that it made, if it made one
 * @param inline whether the content that the file has after it lies in the operation's record
 * @param operation the operation; its content is a reference
 * @param bytes the content that the reference names, where it is not stored under that
 */
public record RecordedOperation(
        long seq, OptionalLong node, boolean inline, Operation operation, Optional<byte[]> bytes) {}
