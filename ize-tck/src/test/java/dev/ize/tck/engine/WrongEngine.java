package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.fault.MisuseTrial;
import dev.ize.tck.rule.TestOutcome;
import dev.ize.tck.rule.WrongImplementation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An engine that is wrong in one way, or its provider is. */
@SuppressWarnings("ImmutableEnumChecker") // The providers have no state.
public enum WrongEngine implements WrongImplementation {
    COMPARES_SIGNED(WrongRanges::comparingSigned),
    COMPARES_LENGTHS_FIRST(WrongRanges::comparingLengthsFirst),
    INCLUDES_THE_END_OF_A_RANGE(WrongRanges::includingTheEnd),
    EXCLUDES_THE_START_OF_A_RANGE(WrongRanges::excludingTheStart),
    SKIPS_THE_KEY_AFTER_AN_ABSENT_START(WrongRanges::skippingTheKeyAfterAnAbsentStart),
    ENDS_OPEN_RANGES_AT_FF(WrongRanges::endingOpenRangesAtFf),
    FORGETS_THE_CARRY_OF_A_PREFIX(WrongRanges::forgettingTheCarryOfAPrefix),
    SWAPS_BOUNDS_THAT_CROSS(WrongRanges::swappingBoundsThatCross),
    IGNORES_THE_END_OF_A_RANGE(WrongRanges::ignoringTheEnd),
    SEEKS_BELOW_THE_RANGE(WrongRanges::seekingBelowTheRange),

    SEEKS_AFTER_THE_KEY(WrongMoves::seekingAfterTheKey),
    SEEKS_BEFORE_INCLUSIVELY(WrongMoves::seekingBeforeInclusively),
    STAYS_WHEN_IT_TURNS_ROUND(WrongMoves::stayingWhenItTurnsRound),
    SKIPS_THE_LAST_KEY_DOWNWARDS(WrongMoves::skippingTheLastKeyDownwards),
    STAYS_AT_THE_END(WrongMoves::stayingAtTheEnd),
    KEEPS_THE_KEY_IT_LEFT(WrongMoves::keepingTheKeyItLeft),
    GIVES_A_VALUE_ONCE(WrongMoves::givingAValueOnce),
    LOSES_A_KEY_AT_THE_EDGE_OF_A_PAGE(WrongMoves::losingAKeyAtTheEdgeOfAPage),
    SHARES_A_CURSOR(WrongMoves::sharingACursor),

    SHARES_ITS_ARRAYS(WrongReads::sharingItsArrays),
    SHARES_A_BUFFER_AMONG_READERS(WrongReads::sharingABufferAmongReaders),
    TAKES_EMPTY_FOR_ABSENT(WrongReads::takingEmptyForAbsent),
    FAILS_WHERE_THE_READER_IS_INTERRUPTED(WrongReads::failingWhereTheReaderIsInterrupted),
    CLOSES_ITS_FILE_AT_AN_INTERRUPT(WrongReads::closingItsFileAtAnInterrupt),
    REFUSES_VIRTUAL_THREADS(WrongReads::refusingVirtualThreads),

    SHOWS_LATER_WRITES_TO_SNAPSHOTS(WrongSnapshots::readingTheNewestState),
    SHOWS_LATER_WRITES_TO_CURSORS(WrongSnapshots::openingCursorsOnTheNewestState),
    KEEPS_TWO_HUNDRED_VERSIONS(WrongSnapshots::keepingTwoHundredVersions),
    LOSES_ITS_SNAPSHOTS_IN_A_COMPACTION(WrongSnapshots::losingItsSnapshotsInACompaction),
    LENDS_126_SNAPSHOTS(WrongSnapshots::lending126Snapshots),
    CLOSES_OLDER_SNAPSHOTS_TOO(WrongSnapshots::closingOlderSnapshotsToo),
    KEEPS_CURSORS_OPEN(WrongSnapshots::keepingCursorsOpen),
    FAILS_AT_A_SECOND_CLOSE(WrongSnapshots::failingAtASecondClose),
    BINDS_SNAPSHOTS_TO_THREADS(WrongSnapshots::bindingSnapshotsToThreads),

