package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import dev.ize.tck.rule.Shows;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Renames, hard links and exchanges keep identities and follow POSIX at every edge. */
abstract class StorageRenameContract extends StorageContract {
    @Test
    @Shows("tree-22")
    void renamedFileKeepsItsIdentity() {
        create("/a", "text");
        createDirectory("/d");
        NodeId node = node("/a");

        rename("/a", "/d/b");

        assertThat(node("/d/b")).isEqualTo(node);
        assertThat(head().paths(node)).containsExactly(path("/d/b"));
        assertThat(head().find(path("/a"))).isEmpty();
    }

    @Test
    @Shows("tree-23")
    void renamedDirectoryTakesAllBelowItAlong() {
        apply(change -> change.createDirectory(path("/a"))
                .createDirectory(path("/a/b"))
                .create(path("/a/b/file"), Content.of("text"))
                .createDirectory(path("/target")));
        NodeId directory = node("/a");
        NodeId file = node("/a/b/file");

        apply(change -> change.renameDirectory(path("/a"), path("/target/c")));

        assertThat(paths(head())).containsExactly("/target", "/target/c", "/target/c/b", "/target/c/b/file");
        assertThat(node("/target/c")).isEqualTo(directory);
        assertThat(node("/target/c/b/file")).isEqualTo(file);
        assertThat(head().paths(file)).containsExactly(path("/target/c/b/file"));
    }

    @Test
    @Shows("tree-25")
    void renameOverAFileReplacesIt() {
        create("/new", "new");
        create("/file", "old");
        NodeId replaced = node("/file");
        NodeId renamed = node("/new");

        rename("/new", "/file");

        assertThat(text("/file")).isEqualTo("new");
        assertThat(node("/file")).isEqualTo(renamed);
        assertThat(head().findNode(replaced)).isEmpty();
        assertThat(names(head(), "/")).containsExactly("file");
    }

    @Test
    @Shows("tree-26")
    void replacedFileLivesOnAtItsOtherLinks() {
        create("/new", "new");
        create("/file", "old");
        apply(change -> change.link(path("/file"), path("/other")));

        rename("/new", "/file");

        assertThat(text("/other")).isEqualTo("old");
        assertThat(file("/other").links()).isEqualTo(1);
        assertThat(text("/file")).isEqualTo("new");
    }

    @Test
    @Shows("tree-25")
    void renameOverASymlinkReplacesIt() {
        create("/file", "text");
        apply(change -> change.createSymlink(path("/symlink"), "elsewhere"));

        rename("/file", "/symlink");

        assertThat(text("/symlink")).isEqualTo("text");
        apply(change -> change.createSymlink(path("/s"), "t").rename(path("/s"), path("/symlink")));
        assertThat(head().entry(path("/symlink")).node()).isInstanceOf(Node.Symlink.class);
    }

    @Test
    @Shows("tree-27")
    void renameOverAnEmptyDirectoryReplacesIt() {
        apply(change -> change.createDirectory(path("/a"))
                .create(path("/a/file"), Content.of("x"))
                .createDirectory(path("/empty")));
        NodeId renamed = node("/a");

        apply(change -> change.renameDirectory(path("/a"), path("/empty")));

        assertThat(node("/empty")).isEqualTo(renamed);
        assertThat(paths(head())).containsExactly("/empty", "/empty/file");
    }

    @Test
    @Shows("tree-27")
    void renameOverADirectoryWithEntriesIsRefused() {
        apply(change -> change.createDirectory(path("/a"))
                .createDirectory(path("/full"))
                .create(path("/full/file"), Content.of("x")));

        assertRefused(Reason.NOT_EMPTY, change -> change.renameDirectory(path("/a"), path("/full")));
        assertRefused(
                Reason.NOT_EMPTY,
                change -> change.renameDirectory(path("/full"), path("/full"))
                        .renameDirectory(path("/a"), path("/full")));
    }

    @Test
    @Shows("tree-28")
    void renameBetweenKindsIsRefused() {
        create("/file", "x");
        createDirectory("/directory");

        assertRefused(Reason.IS_A_DIRECTORY, change -> change.rename(path("/file"), path("/directory")));
        assertRefused(Reason.IS_A_DIRECTORY, change -> change.rename(path("/directory"), path("/free")));
        assertRefused(Reason.NOT_A_DIRECTORY, change -> change.renameDirectory(path("/directory"), path("/file")));
        assertRefused(Reason.NOT_A_DIRECTORY, change -> change.renameDirectory(path("/file"), path("/free")));
    }

    @Test
    @Shows("tree-29")
    void renameOfWhatIsNotThereOrToNowhereIsRefused() {
        create("/file", "x");

        assertRefused(Reason.NOT_FOUND, change -> change.rename(path("/nothing"), path("/free")));
        assertRefused(Reason.NOT_FOUND, change -> change.rename(path("/nothing"), path("/nothing")));
        assertRefused(Reason.NOT_FOUND, change -> change.rename(path("/file"), path("/no/directory")));
        assertRefused(Reason.NOT_A_DIRECTORY, change -> change.rename(path("/file"), path("/file/below")));
        assertRefused(Reason.ROOT, change -> change.rename(path("/file"), StorePath.ROOT));
    }

