package dev.ize.tck.storage;

import java.util.function.Supplier;

/** A storage that is wrong in what it tells of the past, or in its branches. */
@SuppressWarnings("ImmutableEnumChecker") // What makes the providers has no state.
public enum WrongPast implements WrongAlteration {
    TELLS_PATHS_AS_THEY_ARE_NOW(WrongLines::tellingPathsAsTheyAreNow),
    FORGETS_DELETED_PATHS(WrongLines::forgettingDeletedPaths),
    STOPS_WHERE_A_FILE_WAS_MADE(WrongLines::stoppingWhereAFileWasMade),
    STOPS_AT_A_RENAME(WrongLines::stoppingAtARename),
    FOLLOWS_THE_NEW_FILE_TO_ITS_FORMER_PATH(WrongLines::followingTheNewFile),
    REMEMBERS_RENAMES_OF_DIRECTORIES_ABOVE(WrongLines::tellingRenamesAbove),
    TELLS_WHAT_CAME_AFTER_THE_VIEW(WrongLines::tellingWhatCameAfterTheView),
    STOPS_AT_THE_FORK(WrongLines::stoppingAtTheFork),
    COUNTS_PAGES_OFF(WrongLines::countingPagesOff),
    TELLS_NEWEST_FIRST_ALWAYS(WrongLines::tellingNewestFirstAlways),
    LOGS_NO_GIVEN_TIMES(WrongLines::loggingNoGivenTimes),
    FORGETS_THE_SESSION(WrongLines::forgettingTheSession),
    RECORDS_THE_EFFECTIVE_TIME_ONLY(WrongLines::recordingTheEffectiveTimeOnly),
    TELLS_THE_CHAIN_OF_THE_HEAD(WrongLines::tellingTheChainOfTheHead),
    HASHES_ITS_OWN_NUMBERS(WrongLines::hashingItsOwnNumbers),
    HASHES_NO_AUTHORS(WrongLines::hashingNoAuthors),

    FINDS_WHAT_IS_BEFORE_A_TIME(WrongTimes::findingWhatIsBefore),
    ROUNDS_TIMES_TO_MILLISECONDS(WrongTimes::roundingToMilliseconds),
    SHOWS_AN_EMPTY_TREE_BEFORE_THE_FIRST_CHANGE(WrongTimes::showingAnEmptyTreeBeforeTheFirst),
    FINDS_THE_FIRST_OF_A_TIME(WrongTimes::findingTheFirstOfATime),
    TRUSTS_THE_WALL_CLOCK(WrongTimes::trustingTheWallClock),
    COUNTS_NANOSECONDS_IN_64_BITS(WrongTimes::countingNanosecondsIn64Bits),
    LOOKS_TIMES_UP_ON_MAIN(WrongTimes::lookingTimesUpOnMain),
    SHOWS_WHOLE_CHANGES_ONLY(WrongTimes::showingWholeChangesOnly),
    TAKES_ANY_NUMBER_FOR_A_POINT(WrongTimes::takingAnyNumberForAPoint),
    RESTORES_FROM_OWN_CHANGES_ONLY(WrongTimes::restoringFromOwnChangesOnly),
    FORGETS_WHEN_IT_WAS_MADE(WrongTimes::forgettingWhenItWasMade),
    MOVES_ITS_VIEWS(WrongTimes::movingItsViews),
    KEEPS_EVERY_SECOND_VERSION(WrongTimes::keepingEverySecondVersion),

