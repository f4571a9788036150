package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** An engine that is wrong in one way, and the test of the contract that must say so. */
@SuppressWarnings("ImmutableEnumChecker") // The alterations are functions without state.
enum WrongEngine {
    COMPARES_SIGNED(
            WrongReads::comparingSigned, EngineContractSuite.Order.class, "rangeAcrossTheSignBitHoldsAllItsKeys"),
    INCLUDES_THE_END_OF_A_RANGE(
            WrongReads::includingTheEnd, EngineContractSuite.Order.class, "rangeHoldsItsStartAndNotItsEnd"),
    IGNORES_THE_END_OF_A_RANGE(
            WrongReads::ignoringTheEnd, EngineContractSuite.Cursors.class, "seekAtOrAfterDoesNotReachTheEndOfTheRange"),
    SEEKS_BELOW_THE_RANGE(
            WrongReads::seekingBelowTheRange, EngineContractSuite.Cursors.class, "seekBeforeDoesNotGoBelowTheRange"),
    SEEKS_BEFORE_INCLUSIVELY(
            WrongReads::seekingBeforeInclusively,
            EngineContractSuite.Cursors.class,
            "seekBeforeDoesNotFindTheKeyItself"),
    SKIPS_THE_LAST_KEY_DOWNWARDS(
            WrongReads::skippingTheLastKeyDownwards,
            EngineContractSuite.Cursors.class,
            "freshCursorGoesDownFromTheLastKeyOfItsRange"),
    STAYS_AT_THE_END(
            WrongReads::stayingAtTheEnd,
            EngineContractSuite.Cursors.class,
            "steppingOverTheEndUnpositionsAndPreviousComesFromTheEnd"),
    SHARES_ITS_ARRAYS(
            WrongReads::sharingItsArrays, EngineContractSuite.Values.class, "arraysThatAreReturnedBelongToTheCaller"),
    TAKES_EMPTY_FOR_ABSENT(
            WrongReads::takingEmptyForAbsent, EngineContractSuite.Values.class, "emptyValueIsNotAnAbsentOne"),
    SHOWS_LATER_WRITES_TO_SNAPSHOTS(
            WrongReads::readingTheNewestState, EngineContractSuite.Snapshots.class, "snapshotDoesNotSeeLaterPuts"),
    FAILS_WHERE_THE_READER_IS_INTERRUPTED(
            WrongReads::failingWhereTheReaderIsInterrupted,
            EngineContractSuite.ConcurrentUse.class,
            "threadThatIsInterruptedBeforehandReads"),
    IGNORES_DELETES(WrongWrites::ignoringDeletes, EngineContractSuite.Batches.class, "deleteRemovesOneKeyOnly"),
    DELETES_RANGES_LAST(
            WrongWrites::deletingRangesLast, EngineContractSuite.Batches.class, "deleteRangeSparesWhatIsPutAfterIt"),
    MIXES_KEYSPACES(
            WrongWrites::mixingKeyspaces, EngineContractSuite.Order.class, "sameKeyIsIndependentInEachKeyspace"),
    IGNORES_REQUIREMENTS(WrongWrites::ignoringRequirements, EngineContractSuite.Requirements.class, "otherValueFails"),
    WRITES_HALF_OF_A_CONFLICT(
            WrongWrites::writingHalfOfAConflict, EngineContractSuite.Batches.class, "conflictWritesNothing"),
    WRITES_STEP_BY_STEP(
            WrongWrites::writingStepByStep, EngineContractSuite.ConcurrentUse.class, "readersSeeWholeBatchesOnly"),
    CHANGES_THE_BATCH(WrongWrites::changingTheBatch, EngineContractSuite.Batches.class, "batchIsNotChangedByItsWrite"),
    KEEPS_THE_ARRAYS_OF_A_BATCH(
            WrongWrites::keepingTheArraysOfABatch, EngineContractSuite.Values.class, "arraysOfABatchAreNotKept"),
    FORGETS_BUFFERED_WRITES(
            WrongWrites::forgettingBufferedWrites, EngineContractSuite.LifeCycle.class, "twentyOpensLoseNothing"),
    SHOWS_A_BATCH_LATE(
            WrongWrites::showingTheBatchLate,
            EngineContractSuite.Snapshots.class,
            "newSnapshotSeesTheBatchThatWasJustWritten"),
    MISSES_THE_NEWEST_BATCH_IN_COPIES(
            WrongFiles::missingTheNewestBatchInCopies, EngineContractSuite.Copies.class, "copyHoldsAllBatchesBeforeIt"),
    LOSES_A_RECORD_IN_COMPACTIONS(
            WrongFiles::losingARecordInCompactions,
            EngineContractSuite.Compaction.class,
            "compactionChangesNoKeyAndNoValue"),
    WRITES_WHERE_IT_IS_TO_READ(
            WrongFiles::writingWhereItIsToRead,
            EngineContractSuite.ReadOnly.class,
            "readOnlyEngineChangesNothingInItsDirectory");

    private final BiFunction<Engine, Path, Engine> alteration;
    private final Class<?> topic;
    private final String failingTest;

    WrongEngine(UnaryOperator<Engine> alteration, Class<?> topic, String failingTest) {
        this((right, directory) -> alteration.apply(right), topic, failingTest);
    }

    WrongEngine(BiFunction<Engine, Path, Engine> alteration, Class<?> topic, String failingTest) {
        this.alteration = alteration;
        this.topic = topic;
        this.failingTest = failingTest;
    }

    Engine wrongly(Engine right, Path directory) {
        return alteration.apply(right, directory);
    }

    /** The class of the suite that the test belongs to. */
    Class<?> topic() {
        return topic;
    }

    String failingTest() {
        return failingTest;
    }
}
