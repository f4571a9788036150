package dev.ize.bench.targets;

import dev.ize.bench.history.Archive;
import dev.ize.bench.history.Contender;
import dev.ize.bench.history.GitProcess;
import dev.ize.bench.history.GitRepository;
import dev.ize.bench.history.IzeStore;
import dev.ize.bench.history.JGitRepository;
import dev.ize.bench.history.Release;
import dev.ize.bench.history.ReleaseTree;
import dev.ize.bench.history.WriteBack;
import dev.ize.bench.page.Unit;
import dev.ize.spi.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Series of releases recorded in turns by Ize on each engine, git and JGit, from a warm page cache; then the sizes of what
 * they kept, and checkouts of the last release.
 */
final class ImportLine implements Line {
    private static final String GIT = "git";
    private static final String GIT_UNFLUSHED = "git, unflushed";
    private static final String JGIT = "JGit";

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        if (scene.histories().isEmpty()) {
            findings.leaveOut(
                    "import", "There is no series of releases; the ize script fetches some, --history names some.");
        }
        for (Map.Entry<String, List<String>> history : scene.histories().entrySet()) {
            List<ReleaseTree> trees = new ArrayList<>();
            for (String directory : history.getValue()) {
                trees.add(ReleaseTree.of(Path.of(directory)));
            }
            new OneHistory(scene, findings, history.getKey(), trees).measure();
        }
    }

    /** One series. */
    private static final class OneHistory {
        private final Scene scene;
        private final Findings findings;
        private final String kind;
        private final List<ReleaseTree> trees;
        private final Map<String, Importer> importers = new LinkedHashMap<>();

        OneHistory(Scene scene, Findings findings, String kind, List<ReleaseTree> trees) {
            this.scene = scene;
            this.findings = findings;
            this.kind = kind;
            this.trees = trees;
        }

        void measure() throws Exception {
            for (String engine : scene.engines()) {
                importers.put(engine, new Importer(new IzeStore(engine, "", Durability.SYNC)));
            }
            Optional<String> git = GitProcess.version();
            git.ifPresent(version -> {
                importers.put(GIT, new Importer(new GitRepository(version, true)));
                importers.put(GIT_UNFLUSHED, new Importer(new GitRepository(version, false)));
            });
            importers.put(JGIT, new Importer(new JGitRepository(true)));
            try {
                Turns imports = importAll();
                Turns checkouts = checkOutAll();
                for (String engine : scene.engines()) {
                    reportImport(engine, imports, git.isPresent());
                    if (git.isPresent()) {
                        reportSize(engine);
                        findings.add(Finding.timesBetter(
                                "checkout-git",
                                kind,
                                engine,
                                checkouts.of(engine, "Ize", Unit.NANOSECONDS),
                                checkouts.of(GIT, GIT, Unit.NANOSECONDS)));
                    }
                }
                if (git.isEmpty()) {
                    findings.leaveOut("everything against git", "There is no git command here.");
                }
            } finally {
                for (Importer importer : importers.values()) {
                    importer.close();
                }
            }
        }

        private Turns importAll() throws Exception {
            Turns turns = new Turns();
            importers.forEach((name, importer) -> turns.add(name, importer::importAll));
            for (int i = 0; i < scene.size(4, 0); i++) {
                for (String engine : scene.engines()) {
                    importer(engine).importAll();
                }
            }
            turns.run(scene.size(1, 0), scene.size(4, 1));
            return turns;
        }

        /** Compares every release that Ize gives back, and the last one of all others, before any time counts. */
        private Turns checkOutAll() throws Exception {
            Turns turns = new Turns();
            for (Map.Entry<String, Importer> entry : importers.entrySet()) {
                Importer importer = entry.getValue();
                importer.settle();
                boolean isIze = scene.engines().contains(entry.getKey());
                for (int release = isIze ? 0 : trees.size() - 1; release < trees.size(); release++) {
                    importer.compare(release);
                }
                if (isIze || entry.getKey().equals(GIT)) {
                    turns.add(entry.getKey(), importer::checkOutLast);
                }
            }
            turns.run(scene.size(2, 0), scene.size(9, 1));
            return turns;
        }

        private Importer importer(String name) {
            return Objects.requireNonNull(importers.get(name), name);
        }

        private void reportImport(String engine, Turns imports, boolean hasGit) {
            Measured own = imports.of(engine, "Ize", Unit.NANOSECONDS);
            long bytes = trees.stream().mapToLong(ReleaseTree::bytes).sum();
            long files = trees.stream().mapToLong(tree -> tree.files().size()).sum();
            List<String> notes = List.of(
                    String.format(
                            Locale.ROOT, "%d releases, %,d files, %s", trees.size(), files, Unit.BYTES.text((double)
                                    bytes)),
                    "processor time of all threads: " + Unit.NANOSECONDS.text(importer(engine).processorNanos));
            if (hasGit) {
                findings.add(
                        Finding.timesBetter("import-git", kind, engine, own, imports.of(GIT, GIT, Unit.NANOSECONDS))
                                .with(notes));
                findings.add(Finding.timesBetter(
                        "import-git-unflushed",
                        kind,
                        engine,
                        own,
                        imports.of(GIT_UNFLUSHED, GIT_UNFLUSHED, Unit.NANOSECONDS)));
            }
            findings.add(
                    Finding.timesBetter("import-jgit", kind, engine, own, imports.of(JGIT, JGIT, Unit.NANOSECONDS)));
        }

        private void reportSize(String engine) {
            Importer own = importer(engine);
            Importer git = importer(GIT);
            Measured written = Measured.once("Ize", Unit.BYTES, own.written);
            Measured compacted = Measured.once("Ize, compacted", Unit.BYTES, own.settled);
            Measured unpacked = Measured.once("git before gc", Unit.BYTES, git.written);
            Measured packed = Measured.once("git after gc", Unit.BYTES, git.settled);
            findings.add(Finding.ratio("size-packed", kind, engine, written, packed));
            findings.add(Finding.ratio("size-compacted-packed", kind, engine, compacted, packed));
            findings.add(Finding.ratio("size-unpacked", kind, engine, written, unpacked));
            findings.add(Finding.ratio("size-compacted-unpacked", kind, engine, compacted, unpacked));
        }

        /** One contender, which records the series anew in each turn; what it made in the last turn stays open. */
        private final class Importer {
            private final Contender contender;
            private Optional<Archive> newest = Optional.empty();
            private double processorNanos;
            private double written;
            private double settled;

            Importer(Contender contender) {
                this.contender = contender;
            }

            double importAll() throws Exception {
                close();
                Path directory = scene.directory(contender.description().id());
                if (!scene.isQuick()) {
                    WriteBack.await();
                }
                Archive archive = contender.create(directory);
                newest = Optional.of(archive);
                long before = ProcessTime.nanos();
                double nanos = Turns.nanos(() -> {
                    for (ReleaseTree tree : trees) {
                        archive.record(
                                new Release(String.valueOf(tree.directory().getFileName()), tree.directory()));
                    }
                });
                processorNanos = ProcessTime.nanos() - before;
                return nanos;
            }

            private Archive archive() {
                return newest.orElseThrow();
            }

            /** Takes the size, packs or compacts, and takes it again. */
            void settle() throws IOException {
                written = archive().diskBytes();
                archive().upkeep();
                settled = archive().diskBytes();
            }

            void compare(int release) throws IOException {
                Path target = scene.directory("compared");
                archive().checkOut(release, target);
                Optional<String> mismatch = trees.get(release).firstMismatch(target);
                if (mismatch.isPresent()) {
                    throw new IllegalStateException(
                            contender.description().id() + " gives back other than was recorded: " + mismatch.get());
                }
            }

            double checkOutLast() throws Exception {
                Path target = scene.directory("checkout");
                double nanos = Turns.nanos(() -> archive().checkOut(trees.size() - 1, target));
                try (java.util.stream.Stream<Path> files = Files.list(target)) {
                    if (files.findAny().isEmpty()) {
                        throw new IllegalStateException("Nothing was checked out");
                    }
                }
                return nanos;
            }

            void close() throws IOException {
                if (newest.isPresent()) {
                    newest.get().close();
                    newest = Optional.empty();
                }
            }
        }
    }
}