    SAYS_THAT_A_FULL_PAGE_IS_THE_LAST(WrongAnswers::sayingThatAFullPageIsTheLast),
    WALKS_PAST_THE_LAST_ENTRY(WrongAnswers::walkingPastTheLastEntry),
    FINDS_NOTHING_IN_DIRECTORIES(WrongAnswers::findingNothingInDirectories),
    TELLS_ONE_LINK_ONLY(WrongAnswers::tellingOneLinkOnly),
    HAS_NO_EXTENDED_ATTRIBUTES(WrongAnswers::havingNoExtendedAttributes),
    READS_ALL_BUT_THE_LAST_BYTE(WrongAnswers::readingAllButTheLastByte),
    CUTS_NANOSECONDS_OF_VIEWS(WrongAnswers::cuttingNanosecondsOfViews),
    NEVER_MOVES_ITS_CHAIN(WrongAnswers::neverMovingItsChain),
    LOSES_THE_OLDEST_LINE(WrongAnswers::losingTheOldestLine),
    LOGS_THE_FIRST_PAGE_ONLY(WrongAnswers::loggingTheFirstPageOnly),
    IS_A_NANOSECOND_LATE(WrongAnswers::beingANanosecondLate),
    DIFFERS_WITHOUT_REMOVALS(WrongAnswers::differingWithoutRemovals),
    LISTS_ALL_BRANCHES_BUT_THE_LAST(WrongAnswers::listingAllBranchesButTheLast),
    LISTS_NO_SNAPSHOTS(WrongAnswers::listingNoSnapshots),

    STARTS_WITH_TWO_BRANCHES(WrongForks::startingWithTwoBranches),
    LEAKS_INTO_ITS_PARENT(WrongForks::leakingIntoItsParent),
    FOLLOWS_ITS_PARENT(WrongForks::followingItsParent),
    FORKS_AT_THE_HEAD(WrongForks::forkingAtTheHead),
    READS_ITS_GRANDPARENTS_HEAD(WrongForks::readingItsGrandparentsHead),
    REFUSES_DEEP_LINEAGES(WrongForks::refusingDeepLineages),
    ROUNDS_POINTS_TO_THE_END_OF_A_CHANGE(WrongForks::roundingToTheEndOfAChange),
    LISTS_NAMES_WITHOUT_REGARD_TO_CASE(WrongForks::listingWithoutRegardToCase),
    TAKES_ANY_NAME(WrongForks::takingAnyName),
    GIVES_NAMES_TWICE(WrongForks::givingNamesTwice),
    ANSWERS_FOR_DELETED_BRANCHES(WrongForks::answeringForDeletedBranches),
    SEEMS_TO_DELETE_ANY_BRANCH(WrongForks::seemingToDeleteAnyBranch),
    DELETES_FORKS_WITH_THEIR_PARENT(WrongForks::deletingForksWithTheirParent),
    DELETES_SNAPSHOTS_WITH_THEIR_BRANCH(WrongForks::deletingSnapshotsWithTheirBranch),
    FORKS_VIEWS_OF_OTHER_STORES(WrongForks::forkingViewsOfOtherStores),
    ALIASES_THE_HEAD(WrongForks::aliasingTheHead),
    FORGETS_THE_MESSAGES_OF_SNAPSHOTS(WrongForks::forgettingMessages),
    REMOVES_WHAT_A_SNAPSHOT_SHOWED(WrongForks::removingWhatASnapshotShowed),

    TELLS_RENAMES_TWICE(WrongDifferences::tellingRenamesTwice),
    TELLS_WHAT_IS_EQUAL(WrongDifferences::tellingWhatIsEqual),
    MIXES_ASPECTS(WrongDifferences::mixingAspects),
    LOSES_THE_STATE_BEFORE(WrongDifferences::losingTheStateBefore),
    TELLS_REPLACED_FILES_TWICE(WrongDifferences::tellingReplacedFilesTwice),
    LOOKS_AT_NEW_PATHS_ONLY(WrongDifferences::lookingAtNewPathsOnly),
    MISSES_A_BRANCH(WrongDifferences::missingABranch),
    TELLS_A_NODE_ONCE(WrongDifferences::tellingANodeOnce);

    private final Supplier<AlteredProvider> provider;

    WrongPast(Supplier<AlteredProvider> provider) {
        this.provider = provider;
    }

    @Override
    public AlteredProvider provider() {
        return provider.get();
    }
}
