package dev.ize.tck.mutation;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves out the tests that are too slow to run once for each mutant, since a mutant that lives is tried by all tests
 * that reach it, and those that start processes of their own, in which there is no mutant.
 *
 * <p>The system property {@value #PROPERTY} says what is mutated: packages or classes of ize-core.
 */
public final class FastTests implements ExecutionCondition {
    private static final String PROPERTY = "ize.mutation";

    /** Stands for the package dev.ize.core itself, whose classes are named without one. */
    private static final String ROOT = "";

    private static final Set<String> ALL = Set.of(
            ROOT, "collect", "content", "dump", "engine", "format", "migrate", "prune", "tree", "verify", "write");

    /** Packages of tests that are there for the seam. */
    private static final Set<String> ENGINE_TESTS = Set.of("dev.ize.tck.engine", "dev.ize.tck.memory");

    /** Those of what a tree is like after a change; what makes the change has tests of its own. */
    private static final Set<String> SHOWING = Set.of("format", "tree");

    /** Classes of tests that take a twentieth of a second each or more, with the packages that they are there for. */
    private static final Map<String, Set<String>> ONLY_FOR = Map.ofEntries(
            Map.entry("BadDumps", Set.of("dump")),
            Map.entry("Branches", SHOWING),
            Map.entry("Changes", Set.of("write")),
            Map.entry("ChunkCodecTest", Set.of("content")),
            Map.entry("ChunkTreeTest", Set.of("content")),
            Map.entry("ChunkerTest", Set.of("content")),
            Map.entry("Closing", Set.of(ROOT, "write")),
            Map.entry("Collections", Set.of("collect")),
            Map.entry("ContentEditorTest", Set.of("content")),
            Map.entry("ContentIntakeTest", Set.of("write")),
            Map.entry("ContentReaderTest", Set.of("content")),
            Map.entry("ContentWriterTest", Set.of("content")),
            Map.entry("Contents", Set.of("content", "format", "tree", "write")),
            Map.entry("Costs", Set.of("tree")),
            Map.entry("CrowdedEngineTest", Set.of(ROOT, "engine", "write")),
            Map.entry("Deltas", Set.of("content", "write")),
            Map.entry("Depths", Set.of("tree")),
            Map.entry("DifferencePathsTest", Set.of("tree")),
            Map.entry("Differences", SHOWING),
            Map.entry("Directories", Set.of("tree")),
            Map.entry("Dumps", Set.of("dump")),
            Map.entry("Edits", Set.of("content", "format", "tree", "write")),
            Map.entry("Explanations", Set.of("collect")),
            Map.entry("FailedOpeningTest", Set.of(ROOT, "engine")),
            Map.entry("FailingEngineTest", Set.of(ROOT, "engine", "write")),
            Map.entry("Histories", SHOWING),
            Map.entry("HandMadeDumpTest", Set.of("dump")),
            Map.entry("HostileStores", Set.of("content", "tree")),
            Map.entry("LargeChangesTest", Set.of("write")),
            Map.entry("ListingCostTest", Set.of("tree")),
            Map.entry("Listings", Set.of("tree")),
            Map.entry("Logs", SHOWING),
            Map.entry("Maintenance", Set.of(ROOT, "engine")),
            Map.entry("Migrations", Set.of("migrate")),
            Map.entry("Names", SHOWING),
            Map.entry("Numbers", Set.of("format", "write")),
            Map.entry("Opening", Set.of(ROOT)),
            Map.entry("Points", Set.of("tree")),
            Map.entry("PrunedRecords", Set.of("prune")),
            Map.entry("Prunings", Set.of("prune", "tree")),
            Map.entry("RecordCopyTest", Set.of("migrate")),
            Map.entry("RefusedGroupTest", Set.of("write")),
            Map.entry("Renames", SHOWING),
            Map.entry("Resemblances", Set.of("collect", "write")),
            Map.entry("SmallDumpsTest", Set.of("dump")),
            Map.entry("SmallHistoryTest", Set.of(ROOT, "write")),
            Map.entry("Snapshots", SHOWING),
            Map.entry("Stages", Set.of("write")),
            Map.entry("StorageEdgesTest", Set.of("write")),
            Map.entry("StoreLockTest", Set.of(ROOT)),
            Map.entry("StoreMigrationTest", Set.of(ROOT, "migrate")),
            Map.entry("Sweeps", Set.of("prune")),
            Map.entry("Times", SHOWING),
            Map.entry("TreeNodeTest", Set.of("content")),
            Map.entry("Trees", SHOWING),
            Map.entry("UnreadableKeyspaceTest", Set.of("verify")),
            Map.entry("VerificationOfContent", Set.of("verify")),
            Map.entry("VerificationOfPrunings", Set.of("prune", "verify")),
            Map.entry("VerificationOfTheLog", Set.of("verify")),
            Map.entry("Watermarks", Set.of(ROOT, "write")));

    private static final Set<String> CLASSES_LEFT_OUT = Set.of(
            "ConcurrentUse",
            "ContentEditorCostTest",
            "ContentEditorModelTest",
            "DumpModel",
            "EveryRecordTest",
            "Locking",
            "Model",
            "Processes",
            "PruneFailureTest",
            "Repairs",
            "Verification",
            "VerificationInUse");

    private static final Set<String> METHODS_LEFT_OUT = Set.of(
            "branchThatIsDeletedMeanwhileIsWholeOrMissed",
            "chainOfAHundredThousandDeltasEnds",
            "changeOfMoreThanABatchIsOneChange",
            "contentThatComesAndGoesIsNeverMissingFromAVersion",
            "copyBesideAWriterIsWholeAndHasWhatWasThereAtTheCall",
            "cutDumpLeavesWholeChangesAndIsGoneOnWith",
            "cutStagedChangeIsTakenBackWhole",
            "deepStoreIsSoundAndIsDumpedWhole",
            "editThatCutsMuchContentAnewIsAppliedOrRefusedAsTooLarge",
            "failureOfTheStreamKeepsWhatCameWhole",
            "flippedBitIsNoticedBeforeItIsApplied",
            "insertionAtTheFrontReusesMostChunks",
            "largeChangeThatIsRefusedLeavesNoTrace",
            "largePartialWriteIsDumpedAfterItsOwnContentWasCollected",
            "loadedStoreGoesOnLikeTheOther",
            "loadedStoreIsTheSameAfterReopening",
            "manyThreadsMayUseItAtOnceAndAfterItIsClosed",
            "nothingIsLeftOfABranchThatNobodyHolds",
            "objectThatUnpacksToMoreThanItSaysIsRefused",
            "openingAndClosingManyTimesLeavesNothingBehind",
            "partThatIsMissingOrMovedIsNoticed",
            "progressThatThrowsEndsALoadThatIsGoneOnWith",
            "pruningThatIsEndedAtAnyStepLosesNoKeptPointAndIsGoneOnWith",
            "randomBytesAreCorruptOrDecode",
            "randomDamageIsCorruptOrAnotherValidNode",
            "readersAndTheWriterGoOnMeanwhile",
            "referenceIsThatOfTheBook",
            "rulesMayKeepForEver",
            "sparseContentIsTheSameInWhateverOrderItIsWritten",
            "stagedChangeBeginsAnewWhenAChangeOfAnotherBranchHasItsGroupRefused",
            "sweepThatWasCutShortGoesOnAfterReopening");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String testClass = context.getTestClass().map(Class::getSimpleName).orElse("");
        String testMethod =
                context.getTestMethod().map(method -> method.getName()).orElse("");
        boolean leftOut = CLASSES_LEFT_OUT.contains(testClass)
                || METHODS_LEFT_OUT.contains(testMethod)
                || packagesOf(context, testClass).stream().noneMatch(FastTests::isMutated);
        return leftOut
                ? ConditionEvaluationResult.disabled("Too slow for each mutant, or in a process without one.")
                : ConditionEvaluationResult.enabled("Fast enough.");
    }

    /** What a class of tests is there for, "" standing for the root. */
    private static Set<String> packagesOf(ExtensionContext context, String testClass) {
        String testPackage = context.getTestClass().map(Class::getPackageName).orElse("");
        return ENGINE_TESTS.contains(testPackage) ? Set.of("engine") : ONLY_FOR.getOrDefault(testClass, ALL);
    }

    private static boolean isMutated(String corePackage) {
        String mutated = System.getProperty(PROPERTY, "");
        return corePackage.equals(ROOT)
                ? mutated.matches("\\W*[A-Z].*")
                : mutated.matches("(.*\\W)?" + corePackage + "(\\W.*)?");
    }
}
