package dev.ize.core.write;

import dev.ize.core.tree.Lineage;
import dev.ize.spi.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The branches of an open store, by id and, if they live, by name. Any thread may ask; the writer's adds and releases,
 * or that which opens the store.
 */
public final class BranchRegistry {
    private final Map<Long, BranchState> byId = new ConcurrentHashMap<>();
    private final Map<String, BranchState> byName = new ConcurrentHashMap<>();

    /** Takes a branch in, with its name if it lives. */
    public void add(BranchState branch) {
        byId.put(branch.id(), branch);
        if (!branch.isDeleted()) {
            byName.put(branch.name(), branch);
        }
    }

    /** Forgets the name. */
    public void release(BranchState branch) {
        byName.remove(branch.name(), branch);
    }

    /** The branch with an id, which may be deleted; null if there never was one, or nothing is left of it. */
    public @Nullable BranchState find(long id) {
        return byId.get(id);
    }

    /** The lineage of a branch whose records are there; of a deleted one too. */
    public Optional<Lineage> findLineage(long id) {
        return Optional.ofNullable(byId.get(id)).map(BranchState::lineage);
    }

    /** The live branch with a name. */
    public Optional<BranchState> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The branch with an id, which may be deleted.
     *
     * @throws NotFoundException if nothing is left of it
     */
    public BranchState require(long id) {
        BranchState branch = byId.get(id);
        if (branch == null) {
            throw new NotFoundException("The branch has been deleted. id=" + id);
        }
        return branch;
    }

    /**
     * The branch with a name.
     *
     * @throws NotFoundException if there is none
     */
    public BranchState require(String name) {
        return find(name).orElseThrow(() -> new NotFoundException("There is no such branch. name=" + name));
    }

    /** All that still have records, in no order. */
    public List<BranchState> all() {
        return List.copyOf(byId.values());
    }

    /** Those that live, in the order of their names. */
    public List<BranchState> live() {
        return byName.values().stream()
                .sorted(Comparator.comparing(
                        branch -> branch.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
    }
}
