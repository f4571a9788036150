package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Attributes;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.Entry;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.tck.rule.Shows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files, directories and symlinks are made, described and removed as POSIX says. */
abstract class StorageTreeContract extends StorageContract {
    @Test
    @Shows("tree-1")
    void newStoreHasAnEmptyRootDirectory() {
        Entry root = head().entry(StorePath.ROOT);

        assertThat(root.node().id()).isEqualTo(NodeId.ROOT);
        assertThat(root.node().kind()).isEqualTo(NodeKind.DIRECTORY);
        assertThat(root.node().attributes()).isEqualTo(new Attributes(0755, 0, 0, START, START));
        assertThat(head().list(StorePath.ROOT)).isEmpty();
        assertThat(head().paths(NodeId.ROOT)).containsExactly(StorePath.ROOT);
    }

    @Test
    @Shows("tree-2")
    void newNodeHasTheTimeOfItsChangeAndNoOwner() {
        storage();
        clock.move(Duration.ofMinutes(5));

        apply(change -> change.create(path("/file"), Content.of("x"))
                .createDirectory(path("/directory"))
                .createSymlink(path("/symlink"), "target"));

        Instant now = clock.instant();
        assertThat(file("/file").attributes()).isEqualTo(new Attributes(0644, 0, 0, now, now));
        assertThat(head().entry(path("/directory")).node().attributes())
                .isEqualTo(new Attributes(0755, 0, 0, now, now));
        assertThat(head().entry(path("/symlink")).node().attributes()).isEqualTo(new Attributes(0777, 0, 0, now, now));
        assertThat(head().entry(StorePath.ROOT).node().attributes().modified()).isEqualTo(START);
    }

    @Test
    @Shows("tree-3")
    void givenTimesAndModesAreKeptToTheNanosecond() {
        Instant early = Instant.parse("1901-02-03T04:05:06.000000001Z");
        Instant late = Instant.parse("2900-02-03T04:05:06.999999999Z");

        apply(change -> change.add(new Operation.CreateFile(path("/file"), Content.of(""), 07777, Optional.of(early)))
                .add(new Operation.SetTimestamps(path("/file"), Optional.empty(), Optional.of(late)))
                .add(new Operation.SetOwnership(path("/file"), -1, 1000)));

        reopen();

        assertThat(file("/file").attributes()).isEqualTo(new Attributes(07777, -1, 1000, early, late));
    }

    @Test
    @Shows("tree-4")
    void writingSetsTheModificationTimeAndDescribingDoesNot() {
        create("/file", "x");
        clock.move(Duration.ofSeconds(1));
        Instant written = clock.instant();
        apply(change -> change.write(path("/file"), 0, Content.of("y")));
        clock.move(Duration.ofSeconds(1));

        apply(change -> change.setPermissions(path("/file"), 0400)
                .link(path("/file"), path("/link"))
                .rename(path("/file"), path("/renamed"))
                .add(new Operation.SetExtendedAttribute(path("/link"), Name.of("user.a"), new byte[1])));

        Attributes attributes = file("/renamed").attributes();
        assertThat(attributes).isEqualTo(new Attributes(0400, 0, 0, written, START));
    }

    @Test
    @Shows("tree-5")
    void rootCanBeDescribedButNotMovedNorRemoved() {
        createDirectory("/d");

        apply(change -> change.setPermissions(StorePath.ROOT, 0700).setModified(StorePath.ROOT, Instant.EPOCH));

        assertThat(head().entry(StorePath.ROOT).node().attributes())
                .isEqualTo(new Attributes(0700, 0, 0, Instant.EPOCH, START));
        assertRefused(Reason.ROOT, change -> change.deleteDirectory(StorePath.ROOT));
        assertRefused(Reason.ROOT, change -> change.renameDirectory(StorePath.ROOT, path("/d/r")));
        assertRefused(Reason.EXISTS, change -> change.createDirectory(StorePath.ROOT));
    }

