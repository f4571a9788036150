package dev.ize.tck.storage;

import dev.ize.spi.FileSystemStorage;
import dev.ize.tck.rule.TestOutcome;
import dev.ize.tck.rule.WrongImplementation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A storage over an engine that is wrong in how it checks, repairs or spares records. */
@SuppressWarnings("ImmutableEnumChecker") // What makes the providers has no state.
public enum WrongRecord implements WrongImplementation {
    SERVES_CONTENT_UNCHECKED(WrongChecks::servingContentUnchecked),
    TAKES_THE_DECLARED_MEMORY(WrongChecks::takingTheDeclaredMemory),
    ANSWERS_WHERE_RECORDS_ARE_WRONG(WrongChecks::answeringWhereRecordsAreWrong),
    FINDS_ENTRIES_BELOW_SYMLINKS(WrongChecks::findingEntriesBelowSymlinks),
    OVERLOOKS_DAMAGED_RECORDS(WrongChecks::overlookingDamagedRecords),
    OVERLOOKS_MISSING_RECORDS(WrongChecks::overlookingMissingRecords),
    OVERLOOKS_UNLOGGED_RECORDS(WrongChecks::overlookingUnloggedRecords),
    OVERLOOKS_DIFFERENT_RECORDS(WrongChecks::overlookingDifferentRecords),
    OVERLOOKS_WRONG_LISTINGS(WrongChecks::overlookingWrongListings),
    OVERLOOKS_BROKEN_CHAINS(WrongChecks::overlookingBrokenChains),
    OVERLOOKS_CONTENT(WrongChecks::overlookingContent),
    OVERLOOKS_WHAT_PRUNING_LEFT(WrongChecks::overlookingWhatPruningLeft),
    NAMES_NO_FILES(WrongChecks::namingNoFiles),
    COUNTS_THE_FINDINGS_THAT_IT_KEEPS(WrongChecks::countingTheFindingsThatItKeeps),
    SEEMS_TO_REPAIR(WrongChecks::seemingToRepair),
    REPAIRS_UNASKED(WrongChecks::repairingUnasked),
    OPENS_OLDER_STATES(WrongChecks::openingOlderStates),
    REFUSES_STORES_WITHOUT_A_WATERMARK(WrongChecks::refusingStoresWithoutAWatermark),
    READS_NO_ATTRIBUTES_TO_MIGRATE(WrongChecks::readingNoAttributesToMigrate),

    WRITES_THE_TREE_FOR_A_SNAPSHOT(WrongCosts::writingTheTreeForASnapshot),
    WRITES_THE_TREE_FOR_A_FORK(WrongCosts::writingTheTreeForAFork),
    WRITES_EACH_FILE_OF_A_RENAMED_DIRECTORY(WrongCosts::writingEachFileOfARenamedDirectory),
    WRITES_TIMES_BY_THEMSELVES(WrongCosts::writingTimesByThemselves),
    KEEPS_AN_UNDO_COPY(WrongCosts::keepingAnUndoCopy),
    READS_EACH_VERSION(WrongCosts::readingEachVersion),
    LOOKS_INTO_EACH_BRANCH(WrongCosts::lookingIntoEachBranch),
    FORKS_DELETED_BRANCHES_IN_SECRET(WrongCosts::forkingDeletedBranchesInSecret),
    PRUNES_IN_NAME_ONLY(WrongCosts::pruningInNameOnly);

    private static final Map<Set<String>, List<TestOutcome>> RIGHT = new ConcurrentHashMap<>();

    private final Supplier<AlteredRecords> provider;
    private final UnaryOperator<FileSystemStorage> altering;

    WrongRecord(Supplier<Alteration> alterations) {
        provider = () -> new AlteredRecords(AlteredProvider.altering(alterations));
        altering = right -> AlteredStorage.of(right, alterations.get());
    }

    WrongRecord(AlteredProvider.Opening opening) {
        provider = () -> new AlteredRecords(new AlteredProvider(opening));
        altering = UnaryOperator.identity();
    }

    WrongRecord(AlteredRecords.Wrapping wrapping) {
        provider = () -> new AlteredRecords(wrapping);
        altering = UnaryOperator.identity();
    }

    @Override
    public List<TestOutcome> run(Set<String> rules) {
        return RecordTrialSuite.run(provider.get(), altering, rules);
    }

    @Override
    public List<TestOutcome> runRight(Set<String> rules) {
        return RIGHT.computeIfAbsent(
                Set.copyOf(rules),
                ids -> RecordTrialSuite.run(
                        new AlteredRecords(), right -> AlteredStorage.of(right, StorageCall::proceed), ids));
    }
}
