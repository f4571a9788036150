package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.spi.BackendOptions;
import dev.ize.spi.Content;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorageOptions.OpenMode;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.View;
import dev.ize.tck.Profile;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Stores are made and opened as asked, by one at a time, and keep everything. */
abstract class StorageOpenContract extends StorageContract {
    @Test
    @Shows("life-1")
    void reopenedStoreHasEverything() {
        apply(change -> change.createDirectory(path("/d"))
                .create(path("/d/small"), Content.of("text"))
                .create(path("/d/large"), Content.of(noise(500_000, 1)))
                .createSymlink(path("/s"), "target")
                .link(path("/d/small"), path("/l")));
        storage().fork("fork", head());
        apply(storage().branch("fork"), change -> change.delete(path("/l")));
        Snapshot snapshot = storage().createSnapshot("v1", head(), "why");
        View before = head();
        List<Object> entries = List.copyOf(before.walk(path("/")).toList());

        for (int i = 0; i < 3; i++) {
            reopen();
        }

        assertThat(head().walk(path("/")).toList()).isEqualTo(entries);
        assertThat(head().point()).isEqualTo(before.point());
        assertThat(head().read(path("/d/large"))).isEqualTo(noise(500_000, 1));
        assertThat(storage().snapshots()).containsExactly(snapshot);
        assertThat(paths(storage().branch("fork").head())).containsExactly("/d", "/d/large", "/d/small", "/s");
        assertThat(storage().statistics().operations()).isEqualTo(6);
        assertThat(storage().statistics().branches()).isEqualTo(2);
        assertThat(storage().statistics().snapshots()).isEqualTo(1);
    }

    @Test
    @Shows("life-2")
    void numbersGoOnAfterReopening() {
        var first = create("/a", "1");
        storage().fork("fork", head());
        storage().deleteBranch("fork");
        var node = node("/a");

        reopen();
        var second = create("/b", "2");

        assertThat(second.point().sequence()).isGreaterThan(first.point().sequence() + 2);
        assertThat(node("/b")).isNotEqualTo(node);
        assertThat(storage().fork("again", head()).id().value()).isGreaterThan(2);
    }

    @Test
    @Shows("life-3")
    void storageTellsWhatItIs() throws IOException {
        assertThat(storage().backend()).isEqualTo(provider().id());
        assertThat(storage().directory().isAbsolute()).isTrue();
        assertThat(Files.isSameFile(storage().directory(), storeDirectory())).isTrue();
        assertThat(storage().backendOptions()).isEqualTo(provider().defaultOptions());
        assertThat(storage().backendOptions().backend()).isEqualTo(provider().id());
        assertThat(FileSystemStorages.backendOf(storeDirectory()))
                .contains(provider().id());
        assertThat(provider().description()).isNotBlank();
        assertThat(provider().id()).matches("[a-z0-9-]+");
    }

    @Test
    @Shows("life-1")
    void bothDurabilitiesKeepWhatWasAcknowledged() {
        for (Durability durability : Durability.values()) {
            Path store = directory.resolve("store-" + durability);
            try (FileSystemStorage storage =
                    provider().open(store, options().durability(durability).build())) {
                apply(storage.mainBranch(), change -> change.create(path("/file"), Content.of("text")));
                storage.sync();
            }
            try (FileSystemStorage storage = open(store)) {
                assertThat(text(storage.mainBranch().head(), "/file")).isEqualTo("text");
            }
        }
    }

    /** File channels that an interrupt reaches are closed; the lock or the engine was gone before it was open. */
    @Test
    @Shows("life-19")
    void interruptedThreadOpensAndClosesStores() {
        for (String state : List.of("made", "opened")) {
            Thread.currentThread().interrupt();
            try {
                storage();
            } finally {
                assertThat(Thread.interrupted())
                        .as("interrupt after a store was " + state)
                        .isTrue();
            }
            create("/" + state, "x");

            Thread.currentThread().interrupt();
            try {
                closeStorage();
            } finally {
                assertThat(Thread.interrupted())
                        .as("interrupt after it was closed")
                        .isTrue();
            }
        }
        assertThat(paths(head())).containsExactly("/made", "/opened");
    }

    @Test
    @Shows("life-4")
    void missingStoreIsNotMadeWhereOneMustExist() {
        assertThatThrownBy(() -> provider()
                        .open(
                                storeDirectory(),
                                options().mode(OpenMode.EXISTING).build()))
                .isInstanceOf(StoreUnusableException.class);
        assertThat(storeDirectory()).doesNotExist();
    }

