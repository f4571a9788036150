package dev.ize.tck.storage;

import java.util.function.Supplier;

/** A storage that is wrong in how it prunes, collects, copies, dumps, explains or verifies. */
@SuppressWarnings("ImmutableEnumChecker") // What makes the providers has no state.
public enum WrongUpkeep implements WrongAlteration {
    REMOVES_NOTHING(WrongPrunings::removingNothing),
    REMOVES_IN_A_DRY_RUN(WrongPrunings::removingInADryRun),
    KEEPS_ONE_TOO_FEW(WrongPrunings::keepingOneTooFew),
    FORGETS_WHAT_SNAPSHOTS_HOLD(WrongPrunings::forgettingWhatSnapshotsHold),
    PRUNES_EVERY_BRANCH(WrongPrunings::pruningEveryBranch),
    COUNTS_DAYS_IN_UTC_ALONE(WrongPrunings::countingDaysInUtcAlone),
    KEEPS_NOTHING_WITHIN_A_TIME(WrongPrunings::keepingNothingWithinATime),
    HIDES_WHERE_LOGS_END(WrongPrunings::hidingWhereLogsEnd),
    HIDES_THE_NEAREST_KEPT_POINTS(WrongPrunings::hidingTheNearestKeptPoints),
    TELLS_THE_FIRST_PRUNING_AGAIN(WrongPrunings::tellingTheFirstPruningAgain),
    SHOWS_THE_NEAREST_KEPT_POINT(WrongPrunings::showingTheNearestKeptPoint),
    FAILS_TO_PRUNE_NOTHING(WrongPrunings::failingToPruneNothing),
    LOSES_A_SNAPSHOT_WHERE_IT_IS_ENDED(WrongPrunings::losingASnapshotWhereItIsEnded),
    REFUSES_CHANGES_WHILE_IT_PRUNES(WrongPrunings::refusingChangesWhileItPrunes),
    DUMPS_WHAT_IS_LEFT(WrongPrunings::dumpingWhatIsLeft),
    KEEPS_DELETED_SNAPSHOTS(WrongPrunings::keepingDeletedSnapshots),
    FORKS_NO_PRUNED_BRANCHES(WrongPrunings::forkingNoPrunedBranches),
    TAKES_A_PRUNED_POINT_FOR_THE_END(WrongPrunings::takingAPrunedPointForTheEnd),

    COLLECTS_NOTHING(WrongUpkeeps::collectingNothing),
    COLLECTS_WHAT_THE_HEAD_DOES_NOT_HAVE(WrongUpkeeps::collectingWhatTheHeadDoesNotHave),
    FORGETS_LEASES(WrongUpkeeps::forgettingLeases),
    REMEMBERS_CONTENT_THAT_IT_HAS_REMOVED(WrongUpkeeps::rememberingContentThatItHasRemoved),
    COLLECTS_NO_MORE_AFTER_IT_WAS_ENDED(WrongUpkeeps::collectingNoMoreAfterItWasEnded),
    COMPACTS_THE_PAST_AWAY(WrongUpkeeps::compactingThePastAway),
    FAILS_AFTER_AN_ENDED_COMPACTION(WrongUpkeeps::failingAfterAnEndedCompaction),
    EXPLAINS_THE_FIRST_HOLDER_ONLY(WrongUpkeeps::explainingTheFirstHolderOnly),
    COUNTS_WHAT_IT_NAMES(WrongUpkeeps::countingWhatItNames),
    EXPLAINS_WHOLE_CONTENTS_ONLY(WrongUpkeeps::explainingWholeContentsOnly),
    TELLS_NO_LEASES(WrongUpkeeps::tellingNoLeases),
    FINDS_WHAT_IS_BEING_WRITTEN(WrongUpkeeps::findingWhatIsBeingWritten),

    MISSES_THE_NEWEST_CHANGE_IN_COPIES(WrongCopies::missingTheNewestChange),
    COPIES_ONTO_OTHER_STORES(WrongCopies::copyingOverWhatIsThere),
    KEEPS_A_COPY_THAT_WAS_ENDED(WrongCopies::keepingACopyThatWasEnded),
    SEEMS_TO_WRITE_WHERE_IT_IS_TO_READ(WrongCopies::seemingToWrite),
    TOUCHES_WHAT_IT_IS_TO_READ(WrongCopies::touchingWhatItIsToRead),
    MAKES_WHAT_IT_IS_TO_READ(WrongCopies::makingWhatItIsToRead),

    LEAVES_ACTS_OUT_OF_DUMPS(WrongDumps::leavingOutActs),
    DUMPS_CONTENT_TWICE(WrongDumps::dumpingContentTwice),
    DUMPS_WHAT_CAME_MEANWHILE(WrongDumps::dumpingWhatCameMeanwhile),
    SWALLOWS_FAILURES_OF_STREAMS(WrongDumps::swallowingFailuresOfStreams),
    TAKES_A_NUMBER_AFTER_A_LOAD(WrongDumps::takingANumberAfterALoad),
    LOADS_ANY_INCREMENT(WrongDumps::loadingAnyIncrement),
    TAKES_A_BROKEN_DUMP_FOR_WHOLE(WrongDumps::takingABrokenDumpForWhole),
    MENDS_CHECKSUMS(WrongDumps::mendingChecksums),
    TELLS_THE_FIRST_LOAD_AGAIN(WrongDumps::tellingTheFirstLoadAgain),
    COUNTS_PROGRESS_BACKWARDS(WrongDumps::countingProgressBackwards),
    GOES_ON_WHEN_IT_IS_TOLD_TO_END(WrongDumps::goingOnWhenItIsToldToEnd);

    private final Supplier<AlteredProvider> provider;

    WrongUpkeep(Supplier<AlteredProvider> provider) {
        this.provider = provider;
    }

    @Override
    public AlteredProvider provider() {
        return provider.get();
    }
}
