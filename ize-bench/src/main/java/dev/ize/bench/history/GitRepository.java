package dev.ize.bench.history;

import dev.ize.bench.history.ContenderDescription.Guarantee;
import dev.ize.bench.history.ContenderDescription.Reach;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The git command: {@code git add} and {@code git commit}, with a process for each.
 *
 * @param version of git
 * @param synced whether it flushes all that it writes
 */
public record GitRepository(String version, boolean synced) implements Contender {
    @Override
    public ContenderDescription description() {
        return synced
                ? new ContenderDescription(
                        "git-synced",
                        "git",
                        version,
                        Reach.PROCESSES,
                        Guarantee.POWER_CUT,
                        "core.fsync=all, core.fsyncMethod=fsync: each file flushed, directories not")
                : new ContenderDescription(
                        "git",
                        "git",
                        version,
                        Reach.PROCESSES,
                        Guarantee.PROCESS_DEATH,
                        "as it comes: loose objects and references not flushed");
    }

    @Override
    public Archive create(Path directory) throws IOException {
        List<String> configuration = synced ? List.of("core.fsync=all", "core.fsyncMethod=fsync") : List.of();
        GitProcess git = new GitProcess(directory.resolve("repository"), configuration);
        git.run(Map.of(), "init", "-q", "--bare");
        return new Commits(git, directory);
    }

    private static final class Commits implements Archive {
        private final GitProcess git;
        private final Path directory;
        private List<String> commits = List.of();
        private int recorded;
        private @Nullable GitFiles files;
        private int checkouts;

        Commits(GitProcess git, Path directory) {
            this.git = git;
            this.directory = directory;
        }

        @Override
        public void record(Release release) throws IOException {
            Map<String, String> tree =
                    Map.of("GIT_WORK_TREE", release.directory().toString());
            git.run(tree, "-C", release.directory().toString(), "add", "--all", "--force", ".");
            git.run(tree, "commit", "-q", "--allow-empty", "--no-verify", "-m", release.name());
            recorded++;
        }

        /** The commits in their order, asked for when they are needed, so that recording does not pay for it. */
        private List<String> commits() throws IOException {
            if (commits.size() < recorded) {
                commits = git.text(Map.of(), "rev-list", "--reverse", "HEAD")
                        .lines()
                        .toList();
            }
            return commits;
        }

        @Override
        public byte[] read(int release, String path) throws IOException {
            return files().read(commits().get(release), path);
        }

        private GitFiles files() throws IOException {
            GitFiles open = files;
            if (open == null) {
                open = new GitFiles(git);
                files = open;
            }
            return open;
        }

        @Override
        public SortedSet<Integer> history(String path) throws IOException {
            SortedSet<Integer> changed = new TreeSet<>();
            String printed = git.text(Map.of(), "log", "--format=%H", "HEAD", "--", path);
            List<String> known = commits();
            printed.lines().forEach(commit -> changed.add(known.indexOf(commit)));
            return changed;
        }

        @Override
        public void checkOut(int release, Path target) throws IOException {
            Path index = directory.resolve("index-" + checkouts++);
            git.run(
                    Map.of("GIT_WORK_TREE", target.toString(), "GIT_INDEX_FILE", index.toString()),
                    "-C",
                    target.toString(),
                    "read-tree",
                    "--reset",
                    "-u",
                    commits().get(release));
        }

        @Override
        public SortedMap<String, PathChange> difference(int before, int after) throws IOException {
            byte[] printed = git.run(
                    Map.of(),
                    "diff-tree",
                    "-r",
                    "-z",
                    "--no-renames",
                    "--name-status",
                    commits().get(before),
                    commits().get(after));
            SortedMap<String, PathChange> changes = new TreeMap<>();
            String[] parts = new String(printed, StandardCharsets.UTF_8).split("\0", -1);
            for (int i = 0; i + 1 < parts.length; i += 2) {
                changes.put(
                        parts[i + 1],
                        switch (parts[i]) {
                            case "A" -> PathChange.ADDED;
                            case "D" -> PathChange.REMOVED;
                            default -> PathChange.MODIFIED;
                        });
            }
            return changes;
        }

        @Override
        public void branch(String name, int release) throws IOException {
            git.run(Map.of(), "branch", name, commits().get(release));
        }

        @Override
        public byte[] readOnBranch(String name, String path) throws IOException {
            return files().read("refs/heads/" + name, path);
        }

        @Override
        public long diskBytes() throws IOException {
            return DiskBlocks.bytes(git.repository());
        }

        @Override
        public boolean upkeep() throws IOException {
            closeFiles();
            git.run(Map.of(), "gc", "-q");
            return true;
        }

        private void closeFiles() throws IOException {
            GitFiles open = files;
            files = null;
            if (open != null) {
                open.close();
            }
        }

        @Override
        public void close() throws IOException {
            closeFiles();
        }
    }
}