    IGNORES_DELETES(WrongWrites::ignoringDeletes),
    DELETES_BY_PREFIX(WrongWrites::deletingByPrefix),
    DELETES_LAST(WrongWrites::deletingLast),
    DELETES_RANGES_LAST(WrongWrites::deletingRangesLast),
    DELETES_RANGES_FIRST(WrongWrites::deletingRangesFirst),
    DELETES_ONE_RANGE_A_BATCH(WrongWrites::deletingOneRangeABatch),
    DELETES_THE_END_OF_A_RANGE(WrongWrites::deletingTheEndOfARange),
    DELETES_THE_NEIGHBOUR_OF_A_RANGE(WrongWrites::deletingTheNeighbourOfARange),
    FAILS_WHERE_THERE_IS_NOTHING_TO_DELETE(WrongWrites::failingWhereThereIsNothingToDelete),
    SHOWS_DELETED_KEYS_TO_CURSORS(WrongWrites::showingDeletedKeysToCursors),
    KEEPS_THE_FIRST_OF_TWO_PUTS(WrongWrites::keepingTheFirstOfTwoPuts),
    LAYS_A_VALUE_OVER_THE_OLD_ONE(WrongWrites::layingAValueOverTheOldOne),
    COUNTS_LENGTHS_IN_16_BITS(WrongWrites::countingLengthsIn16Bits),
    CUTS_LONG_KEYS(WrongWrites::cuttingLongKeys),
    MIXES_KEYSPACES(WrongWrites::mixingKeyspaces),
    WRITES_HALF_OF_A_LONG_BATCH(WrongWrites::writingHalfOfALongBatch),
    WRITES_HALF_OF_A_LARGE_BATCH(WrongWrites::writingHalfOfALargeBatch),
    WRITES_STEP_BY_STEP(WrongWrites::writingStepByStep),
    REFUSES_EMPTY_BATCHES(WrongWrites::refusingEmptyBatches),
    WRITES_A_BATCH_ONCE(WrongWrites::writingABatchOnce),
    SHOWS_A_BATCH_LATE(WrongWrites::showingTheBatchLate),
    CHANGES_THE_BATCH(WrongWrites::changingTheBatch),
    KEEPS_THE_ARRAYS_OF_A_BATCH(WrongWrites::keepingTheArraysOfABatch),
    STOPS_AT_A_WRITE_THAT_IS_INTERRUPTED(WrongWrites::stoppingAtAWriteThatIsInterrupted),
    SWALLOWS_THE_INTERRUPT_OF_A_WRITER(WrongWrites::swallowingTheInterruptOfAWriter),

    IGNORES_REQUIREMENTS(WrongRequirements::ignoringRequirements),
    TAKES_REQUIRED_ABSENCE_FOR_NO_REQUIREMENT(WrongRequirements::takingRequiredAbsenceForNoRequirement),
    COMPARES_ONLY_THE_START_OF_A_REQUIREMENT(WrongRequirements::comparingOnlyTheStart),
    CHECKS_ONE_REQUIREMENT_A_BATCH(WrongRequirements::checkingOneRequirementABatch),
    SKIPS_BATCHES_WITHOUT_STEPS(WrongRequirements::skippingBatchesWithoutSteps),
    REQUIRES_IN_ANY_KEYSPACE(WrongRequirements::requiringInAnyKeyspace),
    CHECKS_REQUIREMENTS_AFTERWARDS(WrongRequirements::checkingRequirementsAfterwards),
    WRITES_HALF_OF_A_CONFLICT(WrongRequirements::writingHalfOfAConflict),
    TAKES_A_CONFLICT_BACK(WrongRequirements::takingAConflictBack),
    STOPS_AFTER_A_CONFLICT(WrongRequirements::stoppingAfterAConflict),

