package dev.ize.bench.history;

import dev.ize.bench.history.ContenderDescription.Guarantee;
import dev.ize.bench.history.ContenderDescription.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.lib.CoreConfig;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * JGit in this process: add and commit, and everything else, by methods.
 *
 * @param synced whether it flushes objects and references
 */
public record JGitRepository(boolean synced) implements Contender {
    @Override
    public ContenderDescription description() {
        String version = String.valueOf(Repository.class.getPackage().getImplementationVersion());
        return synced
                ? new ContenderDescription(
                        "jgit-synced",
                        "JGit",
                        version,
                        Reach.IN_PROCESS,
                        Guarantee.POWER_CUT,
                        "core.fsyncObjectFiles, core.fsyncRefFiles: objects and references flushed, directories not")
                : new ContenderDescription(
                        "jgit",
                        "JGit",
                        version,
                        Reach.IN_PROCESS,
                        Guarantee.PROCESS_DEATH,
                        "as it comes: nothing flushed");
    }

    @Override
    public Archive create(Path directory) throws IOException {
        JGitSettings.use();
        Path location = directory.resolve("repository");
        Repository repository = new FileRepositoryBuilder()
                .setBare()
                .setGitDir(location.toFile())
                .build();
        repository.create(true);
        StoredConfig configuration = repository.getConfig();
        configuration.setEnum("core", null, "autocrlf", CoreConfig.AutoCRLF.FALSE);
        configuration.setBoolean("core", null, "filemode", true);
        configuration.setBoolean("core", null, "fsyncObjectFiles", synced);
        configuration.setBoolean("core", null, "fsyncRefFiles", synced);
        configuration.setString("user", null, "name", "bench");
        configuration.setString("user", null, "email", "bench@localhost");
        configuration.setInt("gc", null, "auto", 0);
        configuration.save();
        return new Commits(repository, location);
    }

    private static final class Commits implements Archive {
        private final Repository repository;
        private final Path location;
        private final List<RevCommit> commits = new ArrayList<>();
        private ObjectReader reader;
        private int checkouts;

        Commits(Repository repository, Path location) {
            this.repository = repository;
            this.location = location;
            this.reader = repository.newObjectReader();
        }

        /** The repository with files of its own, which another index belongs to. */
        private Repository withFiles(Path directory, Path index) throws IOException {
            return new FileRepositoryBuilder()
                    .setGitDir(location.toFile())
                    .setWorkTree(directory.toFile())
                    .setIndexFile(index.toFile())
                    .build();
        }

        @Override
        public void record(Release release) throws IOException {
            try (Repository files = withFiles(release.directory(), location.resolve("index"));
                    Git git = new Git(files)) {
                git.add().addFilepattern(".").setAll(false).call();
                git.add().addFilepattern(".").setUpdate(true).call();
                commits.add(git.commit()
                        .setMessage(release.name())
                        .setAllowEmpty(true)
                        .setSign(false)
                        .setNoVerify(true)
                        .call());
            } catch (GitAPIException e) {
                throw new IOException("JGit cannot record " + release.name(), e);
            }
        }

        @Override
        public byte[] read(int release, String path) throws IOException {
            return read(commits.get(release).getTree(), path);
        }

        private byte[] read(ObjectId tree, String path) throws IOException {
            try (TreeWalk walk = TreeWalk.forPath(reader, path, tree)) {
                if (walk == null) {
                    throw new IOException("JGit has no such file: " + path);
                }
                return reader.open(walk.getObjectId(0)).getBytes();
            }
        }

        @Override
        public SortedSet<Integer> history(String path) throws IOException {
            SortedSet<Integer> changed = new TreeSet<>();
            try (Git git = new Git(repository)) {
                RevCommit last = commits.get(commits.size() - 1);
                git.log().add(last).addPath(path).call().forEach(commit -> changed.add(commits.indexOf(commit)));
            } catch (GitAPIException e) {
                throw new IOException("JGit cannot tell the history of " + path, e);
            }
            return changed;
        }

        @Override
        public void checkOut(int release, Path target) throws IOException {
            try (Repository files = withFiles(target, location.resolve("index-" + checkouts++))) {
                DirCacheCheckout checkout = new DirCacheCheckout(
                        files, files.lockDirCache(), commits.get(release).getTree());
                checkout.checkout();
            }
        }

        @Override
        public SortedMap<String, PathChange> difference(int before, int after) throws IOException {
            SortedMap<String, PathChange> changes = new TreeMap<>();
            try (TreeWalk walk = new TreeWalk(reader)) {
                walk.addTree(commits.get(before).getTree());
                walk.addTree(commits.get(after).getTree());
                walk.setRecursive(true);
                walk.setFilter(TreeFilter.ANY_DIFF);
                while (walk.next()) {
                    boolean wasThere = walk.getRawMode(0) != 0;
                    boolean isThere = walk.getRawMode(1) != 0;
                    changes.put(
                            walk.getPathString(),
                            !wasThere ? PathChange.ADDED : isThere ? PathChange.MODIFIED : PathChange.REMOVED);
                }
            }
            return changes;
        }

        @Override
        public void branch(String name, int release) throws IOException {
            try (Git git = new Git(repository)) {
                git.branchCreate()
                        .setName(name)
                        .setStartPoint(commits.get(release))
                        .call();
            } catch (GitAPIException e) {
                throw new IOException("JGit cannot make the branch " + name, e);
            }
        }

        @Override
        public byte[] readOnBranch(String name, String path) throws IOException {
            try (RevWalk walk = new RevWalk(reader)) {
                return read(
                        walk.parseCommit(repository.resolve("refs/heads/" + name))
                                .getTree(),
                        path);
            }
        }

        @Override
        public long diskBytes() throws IOException {
            return DiskBlocks.bytes(location);
        }

        @Override
        public boolean upkeep() throws IOException {
            reader.close();
            try (Git git = new Git(repository)) {
                git.gc().call();
            } catch (GitAPIException e) {
                throw new IOException("JGit cannot pack", e);
            }
            reader = repository.newObjectReader();
            return true;
        }

        @Override
        public void close() {
            reader.close();
            repository.close();
        }
    }
}
