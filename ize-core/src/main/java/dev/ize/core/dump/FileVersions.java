package dev.ize.core.dump;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Effect;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Operation;
import java.util.Optional;

/** Finds the content that a file has after an operation. */
final class FileVersions {
    private FileVersions() {}

    /** Where the content lies that an operation gave to a file; empty if it gave none. */
    static Optional<ContentLocation> written(EngineSnapshot snapshot, long branch, long seq, OperationRecord record) {
        boolean writes = record.operation()
                .map(operation -> operation instanceof Operation.CreateFile
                        || operation instanceof Operation.ReplaceContent
                        || operation instanceof Operation.WriteFile
                        || operation instanceof Operation.TruncateFile)
                .orElse(false);
        if (!writes) {
            return Optional.empty();
        }
        byte[] key = Keys.version(Keys.nodePrefix(node(seq, record)), branch, seq);
        byte[] value = snapshot.get(Keyspaces.NODES, key);
        if (value == null) {
            throw new CorruptStoreException(
                    "The version that an operation wrote is missing. branch=" + branch + " seq=" + seq, null);
        }
        return Optional.of(NodeRecord.decode(key, value).fileContent());
    }

    /** The node that an operation made or changed first. */
    static long node(long seq, OperationRecord record) {
        return record.effects().stream()
                .filter(Effect.OfNode.class::isInstance)
                .map(effect -> ((Effect.OfNode) effect).node())
                .findFirst()
                .orElseThrow(() -> new CorruptStoreException("An operation names no node. seq=" + seq, null));
    }
}
