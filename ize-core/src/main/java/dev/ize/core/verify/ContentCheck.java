package dev.ize.core.verify;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkTree;
import dev.ize.core.content.ObjectSet;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.HighestId;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.verify.Findings.Found;
import dev.ize.core.write.Overlay;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks stored objects: each hash leads to one, each is led to by its hash, its bytes match, and what a tree node
 * refers to is there. Objects that are stored after the start are left for another time.
 */
final class ContentCheck {
    /** Damaged objects whose hashes are looked for. */
    private static final int MAX_LOCATED = 1000;

    private final Survey survey;
    private final long bound;
    private final ObjectSet led = new ObjectSet();
    private final Set<Long> damaged = new HashSet<>();
    private final LostContent lost;

    /**
     * @param bound the first content id that was not given out at the start
     */
    ContentCheck(Survey survey, LostContent lost, long bound) {
        this.survey = survey;
        this.lost = lost;
        this.bound = bound;
    }

    void run() {
        survey.scan().each(Keyspaces.CONTENT_IDS, survey.meter("checking hashes", bound), false, this::visitHash);
        survey.scan().each(Keyspaces.CONTENT, survey.meter("checking content", bound), true, this::visitObject);
        survey.scan().each(Keyspaces.CONTENT_IDS, survey.meter("checking chunk trees", bound), false, this::visitTree);
    }

    private void visitHash(EngineSnapshot snapshot, byte[] key, Cursor cursor) {
        if (key.length != ContentHash.BYTES + 1 || key[ContentHash.BYTES] < 0 || key[ContentHash.BYTES] > 1) {
            report(Kind.MALFORMED_KEY, key, "No record has such a key.");
            return;
        }
        long id;
        try {
            id = ContentLocationCheck.findId(snapshot, key).orElse(-1);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            report(Kind.DAMAGED_RECORD, key, Damage.describe(e));
            return;
        }
        if (id < 0 || !isStored(snapshot, id)) {
            lose(key, report(Kind.MISSING_CONTENT, key, "A hash leads to content that is not there. id=" + id));
        } else if (id < bound && !led.add(id)) {
            report(Kind.DIFFERENT_RECORD, key, "Two hashes lead to one object. id=" + id);
        }
    }

    /** Looks for the key alone: the bytes are not fetched. */
    private static boolean isStored(EngineSnapshot snapshot, long id) {
        byte[] key = Keys.content(id);
        try (Cursor cursor = snapshot.cursor(Keyspaces.CONTENT, key, Keys.after(key))) {
            return cursor.next() && Arrays.equals(cursor.key(), key);
        }
    }

    private void visitObject(EngineSnapshot snapshot, byte[] key, Cursor cursor) {
        if (key.length != Long.BYTES) {
            String sentence = "No record has such a key.";
            survey.findings().report(Kind.MALFORMED_KEY, Keyspaces.CONTENT, key, sentence, List.of());
            return;
        }
        long id = Keys.longAt(key, 0);
        if (id >= bound && id < HighestId.LIMIT) {
            return;
        }
        survey.counts().add(Counts.Sort.OBJECTS);
        if (survey.quick()
                && led.contains(id)
                && (!Keys.mayHaveBase(id) || standsOnAnother(snapshot, cursor.value()))) {
            return;
        }
        byte[] raw = decode(snapshot, cursor.value());
        if (raw != null) {
            survey.counts().add(Counts.Sort.CONTENT_BYTES, raw.length);
            ContentHash hash = ContentHash.ofContent(raw);
            if (leadsTo(snapshot, Form.BYTES, hash, id) || leadsTo(snapshot, Form.TREE, hash, id)) {
                return;
            }
        }
        if (led.contains(id)) {
            if (damaged.size() < MAX_LOCATED) {
                damaged.add(id);
            } else {
                damagedObject(key, id);
            }
        } else {
            unled(key, id, raw);
        }
    }

