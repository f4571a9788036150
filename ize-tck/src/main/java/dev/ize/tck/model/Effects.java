package dev.ize.tck.model;

import dev.ize.spi.Attributes;
import dev.ize.spi.Content;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What an operation that fits makes of a tree. */
final class Effects {
    private final ModelTree tree;
    private final Instant effectiveTime;
    private final LongSupplier newIds;

    Effects(ModelTree tree, Instant effectiveTime, LongSupplier newIds) {
        this.tree = tree;
        this.effectiveTime = effectiveTime;
        this.newIds = newIds;
    }

    /** Whether an operation that fits is one that POSIX lets do nothing at all. */
    static boolean comesToNothing(ModelTree tree, Operation operation) {
        if (operation instanceof Operation.RenameFile rename) {
            return sameNode(tree, rename.from(), rename.path());
        }
        if (operation instanceof Operation.RenameDirectory rename) {
            return rename.from().equals(rename.path());
        }
        return operation instanceof Operation.ExchangeEntries exchange
                && sameNode(tree, exchange.other(), exchange.path());
    }

    private static boolean sameNode(ModelTree tree, StorePath one, StorePath other) {
        Optional<ModelNode> there = tree.find(other);
        return there.isPresent() && there.get().id() == tree.at(one).id();
    }

    ModelTree of(Operation operation) {
        if (comesToNothing(tree, operation)) {
            return tree;
        }
        if (operation instanceof Operation.CreateFile create) {
            Attributes attributes = ModelNode.attributesAt(create.mode(), time(create.modified()));
            return add(operation, ModelNode.file(newIds.getAsLong(), attributes, bytes(create.content())));
        }
        if (operation instanceof Operation.CreateDirectory create) {
            Attributes attributes = ModelNode.attributesAt(create.mode(), time(create.modified()));
            return add(operation, ModelNode.directory(newIds.getAsLong(), attributes));
        }
        if (operation instanceof Operation.CreateSymlink create) {
            Attributes attributes = ModelNode.attributesAt(0777, time(create.modified()));
            return add(operation, ModelNode.symlink(newIds.getAsLong(), attributes, create.target()));
        }
        if (operation instanceof Operation.DeleteFile
                || operation instanceof Operation.DeleteSymlink
                || operation instanceof Operation.DeleteDirectory) {
            return tree.unlink(operation.path());
        }
        if (operation instanceof Operation.RenameFile rename) {
            return rename(rename.from(), rename.path());
        }
        if (operation instanceof Operation.RenameDirectory rename) {
            return rename(rename.from(), rename.path());
        }
        if (operation instanceof Operation.CreateHardLink link) {
            return tree.link(link.path(), tree.at(link.existing()).id());
        }
        if (operation instanceof Operation.ExchangeEntries exchange) {
            long one = tree.at(exchange.other()).id();
            long other = tree.at(exchange.path()).id();
            return exchange(exchange, one, other);
        }
        return tree.with(changed(tree.at(operation.path()), operation));
    }

    private ModelTree add(Operation operation, ModelNode node) {
        return tree.with(node).link(operation.path(), node.id());
    }

    private ModelTree rename(StorePath from, StorePath to) {
        long moved = tree.at(from).id();
        ModelTree free = tree.find(to).isPresent() ? tree.unlink(to) : tree;
        return free.link(to, moved).withoutEntry(from);
    }

    /** Both parents are found before either entry changes, since one may be renamed by the exchange. */
    private ModelTree exchange(Operation.ExchangeEntries exchange, long one, long other) {
        long parentOfOne = tree.at(exchange.other().parent().orElseThrow()).id();
        long parentOfOther = tree.at(exchange.path().parent().orElseThrow()).id();
        ModelTree half = tree.with(
                tree.node(parentOfOne).withEntry(exchange.other().name().orElseThrow(), other));
        return half.with(
                half.node(parentOfOther).withEntry(exchange.path().name().orElseThrow(), one));
    }

    private ModelNode changed(ModelNode node, Operation operation) {
        Attributes old = node.attributes();
        if (operation instanceof Operation.WriteFile write) {
            return node.withContent(written(node, write), time(write.modified()));
        }
        if (operation instanceof Operation.TruncateFile truncate) {
            byte[] resized = Arrays.copyOf(node.bytes().toByteArray(), Math.toIntExact(truncate.size()));
            return node.withContent(resized, time(truncate.modified()));
        }
        if (operation instanceof Operation.ReplaceContent replace) {
            return node.withContent(bytes(replace.content()).toByteArray(), time(replace.modified()));
        }
        if (operation instanceof Operation.SetPermissions set) {
            return node.withAttributes(
                    new Attributes(set.mode(), old.owner(), old.group(), old.modified(), old.accessed()));
        }
        if (operation instanceof Operation.SetOwnership set) {
            return node.withAttributes(
                    new Attributes(old.mode(), set.owner(), set.group(), old.modified(), old.accessed()));
        }
        if (operation instanceof Operation.SetTimestamps set) {
            Instant modified = set.modified().orElse(old.modified());
            Instant accessed = set.accessed().orElse(old.accessed());
            return node.withAttributes(new Attributes(old.mode(), old.owner(), old.group(), modified, accessed));
        }
        if (operation instanceof Operation.SetExtendedAttribute set) {
            return node.withExtendedAttribute(set.name(), set.value());
        }
        if (operation instanceof Operation.RemoveExtendedAttribute remove) {
            return node.withoutExtendedAttribute(remove.name());
        }
        throw new IllegalArgumentException("The model does not know this operation: " + operation);
    }

    /** As POSIX: a write of no bytes does not extend the file, wherever it starts. */
    private static byte[] written(ModelNode node, Operation.WriteFile write) {
        byte[] old = node.bytes().toByteArray();
        byte[] added = bytes(write.content()).toByteArray();
        if (added.length == 0) {
            return old;
        }
        int offset = Math.toIntExact(write.offset());
        byte[] result = Arrays.copyOf(old, Math.max(old.length, offset + added.length));
        System.arraycopy(added, 0, result, offset, added.length);
        return result;
    }

    private Instant time(Optional<Instant> given) {
        return given.orElse(effectiveTime);
    }

    private static Content.Bytes bytes(Content content) {
        if (content instanceof Content.Bytes bytes) {
            return bytes;
        }
        throw new IllegalArgumentException("The model takes bytes only: " + content);
    }
}
