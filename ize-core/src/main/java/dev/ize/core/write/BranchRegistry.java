package dev.ize.core.write;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The branches of an open store, by id and, if they live, by name. Any thread may ask. */
public final class BranchRegistry {
    private final Map<Long, BranchState> byId = new ConcurrentHashMap<>();
    private final Map<String, BranchState> byName = new ConcurrentHashMap<>();

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

    public @Nullable BranchState find(long id) {
        return byId.get(id);
    }

    public Optional<BranchState> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<BranchState> live() {
        return byName.values();
    }
}
