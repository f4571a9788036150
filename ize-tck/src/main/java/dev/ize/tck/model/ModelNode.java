package dev.ize.tck.model;

import dev.ize.spi.Attributes;
import dev.ize.spi.Content;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file, directory or symlink of the model: plain data that never changes. What its kind lacks is empty.
 *
 * @param id the model's own number, which says nothing about the storage's
 * @param bytes a file's content or a symlink's target
 * @param entries a directory's names and the nodes that they lead to
 */
record ModelNode(
        long id,
        NodeKind kind,
        Attributes attributes,
        Content.Bytes bytes,
        SortedMap<Name, Long> entries,
        SortedMap<Name, Content.Bytes> extendedAttributes) {
    private static final Content.Bytes NO_BYTES = bytesOf(new byte[0]);

    ModelNode {
        entries = Collections.unmodifiableSortedMap(entries);
        extendedAttributes = Collections.unmodifiableSortedMap(extendedAttributes);
    }

    static ModelNode file(long id, Attributes attributes, Content.Bytes content) {
        return new ModelNode(id, NodeKind.FILE, attributes, content, new TreeMap<>(), new TreeMap<>());
    }

    static ModelNode directory(long id, Attributes attributes) {
        return new ModelNode(id, NodeKind.DIRECTORY, attributes, NO_BYTES, new TreeMap<>(), new TreeMap<>());
    }

    static ModelNode symlink(long id, Attributes attributes, byte[] target) {
        return new ModelNode(id, NodeKind.SYMLINK, attributes, bytesOf(target), new TreeMap<>(), new TreeMap<>());
    }

    /** What a node has that is made at a time. */
    static Attributes attributesAt(int mode, Instant time) {
        return new Attributes(mode, 0, 0, time, time);
    }

    static Content.Bytes bytesOf(byte[] bytes) {
        return (Content.Bytes) Content.of(bytes);
    }

    boolean isDirectory() {
        return kind == NodeKind.DIRECTORY;
    }

    boolean isFile() {
        return kind == NodeKind.FILE;
    }

    /** The same node with another number. */
    ModelNode withId(long other) {
        return new ModelNode(other, kind, attributes, bytes, entries, extendedAttributes);
    }

    ModelNode withAttributes(Attributes changed) {
        return new ModelNode(id, kind, changed, bytes, entries, extendedAttributes);
    }

    /** The same file with a content that was set at a time. */
    ModelNode withContent(byte[] content, Instant modified) {
        Attributes old = attributes;
        Attributes changed = new Attributes(old.mode(), old.owner(), old.group(), modified, old.accessed());
        return new ModelNode(id, kind, changed, bytesOf(content), entries, extendedAttributes);
    }

    ModelNode withEntries(SortedMap<Name, Long> changed) {
        return new ModelNode(id, kind, attributes, bytes, changed, extendedAttributes);
    }

    ModelNode withEntry(Name name, long node) {
        SortedMap<Name, Long> changed = new TreeMap<>(entries);
        changed.put(name, node);
        return withEntries(changed);
    }

    ModelNode withoutEntry(Name name) {
        SortedMap<Name, Long> changed = new TreeMap<>(entries);
        changed.remove(name);
        return withEntries(changed);
    }

    ModelNode withExtendedAttribute(Name name, byte[] value) {
        SortedMap<Name, Content.Bytes> changed = new TreeMap<>(extendedAttributes);
        changed.put(name, bytesOf(value));
        return new ModelNode(id, kind, attributes, bytes, entries, changed);
    }

    ModelNode withoutExtendedAttribute(Name name) {
        SortedMap<Name, Content.Bytes> changed = new TreeMap<>(extendedAttributes);
        changed.remove(name);
        return new ModelNode(id, kind, attributes, bytes, entries, changed);
    }
}
