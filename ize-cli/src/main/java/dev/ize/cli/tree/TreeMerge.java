package dev.ize.cli.tree;

import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a local tree and a view's tree side by side, in the order of paths, in memory that does not grow
 * with them.
 */
final class TreeMerge {
    private final LocalTree local;
    private final HeadTree head;
    private final LeaveOut leaveOut;
    private final Visitor visitor;
    private LocalTree.@Nullable Item nextLocal;
    /** The last entry of the view that is gone from the disk, as one of its kind: what is below it is gone too. */
    private @Nullable StorePath gone;

    /** Learns what is where. */
    interface Visitor {
        /** An entry is on disk only. */
        void localOnly(LocalEntry entry) throws IOException;

        /** An entry is in the view only; what is below it comes so too. */
        void headOnly(HeadTree.Numbered entry);

        /** An entry is on both sides and of one kind. */
        void both(LocalEntry entry, HeadTree.Numbered before) throws IOException;

        /**
         * An entry is on both sides and of different kinds. What is below it in the view comes as {@link
         * #headOnly}; what is below it on disk does not come.
         */
        void replaced(LocalEntry entry, HeadTree.Numbered before);

        /** An entry of the view is to stay as it is, because the path is left out of the comparison. */
        void leftOut(HeadTree.Numbered entry);
    }

    TreeMerge(LocalTree local, HeadTree head, LeaveOut leaveOut, Visitor visitor) {
        this.local = local;
        this.head = head;
        this.leaveOut = leaveOut;
        this.visitor = visitor;
    }

    /** Goes through both to their ends; the visitor's failures pass through. */
    void run() throws IOException {
        LocalTree.Item item = peekLocal();
        HeadTree.Numbered entry = head.peek();
        while (item != null || entry != null) {
            int order = item == null ? 1 : entry == null ? -1 : item.path().compareTo(entry.path());
            if (order <= 0) {
                nextLocal = null;
            }
            if (order >= 0) {
                head.advance();
            }
            if (order < 0 && item != null) {
                if (item.entry().isPresent()) {
                    visitor.localOnly(item.entry().get());
                }
            } else if (order > 0 && entry != null) {
                headOnly(entry);
            } else if (item != null && entry != null) {
                meet(item, entry);
            }
            item = peekLocal();
            entry = head.peek();
        }
    }

    private LocalTree.@Nullable Item peekLocal() {
        if (nextLocal == null && local.hasNext()) {
            nextLocal = local.next();
        }
        return nextLocal;
    }

    private void headOnly(HeadTree.Numbered entry) {
        boolean belowGone = gone != null && entry.path().startsWith(gone);
        if (belowGone) {
            visitor.headOnly(entry);
        } else if (leaveOut.matches(entry.path(), isDirectory(entry))) {
            leaveOut(entry);
        } else {
            gone = entry.path();
            visitor.headOnly(entry);
        }
    }

    private void meet(LocalTree.Item item, HeadTree.Numbered entry) throws IOException {
        if (item.entry().isEmpty()) {
            leaveOut(entry);
            return;
        }
        LocalEntry onDisk = item.entry().get();
        if (onDisk.kind() == entry.entry().node().kind()) {
            visitor.both(onDisk, entry);
        } else {
            local.skipBelow(onDisk.path());
            gone = entry.path();
            visitor.replaced(onDisk, entry);
        }
    }

    private void leaveOut(HeadTree.Numbered entry) {
        visitor.leftOut(entry);
        HeadTree.Numbered below = head.peek();
        while (below != null && below.path().startsWith(entry.path())) {
            head.advance();
            visitor.leftOut(below);
            below = head.peek();
        }
    }

    private static boolean isDirectory(HeadTree.Numbered entry) {
        return entry.entry().node().kind() == NodeKind.DIRECTORY;
    }
}