    @Test
    @Shows("life-6")
    void directoryThatHoldsAnythingIsNoPlaceForANewStore() throws IOException {
        Files.createDirectories(storeDirectory());
        Files.writeString(storeDirectory().resolve("letter.txt"), "mine");

        for (OpenMode mode : List.of(OpenMode.CREATE_NEW, OpenMode.CREATE_IF_MISSING)) {
            assertThatThrownBy(() -> provider()
                            .open(storeDirectory(), options().mode(mode).build()))
                    .isInstanceOf(StoreUnusableException.class);
        }
        try (Stream<Path> files = Files.list(storeDirectory())) {
            assertThat(files).containsExactly(storeDirectory().resolve("letter.txt"));
        }
    }

    @Test
    @Shows("life-5")
    void storeIsNotMadeAnewWhereOneIs() {
        create("/file", "x");
        closeStorage();

        assertThatThrownBy(() -> provider()
                        .open(
                                storeDirectory(),
                                options().mode(OpenMode.CREATE_NEW).build()))
                .isInstanceOf(NameTakenException.class);
        assertThat(text("/file")).isEqualTo("x");
    }

    @Test
    @Shows("life-7")
    void storeIsMadeInAnEmptyDirectory() throws IOException {
        Files.createDirectories(storeDirectory());
        try (FileSystemStorage storage = provider()
                .open(storeDirectory(), options().mode(OpenMode.CREATE_NEW).build())) {
            assertThat(storage.mainBranch().head().list(path("/"))).isEmpty();
        }
        try (FileSystemStorage storage = provider()
                .open(storeDirectory(), options().mode(OpenMode.EXISTING).build())) {
            assertThat(storage.branches()).hasSize(1);
        }
    }

    @Test
    @Shows("life-8")
    void storeOfAnotherBackendIsRefused() throws IOException {
        create("/file", "x");
        closeStorage();
        setProperty("backend", "another");

        assertThatThrownBy(() -> open(storeDirectory()))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("another");
    }

    @Test
    @Shows("life-9")
    void storeOfANewerFormatIsRefused() throws IOException {
        create("/file", "x");
        closeStorage();
        setProperty("format", "999");

        assertThatThrownBy(() -> open(storeDirectory()))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("999");
    }

    private void setProperty(String key, String value) throws IOException {
        Path file = storeDirectory().resolve(FileSystemStorages.PROPERTIES_FILE);
        Properties properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        }
        assertThat(properties).containsKey(key);
        properties.setProperty(key, value);
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    @Test
    @Shows("life-10")
    void unknownOptionsAreRefused() {
        assertThatThrownBy(() -> provider().parseOptions(Map.of("no-such-option", "1")))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("no-such-option");
        assertThatThrownBy(() -> provider()
                        .open(
                                storeDirectory(),
                                options().option("no-such-option", "1").build()))
                .isInstanceOf(StoreUnusableException.class);
        assertThat(storeDirectory()).doesNotExist();
    }

    @Test
    @Shows("life-11")
    void optionsAsTextAreTheOptions() {
        BackendOptions defaults = provider().defaultOptions();

        assertThat(provider().parseOptions(Map.of())).isEqualTo(defaults);
        assertThat(provider().parseOptions(defaults.asText())).isEqualTo(defaults);
    }

    @Test
    @Shows("life-12")
    void filesOfAStoreAreForTheirOwnerOnly() throws IOException {
        assumeTrue(hasPosixModes(), "This file system has no POSIX modes");
        create("/file", noise(200_000, 1));
        closeStorage();

        try (Stream<Path> files = Files.walk(storeDirectory())) {
            for (Path file : files.toList()) {
                Set<PosixFilePermission> expected =
                        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
                if (Files.isDirectory(file)) {
                    expected.add(PosixFilePermission.OWNER_EXECUTE);
                }
                assertThat(Files.getPosixFilePermissions(file))
                        .as("mode of " + file)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    @Shows("life-18")
    void openingAndClosingManyTimesLeavesNothingBehind() throws IOException {
        int times = Profile.current().size(30, 100, 100);
        create("/file", "x");
        for (int i = 0; i < 5; i++) {
            reopen();
        }
        closeStorage();
        Footprint before = Footprint.of(storeDirectory());

        for (int i = 0; i < times; i++) {
            assertThat(text("/file")).isEqualTo("x");
            closeStorage();
        }

        Footprint after = Footprint.of(storeDirectory());
        assertThat(after).as("%s before opening %d times", before, times).matches(it -> it.isWithin(times / 2, before));
    }

    private static boolean hasPosixModes() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
