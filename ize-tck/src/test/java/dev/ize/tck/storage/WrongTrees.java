package dev.ize.tck.storage;

import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ways to make, describe, remove and list nodes wrongly. */
final class WrongTrees {
    private WrongTrees() {}

    static AlteredProvider puttingADirectoryIntoNewStores() {
        return new AlteredProvider((right, directory, options) -> {
            FileSystemStorage storage = right.open(directory, options);
            if (storage.statistics().operations() == 0) {
                storage.mainBranch()
                        .apply(Change.by("")
                                .createDirectory(StorePath.of("/lost+found"))
                                .build());
            }
            return storage;
        });
    }

    static AlteredProvider makingFilesOf1970() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.CreateFile create
                ? List.of(new Operation.CreateFile(
                        create.path(),
                        create.content(),
                        create.mode(),
                        Optional.of(create.modified().orElse(Instant.EPOCH))))
                : List.of(operation));
    }

    static AlteredProvider cuttingTimesToMillis() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.SetTimestamps set
                ? List.of(new Operation.SetTimestamps(
                        set.path(),
                        set.modified().map(time -> time.truncatedTo(ChronoUnit.MILLIS)),
                        set.accessed().map(time -> time.truncatedTo(ChronoUnit.MILLIS))))
                : List.of(operation));
    }

    static AlteredProvider touchingWhatItDescribes() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.SetPermissions set
                ? List.of(
                        set,
                        new Operation.SetTimestamps(
                                set.path(), Optional.of(head.effectiveTime().plusSeconds(1)), Optional.empty()))
                : List.of(operation));
    }

    static AlteredProvider overwritingWhatIsThere() {
        return ChangedOperations.rewriting(
                (operation, head) -> operation instanceof Operation.CreateFile create && isFile(head, create.path())
                        ? List.of(new Operation.ReplaceContent(create.path(), create.content(), create.modified()))
                        : List.of(operation));
    }

    static AlteredProvider makingMissingDirectories() {
        return ChangedOperations.rewriting((operation, head) -> {
            List<Operation> operations = new ArrayList<>(List.of(operation));
            if (operation instanceof Operation.CreateFile) {
                Optional<StorePath> above = operation.path().parent();
                while (above.isPresent() && head.find(above.get()).isEmpty()) {
                    operations.add(0, directory(above.get()));
                    above = above.get().parent();
                }
            }
            return operations;
        });
    }

    static AlteredProvider deletingAnyKind() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.DeleteFile
                        && head.find(operation.path())
                                .filter(entry -> entry.node() instanceof Node.Directory)
                                .isPresent()
                ? List.of(new Operation.DeleteDirectory(operation.path()))
                : List.of(operation));
    }

    static AlteredProvider deletingWholeTrees() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.DeleteDirectory
                ? deletions(head, operation.path())
                : List.of(operation));
    }

    /** What deletes all at a path and below it. */
    static List<Operation> deletions(View head, StorePath path) {
        List<Operation> deletions = new ArrayList<>();
        if (head.find(path).isPresent()) {
            head.walk(path).map(WrongTrees::deletion).forEach(deletions::add);
            Collections.reverse(deletions);
        }
        return deletions;
    }

    static Operation deletion(Entry entry) {
        return switch (entry.node().kind()) {
            case FILE -> new Operation.DeleteFile(entry.path());
            case DIRECTORY -> new Operation.DeleteDirectory(entry.path());
            case SYMLINK -> new Operation.DeleteSymlink(entry.path());
        };
    }

    static Operation directory(StorePath path) {
        return new Operation.CreateDirectory(path, Change.DEFAULT_DIRECTORY_MODE, Optional.empty());
    }

    static boolean isFile(View head, StorePath path) {
        return head.find(path)
                .filter(entry -> entry.node() instanceof Node.File)
                .isPresent();
    }

    static AlteredProvider knowingNodesByTheirPaths() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            return answer instanceof Entry entry && entry.node() instanceof Node.File file
                    ? new Entry(
                            entry.path(),
                            new Node.File(
                                    new NodeId(1000L + (entry.path().hashCode() & 0xffff)),
                                    file.attributes(),
                                    file.links(),
                                    file.content()))
                    : answer;
        });
    }

    static AlteredProvider followingSymlinks() {
        return AlteredProvider.altering(() -> call -> {
            if (call.target() instanceof View view && call.arguments().length > 0) {
                Object[] arguments = call.arguments().clone();
                if (arguments[0] instanceof StorePath path) {
                    arguments[0] = followed(view, path);
                    return call.proceed(arguments);
                }
            }
            return call.proceed();
        });
    }

    private static StorePath followed(View view, StorePath path) {
        StorePath followed = StorePath.ROOT;
        for (Name name : path.names()) {
            followed = followed.resolve(name);
            Optional<Node> node = view.find(followed).map(Entry::node);
            if (node.isPresent() && node.get() instanceof Node.Symlink symlink && symlink.target()[0] == '/') {
                followed = StorePath.of(new String(symlink.target(), StandardCharsets.UTF_8));
            }
        }
        return followed;
    }

    static AlteredProvider takingTargetsForText() {
        return ChangedOperations.rewriting((operation, head) -> {
            if (operation instanceof Operation.CreateSymlink create) {
                byte[] text = new String(create.target(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
                int length = Math.min(text.length, Node.Symlink.MAX_TARGET_BYTES);
                return List.of(
                        new Operation.CreateSymlink(create.path(), Arrays.copyOf(text, length), create.modified()));
            }
            return List.of(operation);
        });
    }

    static AlteredProvider cuttingLongAttributes() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.SetExtendedAttribute set
                        && set.value().length > 4096
                ? List.of(new Operation.SetExtendedAttribute(set.path(), set.name(), Arrays.copyOf(set.value(), 4096)))
                : List.of(operation));
    }

    static AlteredProvider keepingAttributesByPath() {
        Map<StorePath, Map<Name, byte[]>> kept = new HashMap<>();
        return ChangedOperations.rewriting((operation, head) -> {
            if (operation instanceof Operation.DeleteFile && isFile(head, operation.path())) {
                kept.put(operation.path(), head.extendedAttributes(operation.path()));
            }
            List<Operation> operations = new ArrayList<>(List.of(operation));
            if (operation instanceof Operation.CreateFile) {
                kept.getOrDefault(operation.path(), Map.of())
                        .forEach((name, value) ->
                                operations.add(new Operation.SetExtendedAttribute(operation.path(), name, value)));
            }
            return operations;
        });
    }

    static Content copyOf(View head, StorePath file) {
        return Content.of(head.read(file));
    }
}
