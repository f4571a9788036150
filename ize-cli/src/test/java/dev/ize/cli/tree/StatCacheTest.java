package dev.ize.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no time of the last change of a file's inode")
final class StatCacheTest {
    private static final ContentReference CONTENT =
            new ContentReference(ContentHash.ofContent(new byte[] {1}), ContentReference.Form.BYTES, 1);
    private static final ContentReference OTHER =
            new ContentReference(ContentHash.ofContent(new byte[] {2}), ContentReference.Form.BYTES, 1);

    @TempDir
    Path temporary;

    /** When the files are old enough for their times to tell a change. */
    private final Instant later = Instant.now().plusSeconds(3600);

    private Path store;
    private Path root;

    @BeforeEach
    void writeFiles() throws IOException {
        store = Files.createDirectory(temporary.resolve("store"));
        root = Files.createDirectory(temporary.resolve("root"));
        for (String name : List.of("a", "b", "c")) {
            Files.write(root.resolve(name), new byte[] {1});
        }
    }

    @Test
    void untouchedFileIsKnownByItsContent() throws IOException {
        learn(later, "a", "c");

        assertThat(known("a", "b", "c")).containsExactly("a", "c");
        try (StatCache cache = open(later, true)) {
            assertThat(cache.knows(entry("a"), OTHER)).isFalse();
        }
    }

    @Test
    void fileThatWasWrittenIsUnknownThoughLengthAndTimeAreAsBefore() throws IOException {
        FileTime time = Files.getLastModifiedTime(root.resolve("a"));
        learn(later, "a", "b");

        Files.write(root.resolve("a"), new byte[] {2});
        Files.setLastModifiedTime(root.resolve("a"), time);

        assertThat(known("a", "b")).containsExactly("b");
    }

    @Test
    void fileThatTookAnothersPlaceIsUnknown() throws IOException {
        learn(later, "a", "b");

        Files.move(root.resolve("b"), root.resolve("a"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(known("a")).isEmpty();
    }

    @Test
    void fileThatWasWrittenJustBeforeItWasReadIsNotTakenUp() throws IOException {
        learn(Instant.now(), "a");

        assertThat(known("a")).isEmpty();
    }

    @Test
    void whatIsLearntJoinsWhatWasFoundAgain() throws IOException {
        learn(later, "a", "b");

        try (StatCache cache = open(later, true)) {
            assertThat(cache.knows(entry("a"), CONTENT)).isTrue();
            assertThat(cache.knows(entry("b"), OTHER)).isFalse();
            cache.add(entry("c"), CONTENT);
            cache.save();
        }

        assertThat(known("a", "b", "c")).containsExactly("a", "c");
    }

    @Test
    void cacheThatIsNotTrustedIsMadeAnew() throws IOException {
        learn(later, "a");

        try (StatCache cache = open(later, false)) {
            assertThat(cache.knows(entry("a"), CONTENT)).isFalse();
            cache.add(entry("b"), CONTENT);
            cache.save();
        }

        assertThat(known("a", "b")).containsExactly("b");
    }

    @Test
    void damagedCacheKnowsLessAndNothingWrong() throws IOException {
        learn(later, "a", "b", "c");
        Path file = file();
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);

            assertThat(known("a", "b", "c")).as("byte " + i).hasSizeLessThan(i == good.length - 1 ? 4 : 3);
            Files.write(file, java.util.Arrays.copyOf(good, i));
            assertThat(known("a", "b", "c")).as("cut at " + i).hasSizeLessThan(i == good.length - 1 ? 4 : 3);
        }
    }

    @Test
    void eachDirectoryHasItsOwnAndTheOldestGo() throws IOException {
        for (int i = 0; i <= StatCache.MAX_FILES; i++) {
            root = Files.createDirectory(temporary.resolve("root" + i));
            Files.write(root.resolve("a"), new byte[] {1});
            learn(later, "a");
            Files.setLastModifiedTime(file(root), FileTime.from(Instant.ofEpochSecond(i)));
        }
        try (Stream<Path> files = Files.list(store.resolve(TreeRecorder.STAT_CACHE))) {
            assertThat(files).hasSize(StatCache.MAX_FILES);
        }
        List<String> left = IntStream.rangeClosed(0, StatCache.MAX_FILES)
                .mapToObj(i -> temporary.resolve("root" + i))
                .filter(path -> knowsOne(path))
                .map(path -> path.getFileName().toString())
                .toList();
        assertThat(left).hasSize(StatCache.MAX_FILES).doesNotContain("root0");
    }

    private boolean knowsOne(Path other) {
        try {
            root = other;
            return known("a").size() == 1;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void learn(Instant start, String... names) throws IOException {
        try (StatCache cache = open(start, true)) {
            for (String name : names) {
                cache.add(entry(name), CONTENT);
            }
            cache.save();
        }
    }

    private List<String> known(String... names) throws IOException {
        try (StatCache cache = open(later, true)) {
            return Stream.of(names)
                    .filter(name -> cache.knows(entry(name), CONTENT))
                    .toList();
        }
    }

    private StatCache open(Instant start, boolean trust) throws IOException {
        return StatCache.of(store, root, start, trust);
    }

    private LocalEntry entry(String name) {
        try {
            return LocalEntry.read(root, StorePath.of("/" + name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(store.resolve(TreeRecorder.STAT_CACHE))) {
            return files.findFirst().orElseThrow();
        }
    }

    private Path file(Path directory) throws IOException {
        String name = java.util.HexFormat.of()
                .formatHex(
                        ContentHash.ofContent(LocalNames.bytes(directory.toRealPath()))
                                .toByteArray(),
                        0,
                        16);
        return store.resolve(TreeRecorder.STAT_CACHE).resolve(name);
    }
}
