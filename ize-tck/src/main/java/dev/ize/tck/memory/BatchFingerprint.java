package dev.ize.tck.memory;

import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.core.engine.WriteBatch.DeleteRange;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Requirement;
import dev.ize.core.engine.WriteBatch.Step;
import java.util.zip.CRC32C;

/** A checksum over all arrays of a batch, to notice that one of them changed. */
record BatchFingerprint(long checksum) {
    static BatchFingerprint of(WriteBatch batch) {
        CRC32C checksum = new CRC32C();
        for (Requirement requirement : batch.requirements()) {
            checksum.update(requirement.key());
            if (requirement.expected() != null) {
                checksum.update(requirement.expected());
            }
        }
        for (Step step : batch.steps()) {
            update(checksum, step);
        }
        return new BatchFingerprint(checksum.getValue());
    }

    private static void update(CRC32C checksum, Step step) {
        if (step instanceof Put put) {
            checksum.update(put.key());
            checksum.update(put.value());
        } else if (step instanceof Delete delete) {
            checksum.update(delete.key());
        } else if (step instanceof DeleteRange range) {
            checksum.update(range.from());
            checksum.update(range.to());
        }
    }
}