    @Test
    @Shows("tree-6")
    void nothingIsMadeWhereSomethingIs() {
        create("/file", "x");
        createDirectory("/directory");

        for (String taken : List.of("/file", "/directory")) {
            assertRefused(Reason.EXISTS, change -> change.create(path(taken), Content.of("")));
            assertRefused(Reason.EXISTS, change -> change.createDirectory(path(taken)));
            assertRefused(Reason.EXISTS, change -> change.createSymlink(path(taken), "t"));
            assertRefused(Reason.EXISTS, change -> change.link(path("/file"), path(taken)));
        }
    }

    @Test
    @Shows("tree-7")
    void nothingIsMadeWithoutADirectoryAboveIt() {
        create("/file", "x");

        assertRefused(Reason.NOT_FOUND, change -> change.create(path("/no/file"), Content.of("")));
        assertRefused(Reason.NOT_FOUND, change -> change.createDirectory(path("/no/such/directory")));
        assertRefused(Reason.NOT_A_DIRECTORY, change -> change.create(path("/file/below"), Content.of("")));
        assertRefused(Reason.NOT_A_DIRECTORY, change -> change.createSymlink(path("/file/below/more"), "t"));
    }

    @Test
    @Shows("tree-8")
    void deletionIsForTheKindThatItNames() {
        create("/file", "x");
        createDirectory("/directory");
        apply(change -> change.createSymlink(path("/symlink"), "t"));

        assertRefused(Reason.IS_A_DIRECTORY, change -> change.delete(path("/directory")));
        assertRefused(Reason.NOT_A_FILE, change -> change.delete(path("/symlink")));
        assertRefused(Reason.NOT_A_DIRECTORY, change -> change.deleteDirectory(path("/file")));
        assertRefused(Reason.NOT_A_SYMLINK, change -> change.deleteSymlink(path("/file")));
        assertRefused(Reason.NOT_FOUND, change -> change.delete(path("/nothing")));
        assertRefused(Reason.NOT_FOUND, change -> change.deleteDirectory(path("/nothing")));
        assertRefused(Reason.NOT_FOUND, change -> change.deleteSymlink(path("/nothing")));

        apply(change ->
                change.delete(path("/file")).deleteDirectory(path("/directory")).deleteSymlink(path("/symlink")));
        assertThat(head().list(StorePath.ROOT)).isEmpty();
    }

    @Test
    @Shows("tree-9")
    void directoryWithEntriesIsNotDeleted() {
        createDirectory("/d");
        create("/d/file", "x");

        assertRefused(Reason.NOT_EMPTY, change -> change.deleteDirectory(path("/d")));

        apply(change -> change.delete(path("/d/file")).deleteDirectory(path("/d")));
        assertThat(head().find(path("/d"))).isEmpty();
    }

    @Test
    @Shows("tree-10")
    void recreatedFileIsAnotherNode() {
        create("/file", "old");
        NodeId old = node("/file");
        delete("/file");
        create("/file", "new");

        assertThat(node("/file")).isNotEqualTo(old);
        assertThat(head().findNode(old)).isEmpty();
        assertThat(head().paths(old)).isEmpty();
    }

    @Test
    @Shows("tree-11")
    void symlinkKeepsItsTargetAsBytesAndIsNotFollowed() {
        byte[] target = new byte[Node.Symlink.MAX_TARGET_BYTES];
        Arrays.fill(target, (byte) 0xff);
        create("/file", "x");
        apply(change -> change.add(new Operation.CreateSymlink(path("/odd"), target, Optional.empty()))
                .createSymlink(path("/plain"), "/file"));

        reopen();

        assertThat(((Node.Symlink) head().entry(path("/odd")).node()).target()).isEqualTo(target);
        Node.Symlink plain = (Node.Symlink) head().entry(path("/plain")).node();
        assertThat(plain.target()).isEqualTo("/file".getBytes(StandardCharsets.UTF_8));
        assertThat(plain.links()).isEqualTo(1);
    }

