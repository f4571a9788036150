package dev.ize.tck.engine;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.rule.TestOutcome;
import dev.ize.tck.rule.WrongImplementation;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An engine that is wrong in one way, or its provider is. */
@SuppressWarnings("ImmutableEnumChecker") // The providers have no state.
public enum WrongEngine implements WrongImplementation {
    COMPARES_SIGNED(WrongReads::comparingSigned),
    INCLUDES_THE_END_OF_A_RANGE(WrongReads::includingTheEnd),
    IGNORES_THE_END_OF_A_RANGE(WrongReads::ignoringTheEnd),
    SEEKS_BELOW_THE_RANGE(WrongReads::seekingBelowTheRange),
    SEEKS_BEFORE_INCLUSIVELY(WrongReads::seekingBeforeInclusively),
    SKIPS_THE_LAST_KEY_DOWNWARDS(WrongReads::skippingTheLastKeyDownwards),
    STAYS_AT_THE_END(WrongReads::stayingAtTheEnd),
    SHARES_ITS_ARRAYS(WrongReads::sharingItsArrays),
    TAKES_EMPTY_FOR_ABSENT(WrongReads::takingEmptyForAbsent),
    SHOWS_LATER_WRITES_TO_SNAPSHOTS(WrongReads::readingTheNewestState),
    FAILS_WHERE_THE_READER_IS_INTERRUPTED(WrongReads::failingWhereTheReaderIsInterrupted),
    IGNORES_DELETES(WrongWrites::ignoringDeletes),
    DELETES_RANGES_LAST(WrongWrites::deletingRangesLast),
    MIXES_KEYSPACES(WrongWrites::mixingKeyspaces),
    IGNORES_REQUIREMENTS(WrongWrites::ignoringRequirements),
    WRITES_HALF_OF_A_CONFLICT(WrongWrites::writingHalfOfAConflict),
    WRITES_STEP_BY_STEP(WrongWrites::writingStepByStep),
    CHANGES_THE_BATCH(WrongWrites::changingTheBatch),
    KEEPS_THE_ARRAYS_OF_A_BATCH(WrongWrites::keepingTheArraysOfABatch),
    FORGETS_BUFFERED_WRITES(WrongWrites::forgettingBufferedWrites),
    SHOWS_A_BATCH_LATE(WrongWrites::showingTheBatchLate),
    MISSES_THE_NEWEST_BATCH_IN_COPIES(WrongFiles::missingTheNewestBatchInCopies),
    LOSES_A_RECORD_IN_COMPACTIONS(WrongFiles::losingARecordInCompactions),
    WRITES_WHERE_IT_IS_TO_READ((right, directory, access) -> WrongFiles.writingWhereItIsToRead(right, directory));

    private final EngineProvider provider;

    WrongEngine(UnaryOperator<Engine> alteration) {
        this((right, directory, access) -> alteration.apply(right));
    }

    WrongEngine(AlteringProvider.Alteration alteration) {
        this.provider = new AlteringProvider(alteration);
    }

    @Override
    public List<TestOutcome> run(Set<String> rules) {
        return TrialSuite.run(provider, rules);
    }

    @Override
    public List<TestOutcome> runRight(Set<String> rules) {
        return TrialSuite.run(new AlteringProvider(), rules);
    }
}
