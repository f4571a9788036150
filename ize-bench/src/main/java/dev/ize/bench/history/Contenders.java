package dev.ize.bench.history;

import dev.ize.bench.raw.LeftOut;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who takes part.
 *
 * @param present those that can be run here
 * @param missing those that cannot, each with the reason
 */
record Contenders(List<Contender> present, List<LeftOut> missing) {
    Contenders {
        present = List.copyOf(present);
        missing = List.copyOf(missing);
    }

    /**
     * Ize on the backends that are found, plain copies, JGit, and git if there is one.
     *
     * @param backends ids of those to take; empty: all
     * @param version of Ize
     */
    static Contenders find(Set<String> backends, String version) {
        List<Contender> present = new ArrayList<>();
        List<LeftOut> missing = new ArrayList<>();
        FileSystemStorages.Discovery discovery = FileSystemStorages.discover();
        for (FileSystemStorageProvider provider : discovery.providers()) {
            if (backends.isEmpty() || backends.contains(provider.id())) {
                for (Durability durability : Durability.values()) {
                    present.add(new IzeStore(provider.id(), version, durability));
                }
            }
        }
        discovery.failures().forEach(failure -> missing.add(new LeftOut("Ize on a backend", failure)));
        Optional<String> git = GitProcess.version();
        for (boolean synced : new boolean[] {true, false}) {
            present.add(new PlainCopy(synced));
            present.add(new JGitRepository(synced));
            git.ifPresent(found -> present.add(new GitRepository(found, synced)));
        }
        if (git.isEmpty()) {
            missing.add(new LeftOut("git", "there is no git command here"));
        }
        return new Contenders(present, missing);
    }
}