    /** Whether what a record was stored against is there, if it was stored against another. */
    private static boolean standsOnAnother(EngineSnapshot snapshot, byte[] record) {
        try {
            OptionalLong base = ChunkCodec.baseId(record);
            return base.isEmpty() || isStored(snapshot, base.getAsLong());
        } catch (CorruptStoreException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean leadsTo(EngineSnapshot snapshot, Form form, ContentHash hash, long id) {
        try {
            OptionalLong found = ContentLocationCheck.findId(snapshot, Keys.contentId(form, hash.toByteArray()));
            return found.isPresent() && found.getAsLong() == id;
        } catch (CorruptStoreException | IllegalArgumentException e) {
            return false;
        }
    }

    private byte @Nullable [] decode(EngineSnapshot snapshot, byte[] record) {
        try {
            return survey.codec().decode(record, base -> snapshot.get(Keyspaces.CONTENT, Keys.content(base)));
        } catch (CorruptStoreException | IllegalArgumentException e) {
            return null;
        }
    }

    private void damagedObject(byte[] key, long id) {
        survey.findings()
                .report(
                        Kind.DAMAGED_CONTENT,
                        Keyspaces.CONTENT,
                        key,
                        "Content does not match its hash. id=" + id,
                        List.of());
    }

    /** No hash leads to an object: the finding is about the record that is missing. */
    private void unled(byte[] key, long id, byte @Nullable [] raw) {
        if (raw == null) {
            damagedObject(key, id);
            return;
        }
        byte[] idKey = Keys.contentId(form(raw), ContentHash.ofContent(raw).toByteArray());
        Found found = report(Kind.MISSING_RECORD, idKey, "No hash leads to an object. id=" + id);
        lose(idKey, found);
        survey.repairs().offer(found, overlay -> rewrite(overlay, idKey, id));
    }

    private static boolean rewrite(Overlay overlay, byte[] idKey, long id) {
        if (!isStored(overlay, id)) {
            return false;
        }
        ByteWriter payload = new ByteWriter().varint(id);
        overlay.put(Keyspaces.CONTENT_IDS, idKey, Checksum.seal(Keyspaces.CONTENT_IDS, idKey, payload));
        return true;
    }

    /** What an object must be that nothing names: what decodes as a tree node is one. */
    static Form form(byte[] raw) {
        try {
            ChunkTree.children(raw);
            return Form.TREE;
        } catch (CorruptStoreException e) {
            return Form.BYTES;
        }
    }

    /** Reads tree nodes, which quick verification has not read yet, and names damaged objects by their hash. */
    private void visitTree(EngineSnapshot snapshot, byte[] key, Cursor cursor) {
        if (key.length != ContentHash.BYTES + 1) {
            return;
        }
        long id = ContentLocationCheck.findId(snapshot, key).orElse(bound);
        if (damaged.contains(id)) {
            lose(key, report(Kind.DAMAGED_CONTENT, key, "Content does not match its hash. id=" + id));
        } else if (key[ContentHash.BYTES] == 1 && id < bound && isStored(snapshot, id)) {
            visitTree(snapshot, key, id);
        }
    }

    private void visitTree(EngineSnapshot snapshot, byte[] key, long id) {
        byte[] record = snapshot.get(Keyspaces.CONTENT, Keys.content(id));
        byte[] raw = record == null ? null : decode(snapshot, record);
        if (raw == null || !ContentHash.ofContent(raw).equals(hash(key))) {
            lose(key, report(Kind.DAMAGED_CONTENT, key, "Content does not match its hash. id=" + id));
            return;
        }
        List<ContentReference> children;
        try {
            children = ChunkTree.children(raw);
        } catch (CorruptStoreException e) {
            lose(key, report(Kind.DAMAGED_CONTENT, key, Damage.describe(e)));
            return;
        }
        for (ContentReference child : children) {
            byte[] childKey = Keys.contentId(child.form(), child.hash().toByteArray());
            boolean known = survey.findings().isKnown(Keyspaces.CONTENT_IDS, childKey);
            if (!known && ContentLocationCheck.findId(snapshot, childKey).isEmpty()) {
                String sentence = "Content that a larger one consists of is not stored. hash=" + child.hash();
                Found suspect = survey.findings()
                        .suspect(Kind.MISSING_CONTENT, Keyspaces.CONTENT_IDS, childKey, sentence, List.of());
                if (!lost.addSuspect(child.hash(), suspect)) {
                    survey.findings().add(suspect);
                }
            }
        }
    }

    private static ContentHash hash(byte[] idKey) {
        return ContentHash.of(Arrays.copyOf(idKey, ContentHash.BYTES));
    }

    private void lose(byte[] idKey, Found found) {
        lost.add(hash(idKey), found);
    }

    private Found report(Kind kind, byte[] idKey, String sentence) {
        return survey.findings().report(kind, Keyspaces.CONTENT_IDS, idKey, sentence, List.of());
    }
}
