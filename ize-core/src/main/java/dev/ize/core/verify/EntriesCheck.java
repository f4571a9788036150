package dev.ize.core.verify;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through ENTRIES directory by directory, each in one engine snapshot, and several while that is young. */
final class EntriesCheck {
    private final Survey survey;
    private final VersionCheck versions;

    EntriesCheck(Survey survey, VersionCheck versions) {
        this.survey = survey;
        this.versions = versions;
    }

    void run() {
        long total =
                survey.outline().counters.map(counters -> counters.nextNode()).orElse(-1L);
        Meter meter = survey.meter("checking entries", total);
        byte[] from = {0};
        while (from != null) {
            from = slice(from, meter);
            survey.repairs().flush();
        }
        meter.finish();
    }

    private byte @Nullable [] slice(byte[] from, Meter meter) {
        Slice slice = new Slice();
        byte[] next = from;
        try (EngineSnapshot snapshot = survey.source().open();
                Cursor cursor = snapshot.cursor(Keyspaces.ENTRIES, new byte[0], null)) {
            do {
                if (!cursor.seekAtOrAfter(next)) {
                    return null;
                }
                byte[] key = cursor.key();
                if (key.length <= Long.BYTES || key[Long.BYTES] < Keys.VERSIONS || key[Long.BYTES] > Keys.DEAD) {
                    survey.findings()
                            .report(Kind.MALFORMED_KEY, Keyspaces.ENTRIES, key, "No record has such a key.", List.of());
                    next = java.util.Arrays.copyOf(key, key.length + 1);
                    continue;
                }
                long directory = Keys.longAt(key, 0);
                next = Keys.zone(directory, Keys.DEAD + 1);
                new DirectoryCheck(survey, versions, snapshot, directory).run();
                meter.reach(directory);
            } while (slice.goesOn());
            return next;
        } catch (CorruptStoreException | StorageFailedException e) {
            String sentence = "The engine cannot read on behind a key: " + e.getMessage();
            survey.findings().report(Kind.UNREADABLE_KEYSPACE, Keyspaces.ENTRIES, next, sentence, List.of());
            return null;
        }
    }
}
