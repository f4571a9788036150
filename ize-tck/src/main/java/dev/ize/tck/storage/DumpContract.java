package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Branch;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.Content;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.DumpSummary;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LoadSummary;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** What the tests of dumps share: replicas in directories of their own, and how they are compared. */
abstract class DumpContract extends StorageContract {
    private final List<FileSystemStorage> replicas = new ArrayList<>();

    /** A dump and what it was said to hold. */
    record Dump(byte[] bytes, DumpSummary summary) {}

    @AfterEach
    final void closeReplicas() {
        replicas.forEach(FileSystemStorage::close);
    }

    /** A new store. */
    final FileSystemStorage replica() {
        FileSystemStorage replica = open(directory.resolve("replica-" + replicas.size()));
        replicas.add(replica);
        return replica;
    }

    final Dump dump(DumpOptions options) {
        return dump(storage(), options);
    }

    static Dump dump(FileSystemStorage storage, DumpOptions options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DumpSummary summary = storage.dump(out, options, Progress.NONE);
        assertThat(summary.bytes()).isEqualTo(out.size());
        return new Dump(out.toByteArray(), summary);
    }

    static LoadSummary load(FileSystemStorage storage, byte[] dump) {
        return storage.load(new ByteArrayInputStream(dump), Progress.NONE);
    }

    /** Compares all that can be asked of two stores: names, logs, and the tree and content at each change. */
    static void assertSame(FileSystemStorage actual, FileSystemStorage expected) {
        assertThat(actual.verify(VerificationOptions.full(), Progress.NONE).findings())
                .isEmpty();
        assertThat(actual.branches()).isEqualTo(expected.branches());
        assertThat(actual.snapshots()).isEqualTo(expected.snapshots());
        for (Snapshot snapshot : expected.snapshots()) {
            assertSame(actual.atSnapshot(snapshot.name()), expected.atSnapshot(snapshot.name()));
        }
        for (BranchDescription branch : expected.branches()) {
            LogQuery all = LogQuery.oldestFirst(Integer.MAX_VALUE);
            List<LoggedOperation> log = expected.branch(branch.name()).log(all);
            assertThat(actual.branch(branch.name()).log(all)).isEqualTo(log);
            for (LoggedOperation line : log) {
                Point point = new Point(branch.id(), line.change().id().value());
                assertSame(
                        actual.branch(branch.name()).at(point),
                        expected.branch(branch.name()).at(point));
            }
            assertSame(
                    actual.branch(branch.name()).head(),
                    expected.branch(branch.name()).head());
        }
    }

    private static void assertSame(View actual, View expected) {
        assertThat(actual.chainHash()).isEqualTo(expected.chainHash());
        assertThat(actual.effectiveTime()).isEqualTo(expected.effectiveTime());
        List<Entry> entries = expected.walk(StorePath.ROOT).toList();
        assertThat(actual.walk(StorePath.ROOT).toList()).isEqualTo(entries);
        for (Entry entry : entries) {
            LogQuery all = LogQuery.newestFirst(Integer.MAX_VALUE);
            assertThat(actual.history(entry.path(), all)).isEqualTo(expected.history(entry.path(), all));
            assertThat(actual.extendedAttributes(entry.path()).keySet())
                    .isEqualTo(expected.extendedAttributes(entry.path()).keySet());
            if (entry.node() instanceof Node.File file && file.content().length() < 10 << 20) {
                assertThat(actual.read(entry.path())).isEqualTo(expected.read(entry.path()));
            }
        }
    }

    final void everyKindOfOperation() {
        createDirectory("/d");
        create("/d/small", "small");
        create("/d/large", noise(2_500_000, 3));
        Point early = head().point();
        storage().createSnapshot("early", head(), "the first");
        clock.move(Duration.ofSeconds(5));
        apply(change -> change.write(path("/d/large"), 1_200_000, Content.of(noise(1_500_000, 4)))
                .write(path("/d/small"), 2, Content.of("ALL"))
                .truncate(path("/d/small"), 3)
                .link(path("/d/small"), path("/linked"))
                .createSymlink(path("/symlink"), "d/small")
                .setPermissions(path("/d/small"), 0600)
                .add(new Operation.SetOwnership(path("/d"), 7, -2))
                .add(new Operation.SetTimestamps(path("/d"), Optional.of(START), Optional.empty()))
                .add(new Operation.SetExtendedAttribute(path("/d"), Name.of("user.x"), new byte[] {1, 2})));
        apply(change -> change.rename(path("/linked"), path("/moved"))
                .exchange(path("/moved"), path("/d"))
                .exchange(path("/moved"), path("/d"))
                .renameDirectory(path("/d"), path("/e"))
                .add(new Operation.RemoveExtendedAttribute(path("/e"), Name.of("user.x")))
                .replace(path("/e/large"), Content.of(new byte[0]))
                .deleteSymlink(path("/symlink")));
        apply(change -> change.restore(StorePath.ROOT, early));
        Branch side = storage().fork("side", main().at(early));
        apply(side, change -> change.delete(path("/d/small")).delete(path("/d/large")));
        apply(side, change -> change.deleteDirectory(path("/d")));
        storage().createSnapshot("late", head(), "");
        storage().deleteSnapshot("late");
    }
}
