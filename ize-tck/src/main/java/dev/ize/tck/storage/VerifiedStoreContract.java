package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineProvider;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.AppliedChange;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.Progress;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationFinding.Place;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of verification share: a store with something of everything, and ways to damage it. */
abstract class VerifiedStoreContract extends StorageContract {
    @Override
    abstract EngineProvider provider();

    static final long MAIN = 1;
    static final Name ATTRIBUTE = Name.of("user.kind");

    /** The seqs of the changes on the main branch, which are of one operation each, but for {@link #pair}. */
    long createdA;

    long createdDirectory;
    long createdBig;
    long createdChunk;
    long setAttribute;
    long changedMode;
    long renamed;

    /** Seq of the second of two operations of one change. */
    long pair;

    long nodeA;
    long nodeDirectory;
    long nodeBig;
    long nodeChunk;

    @BeforeEach
    void fill() {
        createdA = seq(create("/a", "a small text"));
        createdDirectory = seq(createDirectory("/d"));
        createdBig = seq(create("/d/big", noise(1_500_000, 1)));
        createdChunk = seq(create("/d/chunk", noise(20_000, 2)));
        setAttribute = seq(apply(
                change -> change.add(new Operation.SetExtendedAttribute(path("/a"), ATTRIBUTE, new byte[] {1, 2, 3}))));
        changedMode = seq(apply(change -> change.setPermissions(path("/a"), 0600)));
        pair = seq(apply(change -> change.create(path("/p"), Content.of("p")).create(path("/q"), Content.of("q"))));
        renamed = seq(apply(change -> change.rename(path("/q"), path("/d/q"))));
        storage().createSnapshot("mark", head(), "");
        storage().fork("side", head());
        apply(storage().branch("side"), change -> change.delete(path("/p")));
        apply(storage().branch("side"), change -> change.create(path("/s"), Content.of("side")));
        create("/last", "the newest change stays as it is");
        nodeA = node("/a").value();
        nodeDirectory = node("/d").value();
        nodeBig = node("/d/big").value();
        nodeChunk = node("/d/chunk").value();
    }

    /** Changes records while the store is closed. */
    final void damage(Consumer<BareStore> change) {
        closeStorage();
        try (BareStore store = BareStore.open(provider(), storeDirectory())) {
            change.accept(store);
        }
    }

    final VerificationReport verify() {
        return verify(VerificationOptions.full());
    }

    final VerificationReport verify(VerificationOptions options) {
        return storage().verify(options, Progress.NONE);
    }

    /** Verifies, and there is one finding: it is of a kind and names a path first. */
    final VerificationFinding assertFinds(Kind kind, String path) {
        VerificationFinding finding = assertFinds(kind);
        assertThat(finding.places()).as(finding.toString()).isNotEmpty();
        assertThat(finding.places().get(0).path()).as(finding.toString()).contains(path(path));
        return finding;
    }

    /** Verifies, fully and quickly, and there is one finding, of a kind. */
    final VerificationFinding assertFinds(Kind kind) {
        List<VerificationFinding> quick =
                verify(VerificationOptions.withoutContentBytes()).findings();
        VerificationReport full = verify();
        assertThat(full.findings()).hasSize(1);
        assertThat(full.found()).isOne();
        assertThat(full.isSound()).isFalse();
        VerificationFinding finding = full.findings().get(0);
        assertThat(finding.kind()).as(finding.toString()).isEqualTo(kind);
        assertThat(quick).as("quick verification").containsExactly(finding);
        return finding;
    }

    final List<Kind> kinds() {
        return verify().findings().stream()
                .map(VerificationFinding::kind)
                .distinct()
                .sorted()
                .toList();
    }

    static List<String> paths(VerificationFinding finding) {
        return finding.places().stream()
                .map(Place::path)
                .map(path -> path.map(Object::toString).orElse("?"))
                .toList();
    }

    static byte[] version(byte[] prefix, long seq) {
        return Keys.version(prefix, MAIN, seq);
    }

    static byte[] nodeVersion(long node, long seq) {
        return version(Keys.nodePrefix(node), seq);
    }

    static byte[] entryVersion(long parent, String name, long seq) {
        return version(Keys.entryPrefix(parent, Name.of(name)), seq);
    }

    /** The content of a version of a file, as its record has it. */
    static ContentLocation content(BareStore store, long node, long seq) {
        byte[] key = nodeVersion(node, seq);
        return NodeRecord.decode(key, store.get(Keyspaces.NODES, key)).fileContent();
    }

    /** The key of the root object of a version's content. */
    static byte[] objectKey(BareStore store, long node, long seq) {
        ContentLocation.InContent place =
                (ContentLocation.InContent) content(store, node, seq).place();
        return Keys.content(place.id());
    }

    /** The key under which that object is found by its hash. */
    static byte[] idKey(BareStore store, long node, long seq) {
        ContentReference reference = content(store, node, seq).reference();
        return Keys.contentId(reference.form(), reference.hash().toByteArray());
    }

    private static long seq(AppliedChange change) {
        return change.point().sequence();
    }
}
