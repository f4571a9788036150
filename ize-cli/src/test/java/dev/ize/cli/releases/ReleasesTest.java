package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.cli.CommandRun;
import dev.ize.spi.Branch;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Listing;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Successive releases of a real library, recorded on each engine, are all there as they were. */
@Tag("sweep")
final class ReleasesTest {
    static final List<String> BACKENDS = List.of("lmdb", "mvstore", "rocksdb");

    @TempDir
    static Path temporary;

    private static List<Release> releases;
    private static final Map<String, RecordedReleases> STORES = new LinkedHashMap<>();

    @BeforeAll
    static void recordReleases() throws IOException {
        releases = Releases.unpack(Files.createDirectory(temporary.resolve("releases")));
        for (String backend : BACKENDS) {
            STORES.put(backend, RecordedReleases.record(releases, backend, temporary.resolve("store-" + backend)));
        }
    }

    @Test
    void releasesHoldSeveralHundredFilesAndDiffer() {
        assertThat(releases).hasSizeGreaterThanOrEqualTo(10);
        assertThat(releases)
                .allSatisfy(release -> assertThat(release.tree().nodes().values())
                        .filteredOn(node -> node.kind() == NodeKind.FILE)
                        .hasSizeGreaterThan(600));
        assertThat(releases).extracting(Release::tree).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("BACKENDS")
    void eachReleaseIsOneChangeNamedAfterIt(String backend) {
        try (FileSystemStorage storage = STORES.get(backend).open()) {
            List<ChangeDescription> changes = RecordedReleases.changes(storage);

            assertThat(changes).extracting(ChangeDescription::message).isEqualTo(names());
            assertThat(changes).extracting(ChangeDescription::author).containsOnly("ann");
        }
    }

    @ParameterizedTest
    @FieldSource("BACKENDS")
    void everyReleaseIsCheckedOutAsItWas(String backend, TestReporter reporter) throws Exception {
        reporter.publishEntry(
                "compared by", DirectoryDiff.isAvailable() ? "Java and diff -r" : "Java; there is no diff");
        List<String> points;
        try (FileSystemStorage storage = STORES.get(backend).open()) {
            points = RecordedReleases.changes(storage).stream()
                    .map(change -> change.id().toString())
                    .toList();
        }

        for (int i = 0; i < releases.size(); i++) {
            assertCheckedOut(backend, points.get(i), releases.get(i));
        }
    }

    @ParameterizedTest
    @FieldSource("BACKENDS")
    void releaseIsCheckedOutByTheTimeAtWhichItWasTheNewest(String backend) throws Exception {
        int last = releases.size() - 1;

        assertCheckedOut(backend, "-1d", releases.get(last));
        assertCheckedOut(backend, "-47h", releases.get(last - 1));
        assertCheckedOut(backend, "2026-01-01T12:00:01Z", releases.get(4));
    }

    private static void assertCheckedOut(String backend, String point, Release release) throws Exception {
        RecordedReleases store = STORES.get(backend);
        Path target = temporary.resolve("checkout-" + backend + "-" + release.name() + "-" + point.replace(':', '-'));

        CommandRun.at(
                        store.clock(),
                        temporary,
                        "checkout",
                        "--store",
                        store.directory().toString(),
                        "--at",
                        point,
                        target.toString())
                .done();

        assertThat(TreeDifference.between(release.tree(), LocalTree.of(target))).isEqualTo(TreeDifference.NONE);
        assertThat(DirectoryDiff.between(release.directory(), target)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("BACKENDS")
    void everyViewHoldsWhatTheReleaseHolds(String backend) {
        try (FileSystemStorage storage = STORES.get(backend).open()) {
            List<View> views = views(storage);

            for (int i = 0; i < releases.size(); i++) {
                LocalTree seen = LocalTree.of(views.get(i));
                assertThat(TreeDifference.between(releases.get(i).tree(), seen)).isEqualTo(TreeDifference.NONE);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("BACKENDS")
    void everyListingIsThatOfTheModel(String backend) {
        try (FileSystemStorage storage = STORES.get(backend).open()) {
            List<View> views = views(storage);

            for (int i = 0; i < releases.size(); i++) {
                View view = views.get(i);
                children(releases.get(i).tree()).forEach((directory, children) -> {
                    assertThat(named(view.list(directory))).isEqualTo(children);
                    assertThat(named(pages(view, directory))).isEqualTo(children);
                });
            }
        }
    }

    @ParameterizedTest
    @FieldSource("BACKENDS")
    void pathsOfOtherReleasesAreNotFound(String backend) {
        Set<StorePath> all = allPaths();
        try (FileSystemStorage storage = STORES.get(backend).open()) {
            List<View> views = views(storage);

            for (int i = 0; i < releases.size(); i++) {
                Set<StorePath> found = new HashSet<>(all);
                View view = views.get(i);
                found.removeIf(path -> view.find(path).isEmpty());
                assertThat(found).isEqualTo(releases.get(i).tree().nodes().keySet());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("BACKENDS")
    void everyHistoryIsThatOfTheModel(String backend) {
        try (FileSystemStorage storage = STORES.get(backend).open()) {
            ModelHistory model = new ModelHistory(releases, RecordedReleases.changes(storage));
            View head = storage.mainBranch().head();

            allPaths().forEach(path -> model.check(path, head.history(path, ModelHistory.ALL)));
        }
    }

    @ParameterizedTest
    @FieldSource("BACKENDS")
    void differenceOfTwoReleasesIsThatOfTheModel(String backend) {
        try (FileSystemStorage storage = STORES.get(backend).open()) {
            List<View> views = views(storage);

            for (int i = 0; i < releases.size(); i++) {
                for (int j : new int[] {0, Math.max(0, i - 1), i, Math.min(i + 1, releases.size() - 1)}) {
                    new ModelDifference(releases.get(i).tree(), releases.get(j).tree())
                            .check(storage.difference(views.get(i), views.get(j)), Math.abs(i - j) == 1);
                }
            }
        }
    }

    @Test
    void headHashFromTheBytesReadBackIsEqualOnAllEngines() throws IOException {
        Map<String, ContentHash> hashes = new TreeMap<>();

        for (String backend : BACKENDS) {
            try (FileSystemStorage storage = STORES.get(backend).open()) {
                Branch main = storage.mainBranch();
                hashes.put(backend, new RecomputedChain(main).head());
                assertThat(main.head().chainHash()).isEqualTo(hashes.get(backend));
            }
        }

        assertThat(hashes.values()).hasSize(3).containsOnly(hashes.get("lmdb"));
    }

    @Test
    void stateDigestsAreEqualOnAllEngines() throws IOException {
        Map<String, List<ContentHash>> digests = new TreeMap<>();

        for (String backend : BACKENDS) {
            try (FileSystemStorage storage = STORES.get(backend).open()) {
                List<ContentHash> ofBackend = new ArrayList<>();
                for (View view : views(storage)) {
                    ofBackend.add(StateDigest.of(view));
                }
                digests.put(backend, ofBackend);
            }
        }

        assertThat(digests.values()).hasSize(3).containsOnly(digests.get("lmdb"));
        assertThat(digests.get("lmdb")).hasSameSizeAs(releases).doesNotHaveDuplicates();
    }

    @Test
    void hashesOfABranchWithOperationsOfEveryKindAreEqualOnAllEngines() throws IOException {
        Map<String, List<ContentHash>> hashes = new TreeMap<>();

        for (String backend : BACKENDS) {
            try (FileSystemStorage storage = STORES.get(backend).open()) {
                Branch edited = EditedBranch.make(storage, views(storage).get(0).point());
                assertThat(kinds(edited)).isEqualTo(kindsThatALogCanHave());
                hashes.put(backend, List.of(new RecomputedChain(edited).head(), StateDigest.of(edited.head())));
            }
        }

        assertThat(hashes.values()).hasSize(3).containsOnly(hashes.get("lmdb"));
    }

    private static Set<Class<?>> kinds(Branch branch) {
        Set<Class<?>> kinds = new HashSet<>();
        RecomputedChain.log(branch).forEach(line -> kinds.add(line.operation().getClass()));
        return kinds;
    }

    private static Set<Class<?>> kindsThatALogCanHave() {
        Set<Class<?>> kinds = new HashSet<>(List.of(Operation.class.getPermittedSubclasses()));
        kinds.remove(Operation.Restore.class);
        return kinds;
    }

    private static List<String> names() {
        return releases.stream().map(Release::name).toList();
    }

    private static List<View> views(FileSystemStorage storage) {
        return RecordedReleases.changes(storage).stream()
                .map(change -> storage.mainBranch().at(change.id()))
                .toList();
    }

    private static Set<StorePath> allPaths() {
        Set<StorePath> all = new TreeSet<>();
        releases.forEach(release -> all.addAll(release.tree().nodes().keySet()));
        return all;
    }

    private static Map<StorePath, Map<Name, NodeKind>> children(LocalTree tree) {
        Map<StorePath, Map<Name, NodeKind>> children = new TreeMap<>();
        tree.nodes().forEach((path, node) -> {
            if (node.kind() == NodeKind.DIRECTORY) {
                children.put(path, new LinkedHashMap<>());
            }
            path.parent()
                    .ifPresent(parent -> children.get(parent).put(path.name().orElseThrow(), node.kind()));
        });
        return children;
    }

    private static Map<Name, NodeKind> named(List<DirectoryEntry> entries) {
        Map<Name, NodeKind> named = new LinkedHashMap<>();
        entries.forEach(entry -> named.put(entry.name(), entry.kind()));
        return named;
    }

    private static List<DirectoryEntry> pages(View view, StorePath directory) {
        List<DirectoryEntry> all = new ArrayList<>();
        Optional<Name> after = Optional.empty();
        do {
            Listing page = view.list(directory, after, 7);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(7);
            all.addAll(page.entries());
            after = page.last();
        } while (after.isPresent());
        return all;
    }
}