    @Test
    @Shows("tree-12")
    void pathsDoNotLeadThroughSymlinks() {
        apply(change -> change.createDirectory(path("/d"))
                .create(path("/d/file"), Content.of("x"))
                .createSymlink(path("/to-d"), "/d")
                .createSymlink(path("/to-file"), "/d/file"));

        assertThat(head().find(path("/to-d/file"))).isEmpty();
        assertThat(head().walk(path("/to-d")).count()).isEqualTo(1);
        assertThatThrownBy(() -> head().list(path("/to-d"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> head().read(path("/to-file"))).isInstanceOf(NotFoundException.class);
        assertRefused(Reason.NOT_A_DIRECTORY, change -> change.create(path("/to-d/new"), Content.of("")));
        assertRefused(Reason.NOT_A_FILE, change -> change.replace(path("/to-file"), Content.of("")));
        assertRefused(Reason.EXISTS, change -> change.createDirectory(path("/to-d")));
    }

    @Test
    @Shows("tree-13")
    void extendedAttributesAreSetReplacedAndRemoved() {
        byte[] longest = noise(Operation.SetExtendedAttribute.MAX_VALUE_BYTES, 1);
        Name a = Name.of("user.a");
        Name z = Name.of("z".repeat(255));
        create("/file", "x");
        apply(change -> change.add(new Operation.SetExtendedAttribute(path("/file"), z, longest))
                .add(new Operation.SetExtendedAttribute(path("/file"), a, new byte[0])));
        var before = head();

        reopen();
        Map<Name, byte[]> attributes = head().extendedAttributes(path("/file"));
        assertThat(attributes.keySet()).containsExactly(a, z);
        assertThat(attributes.get(a)).isEmpty();
        assertThat(attributes.get(z)).isEqualTo(longest);

        apply(change -> change.add(new Operation.SetExtendedAttribute(path("/file"), a, new byte[] {7}))
                .add(new Operation.RemoveExtendedAttribute(path("/file"), z)));
        assertThat(head().extendedAttributes(path("/file"))).containsOnlyKeys(a);
        assertThat(head().extendedAttributes(path("/file")).get(a)).containsExactly(7);
        assertThat(main().at(before.point()).extendedAttributes(path("/file"))).containsOnlyKeys(a, z);
        assertRefused(
                Reason.NO_SUCH_ATTRIBUTE,
                change -> change.add(new Operation.RemoveExtendedAttribute(path("/file"), z)));
    }

    @Test
    @Shows("tree-10")
    void extendedAttributesGoWithTheirNode() {
        Name name = Name.of("user.a");
        create("/file", "x");
        apply(change -> change.add(new Operation.SetExtendedAttribute(path("/file"), name, new byte[1])));
        delete("/file");
        create("/file", "y");

        assertThat(head().extendedAttributes(path("/file"))).isEmpty();
        assertThat(head().extendedAttributes(StorePath.ROOT)).isEmpty();
    }

    @Test
    @Shows("tree-14")
    void walkShowsADirectoryBeforeWhatIsInIt() {
        apply(change -> change.createDirectory(path("/b"))
                .create(path("/b/file"), Content.of(""))
                .create(path("/b-2"), Content.of(""))
                .create(path("/a"), Content.of(""))
                .createDirectory(path("/b/inner"))
                .create(path("/b/inner/x"), Content.of("")));

        assertThat(paths(head())).containsExactly("/a", "/b", "/b/file", "/b/inner", "/b/inner/x", "/b-2");
        assertThat(head().walk(path("/b/inner")).map(entry -> entry.path().toString()))
                .containsExactly("/b/inner", "/b/inner/x");
        assertThat(head().walk(path("/a")).count()).isEqualTo(1);
    }

    @Test
    @Shows("tree-15")
    void directoryThatLostManyNamesListsTheRest() {
        for (int round = 0; round < 3; round++) {
            apply(change -> {
                for (int i = 0; i < 1500; i++) {
                    change.create(path("/f" + i), Content.of(""));
                }
                return change;
            });
            apply(change -> {
                for (int i = 0; i < 1500; i++) {
                    change.delete(path("/f" + i));
                }
                return change;
            });
        }
        create("/last", "");

        assertThat(names(head(), "/")).containsExactly("last");
        assertThat(head().list(StorePath.ROOT, Optional.of(Name.of("f")), 1).entries())
                .hasSize(1);
    }
}
