package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.Content;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.memory.InMemoryProvider;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A difference looks at the nodes that operations touched, or, where those operations are more than the nodes that
 * were ever made, walks both trees: whichever way, it is the same difference.
 */
final class DifferencePathsTest {
    private static final int SEEDS = 60;
    private static final int OPERATIONS = 30;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "ab");

    /** Nodes that are made first, so that there are more of them than operations between two views. */
    private static final int FILLERS = 4 * OPERATIONS;

    @TempDir
    Path directory;

    @Test
    void differenceIsTheSameHoweverItIsFound() {
        Set<DifferenceLine.Kind> kinds = EnumSet.noneOf(DifferenceLine.Kind.class);
        Set<DifferenceLine.Aspect> aspects = new HashSet<>();
        try (FileSystemStorage storage = new InMemoryProvider().open(directory, StorageOptions.defaults())) {
            View empty = makeFillers(storage.mainBranch());
            for (int seed = 1; seed <= SEEDS; seed++) {
                for (DifferenceLine line : compare(storage, empty, seed)) {
                    kinds.add(line.kind());
                    aspects.addAll(line.aspects());
                }
            }
        }
        assertThat(kinds).as("what the seeds met").hasSize(DifferenceLine.Kind.values().length);
        assertThat(aspects).as("what the seeds met").hasSize(DifferenceLine.Aspect.values().length);
    }

    /** Two branches of one beginning; the second then gets operations that come to nothing. */
    private static List<DifferenceLine> compare(FileSystemStorage storage, View empty, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Branch left = storage.fork("left" + seed, empty);
        applySome(left, random);
        Branch right = storage.fork("right" + seed, left.head());
        applySome(right, random);
        if (random.nextBoolean()) {
            applySome(left, random);
        }
        View before = left.head();
        View after = right.head();
        StorePath prefix = random.nextInt(4) == 0 ? StorePath.of("/a") : StorePath.ROOT;

        List<DifferenceLine> touched = storage.difference(before, after, prefix);
        List<DifferenceLine> back = storage.difference(after, before, prefix);
        pad(right, storage.statistics().nodes() + 1);

        assertThat(storage.difference(before, right.head(), prefix))
                .as("seed " + seed)
                .isEqualTo(touched);
        assertThat(storage.difference(right.head(), before, prefix))
                .as("seed " + seed)
                .isEqualTo(back);
        return touched;
    }

    private static View makeFillers(Branch main) {
        View empty = main.head();
        Change.Builder change = Change.by("tester");
        for (int i = 0; i < FILLERS; i++) {
            change.createDirectory(StorePath.of("/filler" + i));
        }
        main.apply(change.build());
        return empty;
    }

    /** More operations than the given number, after which the tree is as it was. */
    private static void pad(Branch branch, long number) {
        int mode = branch.head().entry(StorePath.ROOT).node().attributes().mode();
        try (StagedChange stage = branch.stage("tester", "", "")) {
            for (long i = 0; i <= number; i += 2) {
                stage.add(new Operation.SetPermissions(StorePath.ROOT, mode ^ 1));
                stage.add(new Operation.SetPermissions(StorePath.ROOT, mode));
            }
            assertThat(stage.publish().operations()).isGreaterThan(number);
        }
    }

    /** Applies operations one by one; those that do not fit the tree are none. */
    private static void applySome(Branch branch, SplittableRandom random) {
        int refused = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            try {
                branch.apply(
                        Change.by("tester").add(next(branch.head(), random)).build());
            } catch (ChangeRefusedException e) {
                refused++;
            }
        }
        assertThat(refused).isLessThan(OPERATIONS);
    }

    private static Operation next(View view, SplittableRandom random) {
        List<Entry> entries = view.walk(StorePath.ROOT).toList();
        Entry one = entries.get(random.nextInt(entries.size()));
        StorePath path = one.path();
        StorePath fresh = fresh(entries, random);
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Operation.CreateFile(fresh, Content.of("" + random.nextInt(3)), 0644, Optional.empty());
            case 2, 3 -> new Operation.CreateDirectory(fresh, 0755, Optional.empty());
            case 4 -> new Operation.CreateSymlink(fresh, new byte[] {'t'}, Optional.empty());
            case 5 -> new Operation.CreateHardLink(path, fresh);
            case 6, 7 ->
                one.node().kind() == NodeKind.DIRECTORY
                        ? new Operation.RenameDirectory(path, fresh)
                        : new Operation.RenameFile(path, fresh);
            case 8 ->
                new Operation.ExchangeEntries(
                        path, entries.get(random.nextInt(entries.size())).path());
            case 9 -> deletion(one);
            case 10 ->
                one.node() instanceof Node.File
                        ? new Operation.ReplaceContent(path, Content.of("" + random.nextInt(3)), Optional.empty())
                        : new Operation.SetPermissions(path, random.nextInt(01000));
            default ->
                new Operation.SetExtendedAttribute(path, Name.of("user.a"), new byte[] {(byte) random.nextInt(3)});
        };
    }

    private static StorePath fresh(List<Entry> entries, SplittableRandom random) {
        List<StorePath> directories = entries.stream()
                .filter(entry -> entry.node().kind() == NodeKind.DIRECTORY)
                .map(Entry::path)
                .toList();
        return directories.get(random.nextInt(directories.size())).resolve(NAMES.get(random.nextInt(NAMES.size())));
    }

    private static Operation deletion(Entry entry) {
        return switch (entry.node().kind()) {
            case FILE -> new Operation.DeleteFile(entry.path());
            case DIRECTORY -> new Operation.DeleteDirectory(entry.path());
            case SYMLINK -> new Operation.DeleteSymlink(entry.path());
        };
    }
}
