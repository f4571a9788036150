package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.Entry;
import dev.ize.spi.Listing;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;

/** Compares what a view shows with a tree of the model. */
final class TreeComparison {
    private final Counterparts counterparts;

    TreeComparison(Counterparts counterparts) {
        this.counterparts = counterparts;
    }

    /** Every entry by one walk; the bytes of contents that were not read before. */
    void compare(View view, ModelTree tree) {
        SortedMap<StorePath, ModelNode> expected = tree.walk();
        List<Entry> actual = view.walk(StorePath.ROOT).toList();
        assertThat(actual).extracting(Entry::path).as("paths of the walk").containsExactlyElementsOf(expected.keySet());
        for (Entry entry : actual) {
            ModelNode node = expected.get(entry.path());
            compareNode(view, entry, tree, Objects.requireNonNull(node));
        }
    }

    private void compareNode(View view, Entry entry, ModelTree tree, ModelNode expected) {
        StorePath path = entry.path();
        Node actual = entry.node();
        assertThat(actual.kind()).as("kind of %s", path).isEqualTo(expected.kind());
        counterparts.checkNode(actual.id(), expected.id());
        assertThat(actual.attributes()).as("attributes of %s", path).isEqualTo(expected.attributes());
        if (actual instanceof Node.File file) {
            assertThat(file.links()).as("links of %s", path).isEqualTo(tree.links(expected.id()));
            if (!counterparts.checkContent(file.content(), expected.bytes())) {
                assertThat(view.read(path))
                        .as("bytes of %s", path)
                        .isEqualTo(expected.bytes().toByteArray());
            }
        } else if (actual instanceof Node.Symlink symlink) {
            assertThat(symlink.links()).as("links of %s", path).isEqualTo(tree.links(expected.id()));
            assertThat(symlink.target())
                    .as("target of %s", path)
                    .isEqualTo(expected.bytes().toByteArray());
        }
        Map<Name, byte[]> attributes = view.extendedAttributes(path);
        assertThat(attributes.keySet())
                .as("extended attributes of %s", path)
                .containsExactlyElementsOf(expected.extendedAttributes().keySet());
        attributes.forEach((name, value) -> assertThat(ModelNode.bytesOf(value))
                .as("extended attribute %s of %s", name, path)
                .isEqualTo(expected.extendedAttributes().get(name)));
    }

    /** Everything that the view can be asked about the tree, at paths that are there and at one that is not. */
    void compareDeeply(View view, ModelTree tree, SplittableRandom random, StorePath anyPath) {
        compare(view, tree);
        tree.walk().forEach((path, node) -> {
            assertThat(view.entry(path)).isEqualTo(view.find(path).orElseThrow());
            assertThat(view.entry(path).path()).isEqualTo(path);
            Node found = view.entry(path).node();
            counterparts.checkNode(found.id(), node.id());
            assertThat(view.findNode(found.id())).as("node of %s", path).contains(found);
            assertThat(view.paths(found.id()))
                    .as("paths of the node at %s", path)
                    .containsExactlyInAnyOrderElementsOf(tree.paths(node.id()));
            if (node.isDirectory()) {
                compareListing(view, path, tree, node, 1 + random.nextInt(4));
            } else if (node.isFile()) {
                compareRange(view, path, node, random);
            }
        });
        compareMissing(view, tree, anyPath);
        compareBelow(view, tree, anyPath);
    }

    private void compareListing(View view, StorePath path, ModelTree tree, ModelNode directory, int limit) {
        List<DirectoryEntry> paged = new ArrayList<>();
        Optional<Name> after = Optional.empty();
        do {
            Listing page = view.list(path, after, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            paged.addAll(page.entries());
            after = page.last();
        } while (after.isPresent());
        assertThat(paged).as("pages of %s", path).isEqualTo(view.list(path));
        assertThat(paged)
                .extracting(DirectoryEntry::name)
                .as("names in %s", path)
                .containsExactlyElementsOf(directory.entries().keySet());
        for (DirectoryEntry entry : paged) {
            ModelNode child =
                    tree.node(Objects.requireNonNull(directory.entries().get(entry.name())));
            assertThat(entry.kind()).isEqualTo(child.kind());
            counterparts.checkNode(entry.node(), child.id());
        }
    }

    private void compareRange(View view, StorePath path, ModelNode file, SplittableRandom random) {
        byte[] bytes = file.bytes().toByteArray();
        int from = random.nextInt(bytes.length + 1);
        int length = Math.min(random.nextInt(1 + (random.nextInt(4) == 0 ? 100_000 : 100)), bytes.length - from);
        try (SeekableByteChannel channel = view.open(path)) {
            assertThat(channel.size()).isEqualTo(bytes.length);
            channel.position(from);
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            assertThat(buffer.array())
                    .as("%d bytes of %s from %d", length, path, from)
                    .isEqualTo(Arrays.copyOfRange(bytes, from, from + length));
        } catch (IOException e) {
            throw new AssertionError("A range of " + path + " cannot be read", e);
        }
        if (random.nextInt(8) == 0) {
            assertThat(view.read(path)).as("bytes of %s", path).isEqualTo(bytes);
        }
        try (StoredContent content = view.content(path)) {
            counterparts.checkContent(content.reference(), file.bytes());
        }
    }

    private static void compareMissing(View view, ModelTree tree, StorePath path) {
        if (tree.find(path).isEmpty()) {
            assertThat(view.find(path)).as("entry at %s", path).isEmpty();
            assertThatThrownBy(() -> view.entry(path)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> view.read(path)).isInstanceOf(NotFoundException.class);
        } else if (!tree.at(path).isFile()) {
            assertThatThrownBy(() -> view.read(path)).isInstanceOf(NotFoundException.class);
        }
        if (tree.find(path).filter(ModelNode::isDirectory).isEmpty()) {
            assertThatThrownBy(() -> view.list(path)).isInstanceOf(NotFoundException.class);
        }
    }

    private static void compareBelow(View view, ModelTree tree, StorePath path) {
        if (tree.find(path).isPresent()) {
            Iterator<StorePath> walked = view.walk(path).map(Entry::path).iterator();
            assertThat(walked)
                    .toIterable()
                    .as("walk from %s", path)
                    .containsExactlyElementsOf(tree.walk(path).keySet());
        }
    }

    /** A node that is not in the tree is not in the view, although it was or will be in others. */
    void compareAbsent(View view, ModelTree tree, long node) {
        Optional<NodeId> id = counterparts.node(node).filter(it -> !tree.contains(node));
        id.ifPresent(absent -> {
            assertThat(view.findNode(absent)).as("node %s", absent).isEmpty();
            assertThat(view.paths(absent)).as("paths of node %s", absent).isEmpty();
        });
    }
}
