package dev.ize.core.dump;

import dev.ize.core.content.NodeOutline;
import dev.ize.core.content.ObjectSet;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Goes through the objects of one content, each after all that it refers to, and leaves out those that are known,
 * with all below them.
 *
 * <p>It may go on with a later snapshot after each object. For one thread.
 */
final class ContentWalk {
    private final ObjectSet known;
    private final boolean withChunks;
    private final Deque<Step> path = new ArrayDeque<>();

    /** An object on the way to the next one, and which of those that it refers to comes next. */
    private static final class Step {
        final NodeOutline.Child object;
        final long id;
        final Optional<StoredObjects.StoredObject> stored;
        final NodeOutline outline;
        int next;

        Step(NodeOutline.Child object, long id, Optional<StoredObjects.StoredObject> stored, NodeOutline outline) {
            this.object = object;
            this.id = id;
            this.stored = stored;
            this.outline = outline;
        }
    }

    /**
     * An object that was not known.
     *
     * @param stored its bytes; empty for a chunk, if the walk does without those
     */
    record Found(Form form, Optional<StoredObjects.StoredObject> stored) {}

    private Optional<NodeOutline.Child> root;

    /**
     * @param known grows by what is gone through
     * @param withChunks whether the bytes of chunks are read
     */
    ContentWalk(ContentReference content, ObjectSet known, boolean withChunks) {
        this.root = Optional.of(new NodeOutline.Child(content.form(), content.hash(), content.length()));
        this.known = known;
        this.withChunks = withChunks;
    }

    /** The next object; empty: that was the last. */
    Optional<Found> next(StoredObjects objects) {
        if (root.isPresent()) {
            NodeOutline.Child first = root.get();
            root = Optional.empty();
            enter(objects, first);
        }
        while (!path.isEmpty()) {
            Step step = path.element();
            if (step.next < step.outline.children().size()) {
                enter(objects, step.outline.children().get(step.next++));
            } else {
                path.pop();
                known.add(step.id);
                return Optional.of(new Found(step.object.form(), step.stored));
            }
        }
        return Optional.empty();
    }

    /** Goes through all that is left. */
    void goThrough(StoredObjects objects) {
        boolean more = true;
        while (more) {
            more = next(objects).isPresent();
        }
    }

    private void enter(StoredObjects objects, NodeOutline.Child child) {
        ContentHash hash = child.hash();
        long id = objects.id(child.form(), hash);
        if (known.contains(id)) {
            return;
        }
        if (child.form() == Form.BYTES) {
            Optional<StoredObjects.StoredObject> stored =
                    withChunks ? Optional.of(objects.read(id, hash)) : Optional.empty();
            path.push(new Step(child, id, stored, new NodeOutline(0, child.length(), List.of())));
            return;
        }
        StoredObjects.StoredObject stored = objects.read(id, hash);
        NodeOutline outline = NodeOutline.of(stored.raw());
        Step above = path.peek();
        if (outline.length() != child.length() || (above != null && above.outline.level() != outline.level() + 1)) {
            throw new CorruptStoreException("Content is not what refers to it says. hash=" + hash, null);
        }
        path.push(new Step(child, id, Optional.of(stored), outline));
    }
}
