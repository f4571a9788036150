package dev.ize.cli.releases;

import dev.ize.cli.CommandRun;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A store into which the {@code ize} command has recorded releases: the first ones by one command line, the
 * others by one each, a day later every time. The clock is fixed, so that stores differ in their engines only.
 *
 * @param directory where the store is
 * @param clock the time after the last release was recorded
 */
record RecordedReleases(Path directory, InstantSource clock) {
    private static final Instant FIRST_DAY = Instant.parse("2026-01-01T12:00:00.123456789Z");
    private static final int RECORDED_AT_ONCE = 5;

    static RecordedReleases record(List<Release> releases, String backend, Path directory) {
        List<String> first = names(releases.stream().limit(RECORDED_AT_ONCE));
        run(releases, FIRST_DAY, directory, first, "--backend", backend);
        Instant day = FIRST_DAY;
        for (Release release : releases.subList(RECORDED_AT_ONCE, releases.size())) {
            day = day.plus(Duration.ofDays(1));
            run(releases, day, directory, List.of(release.name()));
        }
        return new RecordedReleases(directory, InstantSource.fixed(day.plus(Duration.ofDays(1))));
    }

    private static List<String> names(Stream<Release> releases) {
        return releases.map(Release::name).toList();
    }

    private static void run(
            List<Release> releases, Instant now, Path directory, List<String> recorded, String... options) {
        List<String> line = new ArrayList<>(List.of("record", "--debug", "--store", directory.toString()));
        line.addAll(List.of(options));
        line.addAll(recorded);
        Path workingDirectory = releases.get(0).directory().getParent();
        CommandRun.at(InstantSource.fixed(now), workingDirectory, line.toArray(String[]::new))
                .done();
    }

    FileSystemStorage open() {
        StorageOptions options = StorageOptions.builder()
                .mode(StorageOptions.OpenMode.EXISTING)
                .clock(clock)
                .build();
        return FileSystemStorages.open(directory, options);
    }

    /** The changes of the main branch, oldest first: one for each release. */
    static List<ChangeDescription> changes(FileSystemStorage storage) {
        return RecomputedChain.log(storage.mainBranch()).stream()
                .map(line -> line.change())
                .distinct()
                .toList();
    }
}
