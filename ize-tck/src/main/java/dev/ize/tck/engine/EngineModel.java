package dev.ize.tck.engine;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.engine.WriteBatch.Delete;
import dev.ize.core.engine.WriteBatch.DeleteRange;
import dev.ize.core.engine.WriteBatch.Put;
import dev.ize.core.engine.WriteBatch.Requirement;
import dev.ize.core.engine.WriteBatch.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** What an engine must hold: a sorted map for each keyspace, from key to value. */
final class EngineModel {
    private final Map<Keyspace, NavigableMap<byte[], byte[]>> maps = new HashMap<>();

    EngineModel() {
        EngineContract.KEYSPACES.forEach(keyspace -> maps.put(keyspace, new TreeMap<>(Arrays::compareUnsigned)));
    }

    NavigableMap<byte[], byte[]> map(Keyspace keyspace) {
        return Objects.requireNonNull(maps.get(keyspace), keyspace::name);
    }

    /** Whether all requirements of a batch hold. */
    boolean allows(WriteBatch batch) {
        for (Requirement requirement : batch.requirements()) {
            if (!Arrays.equals(map(requirement.keyspace()).get(requirement.key()), requirement.expected())) {
                return false;
            }
        }
        return true;
    }

    /** A new model, with the batch applied. */
    EngineModel after(WriteBatch batch) {
        EngineModel after = new EngineModel();
        maps.forEach((keyspace, map) -> after.map(keyspace).putAll(map));
        batch.steps().forEach(after::apply);
        return after;
    }

    private void apply(Step step) {
        NavigableMap<byte[], byte[]> map = map(step.keyspace());
        if (step instanceof Put put) {
            map.put(put.key(), put.value());
        } else if (step instanceof Delete delete) {
            map.remove(delete.key());
        } else if (step instanceof DeleteRange range) {
            map.subMap(range.from(), range.to()).clear();
        }
    }
}
