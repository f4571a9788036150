package dev.ize.bench.storage;

import dev.ize.bench.storage.ListingBenchmark.Beside;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Operation;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import java.util.Locale;
import java.util.Optional;

/**
 * One directory of live names, alone or beside what other branches and the past have put there: the cases that decided
 * the layout of ENTRIES. The snapshot {@code then} names its state before a tenth of the names, at least one, were
 * deleted and as many new ones made.
 *
 * @param beside what lies there besides the live names
 * @param live how many live names there are, in both states
 * @param branches how many forks there are, where there are any
 * @param deadNames how many names have died, where any have
 */
record ListedDirectory(Beside beside, int live, int branches, int deadNames) implements Recipe {
    static final String NAME = "listed-directory";
    static final String THEN = "then";
    static final StorePath DIRECTORY = StorePath.of("/directory");

    private static final int NAMES_PER_FORK = 10;
    private static final int SETTLING_ROUNDS = 100;

    @Override
    public void fill(FileSystemStorage storage) {
        Branch main = storage.mainBranch();
        main.apply(Change.by("bench").createDirectory(DIRECTORY).build());
        switch (beside) {
            case NOTHING -> make(main, "live", live);
            case FORKS -> besideForks(storage, main);
            case LINEAGE -> onLineage(storage, main);
            case DEAD_NAMES -> besideDeadNames(main);
        }
        Branch branch = branch(storage);
        storage.createSnapshot(THEN, branch.head(), "");
        if (beside == Beside.NOTHING) {
            replaceSome(branch);
        }
    }

    /** The branch whose directory is listed. */
    Branch branch(FileSystemStorage storage) {
        return beside == Beside.LINEAGE ? storage.branch("fork-" + branches) : storage.mainBranch();
    }

    private void besideForks(FileSystemStorage storage, Branch main) {
        make(main, "live", live);
        for (int i = 0; i < branches; i++) {
            make(storage.fork("fork-" + i, main.head()), "own-" + i, NAMES_PER_FORK);
        }
    }

    private void onLineage(FileSystemStorage storage, Branch main) {
        Branch branch = main;
        int made = 0;
        for (int i = 1; i <= branches; i++) {
            branch = storage.fork("fork-" + i, branch.head());
            int share = (int) ((long) live * i / branches) - made;
            if (share > 0) {
                make(branch, "live-" + i, share);
                made += share;
            }
        }
    }

    private void besideDeadNames(Branch main) {
        try (StagedChange stage = main.stage("bench", "make", "")) {
            for (int i = 0; i < deadNames; i++) {
                stage.add(new Operation.CreateFile(
                        name("dead", i), Content.of(new byte[0]), Change.DEFAULT_FILE_MODE, Optional.empty()));
            }
            stage.publish();
        }
        try (StagedChange stage = main.stage("bench", "delete", "")) {
            for (int i = 0; i < deadNames; i++) {
                stage.add(new Operation.DeleteFile(name("dead", i)));
            }
            stage.publish();
        }
        make(main, "live", live);
        // A store in use: engines that log-structure their data clear deletions away as reads and writes go on.
        for (int i = 0; i < SETTLING_ROUNDS; i++) {
            main.head().list(DIRECTORY);
            main.apply(Change.by("bench")
                    .create(StorePath.ROOT.resolve("settling-" + i), Content.of("x"))
                    .build());
        }
    }

    private void replaceSome(Branch branch) {
        Change.Builder change = Change.by("bench");
        int some = Math.max(1, live / 10);
        for (int i = 0; i < some; i++) {
            change.delete(name("live", i * (live / some)));
            change.create(name("new", i), Content.of(new byte[0]));
        }
        branch.apply(change.build());
    }

    private static void make(Branch branch, String prefix, int count) {
        Change.Builder change = Change.by("bench");
        for (int i = 0; i < count; i++) {
            change.create(name(prefix, i), Content.of(new byte[0]));
        }
        branch.apply(change.build());
    }

    private static StorePath name(String prefix, int number) {
        return DIRECTORY.resolve(String.format(Locale.ROOT, "%s-%07d.txt", prefix, number));
    }

    @Override
    public String toString() {
        return NAME + " " + beside + " " + live + " " + branches + " " + deadNames;
    }
}