    SHOWS_A_RECORD_OF_ITS_OWN((right, directory, access) -> WrongLives.showingARecordOfItsOwn(right, access)),
    FORGETS_BUFFERED_WRITES(WrongLives::forgettingBufferedWrites),
    REVIVES_DELETED_KEYS(WrongLives::revivingDeletedKeys),
    LOSES_A_RECORD_WHEN_NOTHING_WAS_WRITTEN(
            (right, directory, access) -> WrongLives.losingARecordWhenNothingWasWritten(right, access)),
    LOSES_A_RECORD_IN_COMPACTIONS(WrongLives::losingARecordInCompactions),
    SHARES_ITS_DIRECTORIES(WrongLives::sharingItsDirectories),
    FAILS_TO_SYNC_NOTHING(WrongLives::failingToSyncNothing),
    BINDS_WRITING_TO_A_THREAD(WrongLives::bindingWritingToAThread),
    LEAVES_A_THREAD_AT_EACH_OPEN(WrongLives::leavingAThreadAtEachOpen),
    TELLS_NO_SIZE(WrongLives::tellingNoSize),
    STOPS_AFTER_A_CANCELLED_COMPACTION(WrongLives::stoppingAfterACancelledCompaction),
    MISSES_THE_NEWEST_WHERE_IT_READS_ONLY(
            (right, directory, access) -> WrongLives.missingTheNewestWhereItReadsOnly(right, access)),
    ACCEPTS_WRITES_WHERE_IT_READS_ONLY(
            (right, directory, access) -> WrongLives.acceptingWritesWhereItReadsOnly(right, access)),

    MISSES_THE_NEWEST_BATCH_IN_COPIES(WrongFiles::missingTheNewestBatchInCopies),
    COPIES_KEYSPACE_BY_KEYSPACE(WrongFiles::copyingKeyspaceByKeyspace),
    WRITES_ON_INTO_ITS_COPIES(WrongFiles::writingOnIntoItsCopies),
    COPIES_OVER_WHAT_IS_THERE(WrongFiles::copyingOverWhatIsThere),
    LEAVES_HALF_OF_A_COPY(WrongFiles::leavingHalfOfACopy),
    TELLS_NO_END(WrongFiles::tellingNoEnd),
    OPENS_ITS_FILES_TO_ALL((right, directory, access) -> WrongFiles.openingItsFilesToAll(right, directory)),
    LEAVES_A_FILE_AT_EACH_OPEN((right, directory, access) -> WrongFiles.leavingAFileAtEachOpen(right, directory)),
    LEAVES_A_DESCRIPTOR_AT_EACH_OPEN(
            (right, directory, access) -> WrongFiles.leavingADescriptorAtEachOpen(right, directory)),
    NEVER_SHRINKS((right, directory, access) -> WrongFiles.neverShrinking(right, directory)),
    WRITES_WHERE_IT_IS_TO_READ((right, directory, access) -> WrongFiles.writingWhereItIsToRead(right, directory)),

    HAS_AN_ID_WITH_A_SPACE(WrongProviders.withASpaceInItsId()),
    HAS_NO_PUBLIC_CONSTRUCTOR(WrongProviders.withoutAPublicConstructor()),
    IGNORES_UNKNOWN_OPTIONS(WrongProviders.ignoringUnknownOptions()),
    WRITES_OPTIONS_IN_OTHER_UNITS(WrongProviders.writingOptionsInOtherUnits()),
    TAKES_OPTIONS_OF_ANOTHER_BACKEND(WrongProviders.takingOptionsOfAnotherBackend()),
    MAKES_AN_ENGINE_TO_READ_IT(WrongProviders.makingAnEngineToReadIt());

    private final EngineProvider provider;

    WrongEngine(UnaryOperator<Engine> alteration) {
        this(new AlteringProvider((right, directory, access) -> alteration.apply(right)));
    }

    WrongEngine(AlteringProvider.Alteration alteration) {
        this(new AlteringProvider(alteration));
    }

    WrongEngine(EngineProvider provider) {
        this.provider = provider;
    }

    @Override
    public List<TestOutcome> run(Set<String> rules) {
        return run(provider, rules);
    }

    @Override
    public List<TestOutcome> runRight(Set<String> rules) {
        return run(new AlteringProvider(), rules);
    }

    /** Runs the tests of the engine, and those of a storage over it that misuse it. */
    private static List<TestOutcome> run(EngineProvider provider, Set<String> rules) {
        List<TestOutcome> outcomes = new ArrayList<>(TrialSuite.run(provider, rules));
        outcomes.addAll(MisuseTrial.run(provider, rules));
        return outcomes;
    }
}
