package dev.ize.core.collect;

import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.write.ContentMarks;
import dev.ize.core.write.Overlay;
import dev.ize.core.write.Task;
import dev.ize.core.write.Turn;
import dev.ize.spi.Durability;
import java.util.ArrayList;
import java.util.List;

/** Removes what is still not needed of some objects. */
final class RemoveTask extends Task<List<Candidate>> {
    private final ContentMarks marks;
    private final List<Candidate> candidates;
    private final List<Candidate> doomed = new ArrayList<>();

    RemoveTask(ContentMarks marks, List<Candidate> candidates) {
        super(Durability.BUFFERED, null);
        this.marks = marks;
        this.candidates = candidates;
    }

    @Override
    protected List<Candidate> prepare(Turn turn) {
        refused();
        try {
            for (Candidate candidate : candidates) {
                if (marks.doom(candidate.id())) {
                    doomed.add(candidate);
                    remove(turn.overlay(), candidate);
                }
            }
        } catch (RuntimeException | Error e) {
            refused();
            throw e;
        }
        return List.copyOf(doomed);
    }

    /** Nothing was written: who needs one of the objects again finds it. */
    @Override
    protected void refused() {
        doomed.forEach(candidate -> marks.spare(candidate.id()));
        doomed.clear();
    }

    private static void remove(Overlay overlay, Candidate candidate) {
        overlay.delete(Keyspaces.CONTENT, Keys.content(candidate.id()));
        byte[] row = overlay.get(Keyspaces.CONTENT_IDS, candidate.key());
        if (row != null
                && Checksum.open(Keyspaces.CONTENT_IDS, candidate.key(), row).varint() == candidate.id()) {
            overlay.delete(Keyspaces.CONTENT_IDS, candidate.key());
        }
    }
}
