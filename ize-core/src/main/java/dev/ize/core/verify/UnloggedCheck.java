package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.NodeId;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.Set;

/** Finds versions that no logged operation wrote. */
final class UnloggedCheck {
    private final Survey survey;
    private final PathFinder paths;

    UnloggedCheck(Survey survey) {
        this.survey = survey;
        this.paths = new PathFinder(survey.outline());
    }

    /** Looks at every version of some branches: their number is not the logged one. */
    void run(Keyspace keyspace, Set<Long> branches) {
        if (branches.isEmpty()) {
            return;
        }
        Meter meter = survey.meter("looking for what is not logged", -1);
        survey.scan()
                .each(
                        keyspace,
                        meter,
                        true,
                        (snapshot, key, cursor) -> VersionKey.parse(keyspace, key)
                                .filter(version -> branches.contains(version.branch()))
                                .ifPresent(version -> check(snapshot, key, version)));
    }

    /** Looks for the operation that wrote a version, in the same engine snapshot. */
    void check(EngineSnapshot snapshot, byte[] key, VersionKey version) {
        boolean isRoot = version.keyspace().equals(Keyspaces.NODES)
                && version.seq() == 0
                && Keys.longAt(key, 0) == NodeId.ROOT.value();
        boolean isZone = version.keyspace().equals(Keyspaces.ENTRIES) && key[Long.BYTES] != Keys.VERSIONS;
        if (!isRoot && !isZone && !isPruned(version) && !isLogged(snapshot, version)) {
            survey.findings()
                    .report(
                            Kind.UNLOGGED_RECORD,
                            version.keyspace(),
                            key,
                            "No operation of the log wrote a record.",
                            paths.places(snapshot, version));
        }
    }

    /** What lies below a floor is judged elsewhere. */
    private boolean isPruned(VersionKey version) {
        BranchOutline branch = survey.outline().branch(version.branch());
        return branch != null && branch.isPruned(version.seq());
    }

    private static boolean isLogged(EngineSnapshot snapshot, VersionKey version) {
        byte[] key = Keys.operation(version.branch(), version.seq());
        byte[] value = snapshot.get(Keyspaces.OPERATIONS, key);
        if (value == null) {
            return false;
        }
        try {
            return OperationRecord.decode(key, value).effects().contains(version.effect());
        } catch (CorruptStoreException | IllegalArgumentException e) {
            // The scan of the log has reported the operation, and what it wrote cannot be told.
            return true;
        }
    }
}
