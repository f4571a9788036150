package dev.ize.tck.storage;

import dev.ize.tck.rule.TestOutcome;
import dev.ize.tck.rule.WrongImplementation;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A storage that is wrong in one way, or its provider is. */
@SuppressWarnings("ImmutableEnumChecker") // What makes the providers has no state.
public enum WrongStorage implements WrongImplementation {
    FORGETS_SNAPSHOTS(WrongOpening::forgettingSnapshots),
    STARTS_ITS_NUMBERS_ANEW(WrongOpening::startingItsNumbersAnew),
    TELLS_ANOTHER_BACKEND(WrongOpening::tellingAnotherBackend),
    MAKES_WHAT_MUST_EXIST(WrongOpening::makingWhatMustExist),
    OPENS_WHAT_MUST_BE_NEW(WrongOpening::openingWhatMustBeNew),
    CLEARS_THE_DIRECTORY_OF_A_NEW_STORE(WrongOpening::clearingTheDirectory),
    REFUSES_EMPTY_DIRECTORIES(WrongOpening::refusingEmptyDirectories),
    OPENS_STORES_OF_OTHER_BACKENDS(WrongOpening::overlookingTheBackend),
    OPENS_NEWER_FORMATS(WrongOpening::overlookingTheFormat),
    OPENS_WITH_UNKNOWN_OPTIONS(WrongOpening::ignoringUnknownOptions),
    TELLS_OPTIONS_THAT_IT_DOES_NOT_KNOW(WrongOpening::tellingOptionsThatItDoesNotKnow),
    LETS_OTHERS_READ_ITS_FILES(WrongOpening::lettingOthersReadItsFiles),
    OPENS_A_STORE_TWICE(WrongOpening::openingTwice),
    KNOWS_STORES_BY_THEIR_NAMES(WrongOpening::knowingStoresByTheirNames),
    LOSES_ITS_LOCK_TO_A_SECOND_OPEN(WrongOpening::losingItsLockToASecondOpen),
    DOES_NOT_WAIT_FOR_A_LOCK(WrongOpening::notWaitingForALock),
    TAKES_A_LOCK_FILE_FOR_A_LOCK(WrongOpening::takingALockFileForALock),
    LEAKS_A_DESCRIPTOR(WrongOpening::leakingADescriptor),
    LEAKS_A_THREAD(WrongOpening::leakingAThread),
    LEAVES_A_FILE(WrongOpening::leavingAFile),
    FAILS_TO_OPEN_WHERE_INTERRUPTED(WrongOpening::failingWhereInterrupted),
    THROWS_AT_A_SECOND_CLOSE(WrongClosing::throwingAtASecondClose),
    RETURNS_FROM_CLOSE_TOO_EARLY(WrongClosing::returningFromCloseTooEarly),
    ANSWERS_AFTER_CLOSE(WrongClosing::answeringAfterClose),
    ENDS_THE_PROCESS_AFTER_CLOSE(WrongClosing.EndingTheProcess::new),
    READS_STREAMS_INTO_MEMORY(WrongClosing::readingStreamsIntoMemory),
    FORGETS_POINTS_AT_CLOSE(WrongClosing::forgettingPointsAtClose),
    READS_NOTHING_AFTER_CLOSE(WrongClosing::readingNothingAfterClose),
    ACKNOWLEDGES_WHAT_CLOSING_TURNED_AWAY(WrongClosing::acknowledgingWhatClosingTurnedAway),
    CLOSES_WHEN_A_READER_IS_INTERRUPTED(WrongClosing::closingWhenAReaderIsInterrupted),
    CLEARS_INTERRUPTS(WrongClosing::clearingInterrupts),
    CANCELS_WHAT_IS_INTERRUPTED(WrongClosing::cancellingWhatIsInterrupted),
    TURNS_VIRTUAL_THREADS_AWAY(WrongClosing::refusingVirtualThreads),
    TRIMS_NAMES(WrongNames::trimming),
    CUTS_LONG_NAMES(WrongNames::cutting),
    NORMALISES_NAMES(WrongNames::normalising),
    LOWERS_NAMES(WrongNames::lowering),
    REFUSES_LONG_PATHS(WrongNames::refusingLongPaths),
    LISTS_BY_PREFIX(WrongNames::listingByPrefix),
    ORDERS_NAMES_AS_TEXT(WrongNames::orderingThemAsText),
    USES_THE_CHARSET_OF_THE_PLATFORM(WrongNames.InThePlatformsCharset::new),
    DROPS_EMPTY_FILES(WrongContents::droppingEmptyFiles),
    LOSES_THE_LAST_BYTE(WrongContents::losingTheLastByte),
    HASHES_THE_NODE_TOO(WrongContents::hashingTheNodeToo),
    KEEPS_EVERY_COPY(WrongContents::keepingEveryCopy),
    COMPRESSES_NOTHING(WrongContents::compressingNothing),
    KEEPS_EVERY_VERSION_WHOLE(WrongContents::keepingEveryVersionWhole),
    STARTS_RANGES_AT_PAGES(WrongContents::startingRangesAtPages),
    SEEMS_TO_WRITE(WrongContents::seemingToWrite),
    FOLLOWS_THE_FILE(WrongContents::followingTheFile),
    READS_WHAT_IS_NO_FILE_AS_EMPTY(WrongContents::readingWhatIsNoFileAsEmpty),
    TAKES_ANY_CONTENT(WrongContents::takingAnyContent),
    TAKES_A_FAILURE_FOR_THE_END(WrongContents::takingAFailureForTheEnd),
    KEEPS_WHAT_IS_NOT_USED(WrongContents::keepingWhatIsNotUsed),
    CLOSES_CONTENTS_THAT_IT_USED(WrongContents::closingContentsThatItUsed),
    READS_THE_NEWEST_VERSION(WrongContents::readingTheNewestVersion),
    CUTS_AFTER_A_WRITE(WrongEdits::cuttingAfterAWrite),
    WRITES_IN_REVERSE(WrongEdits::writingInReverse),
    FILLS_GAPS_WITH_GARBAGE(WrongEdits::fillingGapsWithGarbage),
    EXTENDS_FOR_NO_BYTES(WrongEdits::extendingForNoBytes),
    BRINGS_CUT_BYTES_BACK(WrongEdits::bringingCutBytesBack),
    COUNTS_IN_32_BITS(WrongEdits::countingIn32Bits),
    REPLACES_FILES_BY_NEW_ONES(WrongEdits::replacingFilesByNewOnes),
    SEEMS_TO_EDIT_ANYTHING(WrongEdits::seemingToEditAnything),
    SEEMS_TO_CHANGE_THE_ROOT(WrongEdits::seemingToChangeTheRoot),
    SEEMS_TO_RENAME_NOTHING(WrongEdits::seemingToRenameNothing),
    PUTS_A_DIRECTORY_INTO_NEW_STORES(WrongTrees::puttingADirectoryIntoNewStores),
    MAKES_FILES_OF_1970(WrongTrees::makingFilesOf1970),
    CUTS_TIMES_TO_MILLIS(WrongTrees::cuttingTimesToMillis),
    TOUCHES_WHAT_IT_DESCRIBES(WrongTrees::touchingWhatItDescribes),
    OVERWRITES_WHAT_IS_THERE(WrongTrees::overwritingWhatIsThere),
    MAKES_MISSING_DIRECTORIES(WrongTrees::makingMissingDirectories),
    DELETES_ANY_KIND(WrongTrees::deletingAnyKind),
    DELETES_WHOLE_TREES(WrongTrees::deletingWholeTrees),
    KNOWS_NODES_BY_THEIR_PATHS(WrongTrees::knowingNodesByTheirPaths),
    KEEPS_ATTRIBUTES_BY_PATH(WrongTrees::keepingAttributesByPath),
    FOLLOWS_SYMLINKS(WrongTrees::followingSymlinks),
    TAKES_TARGETS_FOR_TEXT(WrongTrees::takingTargetsForText),
    CUTS_LONG_ATTRIBUTES(WrongTrees::cuttingLongAttributes),
    WALKS_IN_THE_ORDER_OF_TEXT(WrongListings::walkingInTheOrderOfText),
    LEAVES_OUT_LONG_PATHS(WrongListings::leavingOutLongPaths),
    CALLS_ITSELF_FOR_EACH_LEVEL(WrongListings::callingItselfForEachLevel),
    LISTS_THE_DEAD(WrongListings::listingTheDead),
    LISTS_THE_HEAD(WrongListings::listingTheHead),
    SKIPS_AN_ENTRY_BETWEEN_PAGES(WrongListings::skippingAnEntryBetweenPages),
    REPEATS_AN_ENTRY_BETWEEN_PAGES(WrongListings::repeatingAnEntryBetweenPages),
    ENDS_WITH_AN_EMPTY_PAGE(WrongListings::endingWithAnEmptyPage),
    LISTS_WHAT_IS_NO_DIRECTORY_AS_EMPTY(WrongListings::listingWhatIsNoDirectoryAsEmpty),
    RENAMES_BY_COPYING(WrongRenames::copying),
    MAKES_DIRECTORIES_ANEW(WrongRenames::makingDirectoriesAnew),
    MOVES_ENTRY_BY_ENTRY(WrongRenames::movingEntryByEntry),
    KEEPS_BOTH_FILES(WrongRenames::keepingBoth),
    REMOVES_THE_REPLACED_EVERYWHERE(WrongRenames::removingTheReplacedEverywhere),
    REPLACES_FULL_DIRECTORIES(WrongRenames::replacingFullDirectories),
    REPLACES_ANY_KIND(WrongRenames::replacingAnyKind),
    MOVES_DIRECTORIES_BELOW_THEMSELVES(WrongRenames::movingDirectoriesBelowThemselves),
    REMOVES_A_LINK_RENAMED_TO_ANOTHER(WrongRenames::removingALinkThatIsRenamedToAnother),
    COPIES_INSTEAD_OF_LINKING(WrongRenames::copyingInsteadOfLinking),
    LINKS_OVER_WHAT_IS_THERE(WrongRenames::linkingOverWhatIsThere),
    EXCHANGES_NOTHING(WrongRenames::exchangingNothing),
    CHECKS_AGAINST_THE_TREE_BEFORE(WrongChanges::checkingAgainstTheTreeBefore),
    KEEPS_WHAT_CAME_BEFORE_A_FAILURE(WrongChanges::keepingWhatCameBeforeAFailure),
    GIVES_UP_AFTER_A_REFUSAL(WrongChanges::givingUpAfterARefusal),
    IGNORES_THE_EXPECTED_HEAD(WrongChanges::ignoringTheExpectedHead),
    IGNORES_OTHER_PRECONDITIONS(WrongChanges::ignoringOtherPreconditions),
    APPLIES_A_CHANGE_ONCE(WrongChanges::applyingAChangeOnce),
    SPLITS_LONG_CHANGES(WrongChanges::splittingLongChanges),
    APPLIES_STEP_BY_STEP(WrongChanges::applyingStepByStep),
    REFUSES_NEIGHBOURS(WrongChanges::refusingNeighbours),
    WRITES_TO_THE_MAIN_BRANCH(WrongChanges::writingToTheMainBranch),
    RESTORES_CONTENT_ALONE(WrongChanges::restoringContentAlone),
    RESTORES_WITHOUT_REMOVING(WrongChanges::restoringWithoutRemoving),
    RECORDS_EMPTY_RESTORES(WrongChanges::recordingEmptyRestores),
    OVERLOOKS_UNKNOWN_POINTS(WrongChanges::overlookingUnknownPoints),
    SHOWS_STAGED_OPERATIONS(WrongStages::showingStagedOperations),
    LOSES_THE_MESSAGE_OF_A_STAGE(WrongStages::losingTheMessage),
    PUBLISHES_AT_CLOSE(WrongStages::publishingAtClose),
    SKIPS_WHAT_DOES_NOT_FIT(WrongStages::skippingWhatDoesNotFit),
    LETS_OTHERS_IN_BETWEEN(WrongStages::lettingOthersInBetween);

    private final Supplier<AlteredProvider> provider;

    WrongStorage(Supplier<AlteredProvider> provider) {
        this.provider = provider;
    }

    @Override
    public List<TestOutcome> run(Set<String> rules) {
        return TrialSuite.run(provider.get(), rules);
    }

    @Override
    public List<TestOutcome> runRight(Set<String> rules) {
        return RightRuns.of(rules);
    }
}
