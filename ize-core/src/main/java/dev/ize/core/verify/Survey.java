package dev.ize.core.verify;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Progress;

/**
 * What the checks of one verification share.
 *
 * @param source where engine snapshots come from
 * @param outline the small records as they were at the start
 * @param findings where findings go
 * @param repairs where repairs go
 * @param counts what was checked
 * @param progress hears how far it has come
 * @param codec decodes stored objects
 * @param quick whether bytes of content are left unread
 */
record Survey(
        SnapshotSource source,
        StoreOutline outline,
        Findings findings,
        Repairs repairs,
        Counts counts,
        Progress progress,
        ChunkCodec codec,
        boolean quick) {
    RecordScan scan() {
        return new RecordScan(source, findings, repairs);
    }

    Meter meter(String step, long total) {
        return new Meter(progress, step, total);
    }

    /**
     * Whether a branch's records up to a seq must still be there: a branch that was deleted since the start may have
     * lost them to its sweep. Asked in a fresh snapshot before a finding about them is reported.
     */
    boolean stands(long branch, long seq) {
        try (EngineSnapshot snapshot = source.open()) {
            byte[] key = Keys.branch(branch);
            byte[] value = snapshot.get(Keyspaces.BRANCHES, key);
            if (value == null) {
                return outline.branch(branch) == null;
            }
            if (!BranchRecord.decode(key, value).deleted()) {
                return true;
            }
            return seq <= OutlineReader.read(snapshot, new Findings(1)).held(branch);
        } catch (CorruptStoreException e) {
            return true;
        }
    }
}
