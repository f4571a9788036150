package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ChangeDescription;
import dev.ize.spi.ContentReference;
import dev.ize.spi.HistoryLine;
import dev.ize.spi.LogQuery;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Compares histories that a storage tells with what the releases hold, which is all that the naive model has. */
final class ModelHistory {
    static final LogQuery ALL = LogQuery.oldestFirst(10_000);

    private final List<Release> releases;
    private final List<ChangeDescription> changes;

    ModelHistory(List<Release> releases, List<ChangeDescription> changes) {
        this.releases = releases;
        this.changes = changes;
    }

    /**
     * Checks that at every release the newest line so far names a path that has the line's content there, up to the
     * line by which the last holder left the path; and that a path whose history never leaves it has a file exactly
     * where its lines say so.
     */
    void check(StorePath path, List<HistoryLine> history) {
        boolean stays = history.stream().allMatch(line -> line.path().equals(path));
        int next = 0;
        Optional<HistoryLine> newest = Optional.empty();
        for (int i = 0; i < releases.size(); i++) {
            while (next < history.size()
                    && history.get(next)
                                    .logged()
                                    .change()
                                    .id()
                                    .compareTo(changes.get(i).id())
                            <= 0) {
                newest = Optional.of(history.get(next++));
            }
            Optional<ContentReference> told = newest.flatMap(HistoryLine::content);
            StorePath place = newest.map(HistoryLine::path).orElse(path);
            boolean left = next == history.size() && !place.equals(path) && !isOf(newest, changes.get(i));
            if (stays || (told.isPresent() && !left)) {
                assertThat(told)
                        .as(
                                "content of %s in %s, from the history of %s",
                                place, releases.get(i).name(), path)
                        .isEqualTo(content(releases.get(i), place));
            }
        }
        assertThat(next).as("lines of %s that belong to a release", path).isEqualTo(history.size());
    }

    private static boolean isOf(Optional<HistoryLine> line, ChangeDescription change) {
        return line.filter(found -> found.logged().change().equals(change)).isPresent();
    }

    private static Optional<ContentReference> content(Release release, StorePath path) {
        LocalNode node = release.tree().nodes().get(path);
        if (node == null || node.kind() != NodeKind.FILE) {
            return Optional.empty();
        }
        try {
            String relative = path.toString().substring(1);
            return Optional.of(
                    References.of(Files.readAllBytes(release.directory().resolve(relative))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
