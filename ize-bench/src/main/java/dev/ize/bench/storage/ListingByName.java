package dev.ize.bench.storage;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.tree.Lineage;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.BranchId;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists a directory by the layout that was rejected: a step over every version of every name in it, which are the
 * versions zone of a store. For the comparison only.
 */
final class ListingByName implements AutoCloseable {
    private final Engine engine;
    private final Lineage lineage;
    private final long view;
    private final long directory;

    private ListingByName(Engine engine, Lineage lineage, long view, long directory) {
        this.engine = engine;
        this.lineage = lineage;
        this.view = view;
        this.directory = directory;
    }

    /** Closes a storage and opens its engine bare. */
    static ListingByName over(FileSystemStorage storage, Point point, NodeId directory) {
        Map<BranchId, BranchDescription> branches = new HashMap<>();
        storage.branches().forEach(branch -> branches.put(branch.id(), branch));
        Lineage lineage = lineage(point.branch(), branches);
        EngineProvider provider = (EngineProvider) FileSystemStorages.provider(storage.backend());
        Path data = storage.directory().resolve("data");
        storage.close();
        Engine engine = provider.openEngine(data, Keyspaces.ALL, EngineAccess.READ_WRITE, provider.defaultOptions());
        return new ListingByName(engine, lineage, point.sequence(), directory.value());
    }

    private static Lineage lineage(BranchId branch, Map<BranchId, BranchDescription> branches) {
        List<BranchDescription> fromLeaf = new ArrayList<>();
        BranchDescription current = branches.get(branch);
        while (current != null && current.forkedFrom().isPresent()) {
            fromLeaf.add(current);
            current = branches.get(current.forkedFrom().get().branch());
        }
        Lineage lineage = Lineage.ofRoot(BranchId.MAIN.value());
        for (int i = fromLeaf.size() - 1; i >= 0; i--) {
            BranchDescription fork = fromLeaf.get(i);
            lineage = lineage.fork(
                    fork.id().value(), fork.forkedFrom().orElseThrow().sequence(), 0);
        }
        return lineage;
    }

    List<DirectoryEntry> list() {
        List<DirectoryEntry> entries = new ArrayList<>();
        byte[] decided = {};
        try (EngineSnapshot snapshot = engine.snapshot();
                Cursor cursor = snapshot.cursor(
                        Keyspaces.ENTRIES,
                        Keys.zone(directory, Keys.VERSIONS),
                        Keys.zone(directory, Keys.VERSIONS + 1))) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                byte[] name = Arrays.copyOfRange(key, 9, key.length - Keys.VERSION_BYTES - 1);
                int index = lineage.indexOf(Keys.branchOf(key));
                if (index < 0 || Keys.seqOf(key) > lineage.bound(index, view) || Arrays.equals(name, decided)) {
                    continue;
                }
                decided = name;
                EntryRecord entry = EntryRecord.decode(key, cursor.value());
                if (!entry.isTombstone()) {
                    entries.add(new DirectoryEntry(Name.of(name), new NodeId(entry.node()), entry.liveKind()));
                }
            }
        }
        return entries;
    }

    @Override
    public void close() {
        engine.close();
    }
}
