package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationFinding.Place;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Checks that the content that a version of a file refers to is where the version says. */
record ContentLocationCheck(Survey survey, LostContent lost, PathFinder paths) {
    void check(EngineSnapshot snapshot, byte[] key, VersionKey version, ContentLocation location) {
        if (location.place() instanceof ContentLocation.InContent place) {
            checkStored(snapshot, key, version, location.reference(), place.id());
        } else if (location.place() instanceof ContentLocation.InOperation place) {
            checkInline(snapshot, version, location.reference(), place);
        } else if (!location.reference().equals(ContentReference.EMPTY)) {
            String sentence = "A file's content is said to be nowhere, and is not empty.";
            survey.findings()
                    .report(Kind.MISSING_CONTENT, Keyspaces.NODES, key, sentence, paths.places(snapshot, version));
        }
    }

    private void checkStored(
            EngineSnapshot snapshot, byte[] key, VersionKey version, ContentReference reference, long id) {
        byte[] idKey = Keys.contentId(reference.form(), reference.hash().toByteArray());
        if (survey.findings().isKnown(Keyspaces.CONTENT_IDS, idKey)) {
            return;
        }
        OptionalLong found = findId(snapshot, idKey);
        if (found.isEmpty()) {
            String sentence = "A file's content is not stored. hash=" + reference.hash();
            lost.add(
                    reference.hash(),
                    survey.findings().report(Kind.MISSING_CONTENT, Keyspaces.CONTENT_IDS, idKey, sentence, List.of()));
        } else if (found.getAsLong() != id) {
            String sentence = "A file's content is stored under another id than the file says. id=" + id;
            survey.findings()
                    .report(Kind.DIFFERENT_RECORD, Keyspaces.NODES, key, sentence, paths.places(snapshot, version));
        }
    }

    /** The id that a hash leads to. */
    static OptionalLong findId(EngineSnapshot snapshot, byte[] idKey) {
        byte[] value = snapshot.get(Keyspaces.CONTENT_IDS, idKey);
        if (value == null) {
            return OptionalLong.empty();
        }
        var in = Checksum.open(Keyspaces.CONTENT_IDS, idKey, value);
        long id = in.varint();
        in.finish();
        return OptionalLong.of(id);
    }

    private void checkInline(
            EngineSnapshot snapshot,
            VersionKey version,
            ContentReference reference,
            ContentLocation.InOperation place) {
        byte[] key = Keys.operation(place.branch(), place.seq());
        byte[] inline;
        try {
            inline = inline(snapshot.get(Keyspaces.OPERATIONS, key), key);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            survey.findings().skip();
            return;
        }
        List<Place> places = paths.places(snapshot, version);
        if (inline == null) {
            String sentence = "The operation that holds a file's content is missing, or does not hold it.";
            survey.findings().report(Kind.MISSING_CONTENT, Keyspaces.OPERATIONS, key, sentence, places);
        } else if (inline.length != reference.length()
                || !ContentHash.ofContent(inline).equals(reference.hash())) {
            String sentence = "Content in an operation does not match its hash. hash=" + reference.hash();
            survey.findings().report(Kind.DAMAGED_CONTENT, Keyspaces.OPERATIONS, key, sentence, places);
        }
    }

    private static byte @Nullable [] inline(byte @Nullable [] value, byte[] key) {
        return value == null
                ? null
                : OperationRecord.decode(key, value).inlineContent().orElse(null);
    }
}
