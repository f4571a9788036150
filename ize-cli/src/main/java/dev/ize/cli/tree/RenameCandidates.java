package dev.ize.cli.tree;

import dev.ize.spi.ContentReference;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The files that are gone from a tree, by content: a new file with the content of one of them is that file,
 * renamed.
 *
 * <p>Empty files say nothing and are none; nor are files with several links, whose other entries must not
 * change. Memory is proportional to the files that are gone, and of those the first {@value #MAX} are kept:
 * beyond them a rename is recorded as a removal and an addition, which stores no content twice either.
 */
final class RenameCandidates {
    /** How many are kept, at a few hundred bytes each. */
    static final int MAX = 100_000;

    /** How many of equal content are looked through for one of the same name. */
    private static final int MAX_SEARCHED = 1_000;

    private final View head;
    private final Set<Long> lengths = new HashSet<>();
    private final Map<ContentReference, List<HeadTree.Numbered>> byContent = new HashMap<>();
    private final Map<Long, Set<ContentReference>> treesByLength = new HashMap<>();
    private int count;

    RenameCandidates(View head) {
        this.head = head;
    }

    /** Takes up an entry that is gone, if it is a file that can be a rename's beginning. */
    void offer(HeadTree.Numbered gone) {
        if (count == MAX || !(gone.entry().node() instanceof Node.File file) || file.links() > 1 || file.size() == 0) {
            return;
        }
        ContentReference content = file.content();
        lengths.add(content.length());
        byContent.computeIfAbsent(content, key -> new ArrayList<>()).add(gone);
        if (content.form() == ContentReference.Form.TREE) {
            treesByLength
                    .computeIfAbsent(content.length(), key -> new HashSet<>())
                    .add(content);
        }
        count++;
    }

    /** Whether the length of a file does not rule it out; on any thread, between the last offer and the clearing. */
    boolean mayBe(LocalFile file) {
        return file.size() > 0 && lengths.contains(file.size());
    }

    /**
     * Takes out an entry that a file may be a rename of: one of the same name if there is one, else the first.
     *
     * @param stillGone tells by its number whether an entry may be taken
     */
    Optional<HeadTree.Numbered> take(LocalFile file, IntPredicate stillGone) throws IOException {
        if (!mayBe(file)) {
            return Optional.empty();
        }
        ContentReference bytes = new ContentReference(file.hash(), ContentReference.Form.BYTES, file.size());
        Optional<HeadTree.Numbered> taken = take(bytes, file, stillGone);
        if (taken.isPresent()) {
            return taken;
        }
        for (ContentReference tree : treesByLength.getOrDefault(file.size(), Set.of())) {
            List<HeadTree.Numbered> gone = byContent.getOrDefault(tree, List.of());
            if (!gone.isEmpty()) {
                StorePath path = gone.get(0).path();
                if (file.hasContent(() -> StoredStream.open(head, path))) {
                    return take(tree, file, stillGone);
                }
            }
        }
        return Optional.empty();
    }

    /** Forgets all: what is left has been removed. */
    void clear() {
        lengths.clear();
        byContent.clear();
        treesByLength.clear();
    }

    private Optional<HeadTree.Numbered> take(ContentReference content, LocalFile file, IntPredicate stillGone) {
        List<HeadTree.Numbered> gone = byContent.getOrDefault(content, List.of());
        int chosen = -1;
        for (int i = 0; i < Math.min(gone.size(), MAX_SEARCHED); i++) {
            if (stillGone.test(gone.get(i).number())) {
                if (gone.get(i).path().name().equals(file.path().name())) {
                    return Optional.of(gone.remove(i));
                }
                chosen = chosen < 0 ? i : chosen;
            }
        }
        return chosen < 0 ? Optional.empty() : Optional.of(gone.remove(chosen));
    }
}
