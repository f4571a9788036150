package dev.ize.core.verify;

import dev.ize.core.content.ChunkTree;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.verify.Findings.Found;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Finds the versions of files that hold content that is missing or damaged, the first few of each. */
final class ContentHolders {
    /** Places that a finding about content names. */
    private static final int MAX_PLACES = 10;

    /** Tree nodes that are followed upwards. */
    private static final int MAX_NODES = 100_000;

    private final Survey survey;
    private final Map<ContentHash, Set<Found>> holders = new HashMap<>();
    private final LostContent lost;
    private final PathFinder paths;
    private boolean grown = true;

    ContentHolders(Survey survey, LostContent lost) {
        this.survey = survey;
        this.lost = lost;
        this.paths = new PathFinder(survey.outline());
        lost.findings()
                .forEach((hash, found) ->
                        holders.computeIfAbsent(hash, absent -> new HashSet<>()).add(found));
    }

    void run() {
        while (grown && !holders.isEmpty()) {
            grown = false;
            Meter meter = survey.meter("looking for what holds lost content", -1);
            survey.scan().each(Keyspaces.CONTENT_IDS, meter, false, this::visitHash);
        }
        if (!holders.isEmpty()) {
            Meter meter = survey.meter("looking for files with lost content", -1);
            survey.scan().each(Keyspaces.NODES, meter, true, this::visitNode);
        }
        lost.suspects().stream().filter(suspect -> !suspect.places().isEmpty()).forEach(survey.findings()::add);
    }

    /** A tree node that holds what is lost is lost itself, and another round looks for what holds it. */
    private void visitHash(EngineSnapshot snapshot, byte[] key, Cursor cursor) {
        if (key.length != ContentHash.BYTES + 1 || key[ContentHash.BYTES] != 1 || holders.size() >= MAX_NODES) {
            return;
        }
        OptionalLong id = ContentLocationCheck.findId(snapshot, key);
        byte[] record = id.isEmpty() ? null : snapshot.get(Keyspaces.CONTENT, Keys.content(id.getAsLong()));
        if (record == null) {
            return;
        }
        ContentHash own = ContentHash.of(Arrays.copyOf(key, ContentHash.BYTES));
        for (ContentReference child : children(snapshot, record)) {
            Set<Found> held = holders.get(child.hash());
            if (held != null && !child.hash().equals(own)) {
                grown |= holders.computeIfAbsent(own, absent -> new HashSet<>()).addAll(held);
            }
        }
    }

    private List<ContentReference> children(EngineSnapshot snapshot, byte[] record) {
        try {
            return ChunkTree.children(
                    survey.codec().decode(record, base -> snapshot.get(Keyspaces.CONTENT, Keys.content(base))));
        } catch (CorruptStoreException | IllegalArgumentException e) {
            // Damaged itself, and reported.
            return List.of();
        }
    }

    private void visitNode(EngineSnapshot snapshot, byte[] key, Cursor cursor) {
        VersionKey version = VersionKey.parse(Keyspaces.NODES, key).orElse(null);
        if (version == null) {
            return;
        }
        try {
            NodeRecord.decode(key, cursor.value())
                    .findContent()
                    .ifPresent(content -> addPlace(snapshot, version, content));
        } catch (CorruptStoreException | IllegalArgumentException e) {
            // Reported when it was first read.
            return;
        }
    }

    private void addPlace(EngineSnapshot snapshot, VersionKey version, ContentLocation content) {
        Set<Found> held = holders.get(content.reference().hash());
        if (held == null || !(content.place() instanceof ContentLocation.InContent)) {
            return;
        }
        for (Found found : held) {
            if (found.places().size() < MAX_PLACES) {
                found.places().addAll(paths.places(snapshot, version));
            }
        }
    }
}
