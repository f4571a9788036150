package dev.ize.cli.tree;

import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A local file or directory and all below it, in the order of store paths: a directory right before what is
 * in it, names as unsigned bytes. Symlinks are entries and not followed.
 *
 * <p>For one thread, for which others list directories and ask for attributes ahead of it: nearly all that a walk takes is
 * the system's answers.
 *
 * <p>Memory is that of the names of the directories that are open, those from the top down to the current one, and of what
 * the {@link AheadThreads} have read.
 *
 * <p><i>Failure:</i> what cannot be read, or has a name or kind that no store can hold, goes to the {@link
 * Problems} and comes as left out. Only when the top itself cannot be read, there is an exception.
 */
final class LocalTree implements Iterator<LocalTree.Item> {
    /** A directory with more is listed when the walk comes to it: names of several such ones would fill the memory. */
    private static final int MAX_NAMES_AHEAD = 4096;

    private final LeaveOut leaveOut;
    private final Problems problems;
    private final AheadThreads threads;
    private final Deque<OpenDirectory> open = new ArrayDeque<>();
    private @Nullable Item next;

    /**
     * One step of the walk.
     *
     * @param path where it is
     * @param entry what is there; empty if that is left out, with all below it
     */
    record Item(StorePath path, Optional<LocalEntry> entry) {
        boolean isDirectory() {
            return entry.isPresent() && entry.get().kind() == NodeKind.DIRECTORY;
        }
    }

    /**
     * Starts at a file, which is at the path in the tree.
     *
     * @param threads look ahead, and are the caller's to close
     * @throws IOException if it cannot be read
     */
    LocalTree(Path file, StorePath path, LeaveOut leaveOut, Problems problems, AheadThreads threads)
            throws IOException {
        this.leaveOut = leaveOut;
        this.problems = problems;
        this.threads = threads;
        LocalAttributes attributes = LocalAttributes.read(file);
        NodeKind kind = attributes.kind().orElseThrow(() -> new IOException("it is no file, directory or symlink"));
        next = new Item(path, Optional.of(new LocalEntry(path, file, kind, attributes)));
        if (kind == NodeKind.DIRECTORY) {
            open.push(new OpenDirectory(list(next)));
        }
    }

    @Override
    public boolean hasNext() {
        while (next == null && !open.isEmpty()) {
            OpenDirectory directory = open.element();
            if (directory.hasNext()) {
                next = directory.next();
            } else {
                open.pop();
            }
        }
        return next != null;
    }

    @Override
    public Item next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Item item = next;
        next = null;
        return item;
    }

    /** Passes over what is in a directory that was the last item. */
    void skipBelow(StorePath path) {
        if (!open.isEmpty() && open.element().listing.path().equals(path)) {
            open.pop().drop();
        }
    }

    private DirectoryListing list(Item item) throws IOException {
        return Objects.requireNonNull(listAhead(item, Integer.MAX_VALUE));
    }

    private @Nullable DirectoryListing listAhead(Item item, int maxNames) throws IOException {
        return DirectoryListing.read(item.path(), item.entry().orElseThrow().file(), leaveOut, maxNames);
    }

    /** A directory on the way down to where the walk is. */
    private final class OpenDirectory {
        private static final int AHEAD = 2 * AheadThreads.COUNT;

        final DirectoryListing listing;
        private final Deque<AheadThreads.Task<DirectoryListing.Part>> parts = new ArrayDeque<>();
        /** The number of the first part that is not begun. */
        private int unbegunPart = 1;

        private List<Item> items;
        private int position;
        private final Deque<AheadThreads.Task<@Nullable DirectoryListing>> listings = new ArrayDeque<>();
        /** The place among the items before which the listing of every directory is begun. */
        private int unbegunItem;

        OpenDirectory(DirectoryListing listing) {
            this.listing = listing;
            this.items = take(listing.first());
        }

        private List<Item> take(DirectoryListing.Part part) {
            problems.addAll(part.problems());
            position = 0;
            unbegunItem = 0;
            return part.items();
        }

        boolean hasNext() {
            while (position == items.size() && (!parts.isEmpty() || unbegunPart < listing.parts())) {
                items = take(nextPart());
            }
            return position < items.size();
        }

        private DirectoryListing.Part nextPart() {
            lookAhead();
            if (parts.isEmpty()) {
                return listing.read(unbegunPart++);
            }
            try {
                return threads.take(parts.remove());
            } catch (IOException e) {
                throw new IllegalStateException("parts hold their failures", e);
            }
        }

        /** The next item; null if it is gone since it was listed. A directory is opened. */
        @Nullable
        Item next() {
            lookAhead();
            Item item = items.get(position++);
            if (!item.isDirectory()) {
                return item;
            }
            try {
                open.push(new OpenDirectory(listing(item)));
                return item;
            } catch (NoSuchFileException e) {
                return null;
            } catch (IOException e) {
                problems.add(item.path(), e);
                return new Item(item.path(), Optional.empty());
            }
        }

        private DirectoryListing listing(Item item) throws IOException {
            DirectoryListing begun = null;
            if (position <= unbegunItem) {
                begun = threads.take(listings.remove());
            } else {
                unbegunItem = position;
            }
            return begun == null ? list(item) : begun;
        }

        private void lookAhead() {
            while (unbegunPart < listing.parts() && parts.size() < AHEAD && threads.hasRoom()) {
                int part = unbegunPart++;
                parts.add(threads.begin(() -> listing.read(part)));
            }
            while (unbegunItem < items.size() && listings.size() < AHEAD && threads.hasRoom()) {
                Item item = items.get(unbegunItem++);
                if (item.isDirectory()) {
                    listings.add(threads.begin(() -> listAhead(item, MAX_NAMES_AHEAD)));
                }
            }
        }

        void drop() {
            parts.forEach(threads::drop);
            listings.forEach(threads::drop);
        }
    }
}