    @Test
    @Shows("tree-30")
    void directoryCannotBeMovedBelowItself() {
        apply(change ->
                change.createDirectory(path("/a")).createDirectory(path("/a/b")).createDirectory(path("/ab")));

        assertRefused(Reason.INTO_ITSELF, change -> change.renameDirectory(path("/a"), path("/a/c")));
        assertRefused(Reason.INTO_ITSELF, change -> change.renameDirectory(path("/a"), path("/a/b/c")));
        assertRefused(Reason.INTO_ITSELF, change -> change.renameDirectory(path("/a"), path("/a/b")));

        apply(change -> change.renameDirectory(path("/a"), path("/ab/a")));
        assertThat(paths(head())).containsExactly("/ab", "/ab/a", "/ab/a/b");
    }

    @Test
    @Shows("tree-31")
    void renameThatChangesNothingIsNotRecorded() {
        create("/file", "x");
        createDirectory("/d");
        apply(change -> change.link(path("/file"), path("/link")));

        assertNothingRecorded(change -> change.rename(path("/file"), path("/file")));
        assertNothingRecorded(change -> change.rename(path("/file"), path("/link")));
        assertNothingRecorded(change -> change.renameDirectory(path("/d"), path("/d")));
        assertNothingRecorded(change -> change.exchange(path("/d"), path("/d")));
        assertNothingRecorded(change -> change.exchange(path("/file"), path("/link")));

        assertThat(names(head(), "/")).containsExactly("d", "file", "link");
    }

    private void assertNothingRecorded(UnaryOperator<Change.Builder> operations) {
        Point before = head().point();

        AppliedChange applied = apply(operations);

        assertThat(applied.operations()).isZero();
        assertThat(applied.point()).isEqualTo(before);
        assertThat(head().point()).isEqualTo(before);
    }

    @Test
    @Shows("tree-32")
    void hardLinkIsAnotherPathOfTheSameNode() {
        create("/file", "old");
        createDirectory("/d");

        apply(change -> change.link(path("/file"), path("/d/link")));
        apply(change -> change.write(path("/d/link"), 0, Content.of("new")));

        assertThat(text("/file")).isEqualTo("new");
        assertThat(node("/d/link")).isEqualTo(node("/file"));
        assertThat(file("/file").links()).isEqualTo(2);
        assertThat(head().paths(node("/file"))).containsExactlyInAnyOrder(path("/file"), path("/d/link"));

        delete("/file");
        assertThat(text("/d/link")).isEqualTo("new");
        assertThat(file("/d/link").links()).isEqualTo(1);
        assertThat(head().paths(node("/d/link"))).containsExactly(path("/d/link"));
    }

    @Test
    @Shows("tree-33")
    void linksAreForFilesAndSymlinksOnly() {
        createDirectory("/d");
        apply(change -> change.createSymlink(path("/symlink"), "target"));

        apply(change -> change.link(path("/symlink"), path("/second")));

        assertThat(node("/second")).isEqualTo(node("/symlink"));
        assertRefused(Reason.IS_A_DIRECTORY, change -> change.link(path("/d"), path("/link")));
        assertRefused(Reason.NOT_FOUND, change -> change.link(path("/nothing"), path("/link")));
        assertRefused(Reason.EXISTS, change -> change.link(path("/symlink"), path("/second")));
    }

    @Test
    @Shows("tree-34")
    void exchangeSwapsEntriesOfAnyKind() {
        apply(change -> change.create(path("/file"), Content.of("text"))
                .createDirectory(path("/d"))
                .createDirectory(path("/d/sub"))
                .create(path("/d/sub/inner"), Content.of("inner")));
        NodeId file = node("/file");
        NodeId sub = node("/d/sub");

        apply(change -> change.exchange(path("/file"), path("/d/sub")));

        assertThat(paths(head())).containsExactly("/d", "/d/sub", "/file", "/file/inner");
        assertThat(node("/d/sub")).isEqualTo(file);
        assertThat(node("/file")).isEqualTo(sub);
        assertThat(head().paths(file)).containsExactly(path("/d/sub"));
        assertThat(head().paths(sub)).containsExactly(path("/file"));
        assertThat(text("/file/inner")).isEqualTo("inner");
    }

    @Test
    @Shows("tree-30")
    void exchangeWithWhatLiesBelowIsRefused() {
        apply(change -> change.createDirectory(path("/a"))
                .createDirectory(path("/a/b"))
                .create(path("/a/b/file"), Content.of("")));

        assertRefused(Reason.INTO_ITSELF, change -> change.exchange(path("/a"), path("/a/b")));
        assertRefused(Reason.INTO_ITSELF, change -> change.exchange(path("/a/b/file"), path("/a")));
        assertRefused(Reason.NOT_FOUND, change -> change.exchange(path("/a"), path("/nothing")));
        assertRefused(Reason.ROOT, change -> change.exchange(path("/a"), StorePath.ROOT));
    }
}
