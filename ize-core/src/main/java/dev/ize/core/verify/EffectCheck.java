package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Effect;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.verify.Findings.Found;
import dev.ize.core.write.Overlay;
import dev.ize.spi.BranchId;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationFinding.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the versions that an operation wrote against the operation: each that the log names is there, and says what
 * the operation, done to the tree before it, must have come to.
 */
final class EffectCheck {
    private final Survey survey;
    private final VersionTally tally;
    private final DirectoryCache directories = new DirectoryCache();

    EffectCheck(Survey survey, VersionTally tally) {
        this.survey = survey;
        this.tally = tally;
    }

    /** One logged operation while it is looked at. */
    private record Logged(
            EngineSnapshot snapshot, BranchOutline branch, long seq, OperationRecord record, Operation operation) {
        List<Place> places() {
            return List.of(new Place(Optional.of(operation.path()), new Point(new BranchId(branch.id()), seq)));
        }
    }

    void check(EngineSnapshot snapshot, BranchOutline branch, long seq, OperationRecord record) {
        if (record.operation().isEmpty()) {
            return;
        }
        Logged logged =
                new Logged(snapshot, branch, seq, record, record.operation().get());
        directories.enter(branch.id());
        Map<Effect, Expected> expected = expected(logged);
        for (Effect effect : record.effects()) {
            checkVersion(logged, effect, expected == null ? null : expected.get(effect));
        }
        directories.leave(logged.operation());
    }

    /** What the operation must have written; null if that cannot be told. */
    private @Nullable Map<Effect, Expected> expected(Logged logged) {
        TreeReader before = new TreeReader(logged.snapshot(), logged.branch().lineage(), logged.seq() - 1);
        List<Effect> effects = logged.record().effects();
        OperationReplay replay = new OperationReplay(before, directories, logged.seq(), effects);
        String complaint;
        try {
            Map<Effect, Expected> expected = replay.expect(logged.operation());
            Set<Effect> named = new HashSet<>(effects);
            if (replay.consulted().stream().anyMatch(survey.findings()::isDoubtful)) {
                return skip(logged);
            }
            if (expected.keySet().equals(named) && named.size() == effects.size()) {
                return expected;
            }
            complaint = "An operation wrote other records than it must have.";
        } catch (ImpossibleOperationException e) {
            if (replay.consulted().stream().anyMatch(survey.findings()::isDoubtful)) {
                return skip(logged);
            }
            complaint = "An operation does not fit the tree before it: " + e.getMessage();
        } catch (CorruptStoreException | IllegalArgumentException | IllegalStateException e) {
            return skip(logged);
        }
        if (survey.stands(logged.branch().id(), logged.seq())) {
            byte[] key = Keys.operation(logged.branch().id(), logged.seq());
            survey.findings().report(Kind.IMPOSSIBLE_OPERATION, Keyspaces.OPERATIONS, key, complaint, logged.places());
            effects.forEach(survey.findings()::doubt);
        }
        return null;
    }

    /** What an operation wrote that could not be judged cannot be relied upon either. */
    private @Nullable Map<Effect, Expected> skip(Logged logged) {
        survey.findings().skip();
        logged.record().effects().forEach(survey.findings()::doubt);
        return null;
    }

    private void checkVersion(Logged logged, Effect effect, @Nullable Expected expected) {
        VersionKey version = VersionKey.of(effect, logged.branch().id(), logged.seq());
        byte[] key = version.toBytes();
        byte[] value = logged.snapshot().get(version.keyspace(), key);
        if (value == null) {
            report(logged, Kind.MISSING_RECORD, version, expected, "A record that an operation wrote is missing.");
            return;
        }
        tally.logged(logged.branch().id(), version.keyspace());
        try {
            if (expected != null && !expected.agreesWith(key, value)) {
                String sentence = "A record does not say what its operation wrote.";
                report(logged, Kind.DIFFERENT_RECORD, version, expected, sentence);
            }
        } catch (CorruptStoreException | IllegalArgumentException e) {
            report(logged, Kind.DAMAGED_RECORD, version, expected, Damage.describe(e));
        }
    }

    private void report(Logged logged, Kind kind, VersionKey version, @Nullable Expected expected, String sentence) {
        if (!survey.stands(logged.branch().id(), logged.seq())) {
            return;
        }
        byte[] key = version.toBytes();
        Found found = survey.findings().report(kind, version.keyspace(), key, sentence, logged.places());
        survey.findings().doubt(version.effect());
        if (expected != null) {
            survey.repairs().offerFromLog(found, overlay -> rewrite(overlay, logged, version, expected));
        }
    }

    private static boolean rewrite(Overlay overlay, Logged logged, VersionKey version, Expected expected) {
        byte[] operation = Keys.operation(version.branch(), version.seq());
        if (overlay.get(Keyspaces.OPERATIONS, operation) == null) {
            return false;
        }
        byte[] key = version.toBytes();
        Optional<byte[]> value = expected.encode(key, reference -> place(overlay, logged, reference));
        value.ifPresent(bytes -> overlay.put(version.keyspace(), key, bytes));
        return value.isPresent();
    }

    /** Where a content lies that an operation brought: in itself, or among the stored objects. */
    private static Optional<ContentLocation.Place> place(
            EngineSnapshot snapshot, Logged logged, ContentReference reference) {
        if (logged.record().inlineContent().isPresent()) {
            return Optional.of(new ContentLocation.InOperation(logged.branch().id(), logged.seq()));
        }
        byte[] key = Keys.contentId(reference.form(), reference.hash().toByteArray());
        OptionalLong id = ContentLocationCheck.findId(snapshot, key);
        return id.isPresent() ? Optional.of(new ContentLocation.InContent(id.getAsLong())) : Optional.empty();
    }
}
