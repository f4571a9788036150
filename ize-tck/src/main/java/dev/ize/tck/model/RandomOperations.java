package dev.ize.tck.model;

import dev.ize.spi.Attributes;
import dev.ize.spi.Content;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Operations that mostly fit a tree, over few names, so that they meet. */
final class RandomOperations {
    private static final int MAX_DEPTH = 4;

    /** Among them: two cases, a composed and a decomposed letter, a name that starts like another, an emoji. */
    private static final List<String> NAMES = List.of("a", "b", "A", "c", "ab", "\u00e9", "e\u0301", "\ud83c\udf33");

    private final SplittableRandom random;
    private final RandomContents contents;

    RandomOperations(SplittableRandom random) {
        this.random = random;
        contents = new RandomContents(random);
    }

    Operation next(ModelTree tree) {
        int roll = random.nextInt(100);
        if (roll < 34) {
            return making(tree, roll);
        }
        if (roll < 56) {
            return writing(tree, roll);
        }
        if (roll < 82) {
            return moving(tree, roll);
        }
        return roll < 90 ? deleting(tree, roll) : describing(tree, roll);
    }

    private Operation making(ModelTree tree, int roll) {
        if (roll < 16) {
            return new Operation.CreateFile(fresh(tree), contents.next(), random.nextInt(01000), time());
        }
        if (roll < 25) {
            return new Operation.CreateDirectory(fresh(tree), random.nextInt(01000), time());
        }
        if (roll < 28) {
            return new Operation.CreateSymlink(fresh(tree), "../to".getBytes(StandardCharsets.UTF_8), time());
        }
        return new Operation.CreateHardLink(pick(tree, node -> !node.isDirectory()), fresh(tree));
    }

    private Operation writing(ModelTree tree, int roll) {
        StorePath file = pick(tree, ModelNode::isFile);
        int size = tree.find(file).map(node -> (int) node.bytes().length()).orElse(0);
        if (roll < 44) {
            int past = random.nextInt(20) == 0 ? 100 << 10 : 20;
            Content bytes = contents.next();
            return new Operation.WriteFile(file, random.nextInt(size + past), bytes, time());
        }
        if (roll < 50) {
            int past = random.nextInt(20) == 0 ? 100 << 10 : 20;
            return new Operation.TruncateFile(file, random.nextInt(size + past), time());
        }
        return new Operation.ReplaceContent(file, contents.next(), time());
    }

    private Operation moving(ModelTree tree, int roll) {
        if (roll < 68) {
            return new Operation.RenameFile(
                    pick(tree, node -> !node.isDirectory()), target(tree, node -> !node.isDirectory()));
        }
        if (roll < 77) {
            return new Operation.RenameDirectory(
                    pick(tree, ModelNode::isDirectory), target(tree, ModelNode::isDirectory));
        }
        return new Operation.ExchangeEntries(pick(tree, node -> true), pick(tree, node -> true));
    }

    private Operation deleting(ModelTree tree, int roll) {
        if (roll < 86) {
            return new Operation.DeleteFile(pick(tree, ModelNode::isFile));
        }
        if (roll < 89) {
            return new Operation.DeleteDirectory(
                    pick(tree, node -> node.isDirectory() && node.entries().isEmpty()));
        }
        return new Operation.DeleteSymlink(pick(tree, node -> !node.isDirectory() && !node.isFile()));
    }

    private Operation describing(ModelTree tree, int roll) {
        StorePath path = pick(tree, node -> true);
        if (roll < 93) {
            return new Operation.SetPermissions(path, random.nextInt(Attributes.MAX_MODE + 1));
        }
        if (roll < 95) {
            return new Operation.SetTimestamps(path, time(), time());
        }
        if (roll < 96) {
            return new Operation.SetOwnership(path, random.nextInt(), random.nextInt());
        }
        if (roll < 98) {
            byte[] value = contents.next().toByteArray();
            return new Operation.SetExtendedAttribute(path, name(), value.length > 1000 ? new byte[1000] : value);
        }
        StorePath described = pick(tree, node -> !node.extendedAttributes().isEmpty());
        Name attribute = tree.find(described)
                .flatMap(node -> node.extendedAttributes().keySet().stream().findFirst())
                .orElseGet(this::name);
        return new Operation.RemoveExtendedAttribute(described, attribute);
    }

    Name name() {
        return Name.of(NAMES.get(random.nextInt(NAMES.size())));
    }

    /** Any path, whether or not there is anything. */
    StorePath anyPath() {
        StorePath path = StorePath.ROOT;
        for (int depth = random.nextInt(MAX_DEPTH + 1); depth > 0; depth--) {
            path = path.resolve(name());
        }
        return path;
    }

    /** A path in an existing directory, free or not. */
    private StorePath fresh(ModelTree tree) {
        if (random.nextInt(25) == 0) {
            return anyPath();
        }
        StorePath directory = oneOf(tree, node -> node.isDirectory());
        return directory.names().size() < MAX_DEPTH ? directory.resolve(name()) : anyPath();
    }

    private StorePath target(ModelTree tree, Predicate<ModelNode> kind) {
        return random.nextInt(5) < 3 ? fresh(tree) : pick(tree, kind);
    }

    /** A path of what is asked for, mostly. */
    private StorePath pick(ModelTree tree, Predicate<ModelNode> kind) {
        return random.nextInt(30) == 0 ? anyPath() : oneOf(tree, kind);
    }

    /** Below the root if anything is there; any path if nothing is as asked for. */
    private StorePath oneOf(ModelTree tree, Predicate<ModelNode> kind) {
        List<StorePath> paths = tree.walk().entrySet().stream()
                .filter(entry -> kind.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (paths.isEmpty()) {
            return anyPath();
        }
        int picked = random.nextInt(paths.size());
        boolean root = paths.get(picked).isRoot() && paths.size() > 1 && random.nextInt(4) > 0;
        return paths.get(root ? 1 + random.nextInt(paths.size() - 1) : picked);
    }

    private Optional<Instant> time() {
        if (random.nextInt(6) > 0) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(
                random.nextLong(-3_000_000_000L, 30_000_000_000L), random.nextInt(1_000_000_000)));
    }
}
