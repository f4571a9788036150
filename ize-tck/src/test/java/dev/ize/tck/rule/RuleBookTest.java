package dev.ize.tck.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ize.tck.engine.EngineContractSuite;
import dev.ize.tck.engine.WrongEngine;
import dev.ize.tck.fault.FaultContractSuite;
import dev.ize.tck.storage.RecordContractSuite;
import dev.ize.tck.storage.StorageContractSuite;
import dev.ize.tck.storage.WrongPast;
import dev.ize.tck.storage.WrongRecord;
import dev.ize.tck.storage.WrongStorage;
import dev.ize.tck.storage.WrongUpkeep;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules are whole: each has tests, each test has rules, and each wrong implementation is found by its rules. */
final class RuleBookTest {
    private static final RuleBook BOOK = RuleBook.whole();

    /** All suites; what a test of any of them shows must be a rule, and each rule is shown by one of them. */
    private static final List<Class<?>> SUITES = List.of(
            EngineContractSuite.class, StorageContractSuite.class, RecordContractSuite.class, FaultContractSuite.class);

    /** Those with tests that show no rule yet. */
    private static final Set<Class<?>> UNFINISHED = Set.of(FaultContractSuite.class);

    private static final Map<String, WrongImplementation> WRONGS = byName(
            WrongEngine.values(),
            WrongStorage.values(),
            WrongPast.values(),
            WrongUpkeep.values(),
            WrongRecord.values());

    @Test
    void everyTestOfAFinishedSuiteShowsARule() {
        List<String> without = suites().filter(suite -> !UNFINISHED.contains(suite))
                .flatMap(suite -> SuiteTests.of(suite).withoutRule().stream())
                .toList();

        assertThat(without).as("tests without @Shows").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void whatATestShowsIsARule(Class<?> suite) {
        SuiteTests tests = SuiteTests.of(suite);

        assertThat(tests.methods()).as("tests of %s", suite.getSimpleName()).isNotEmpty();
        assertThat(tests.withUnknownRule(BOOK))
                .as("tests of %s that show what is no rule", suite.getSimpleName())
                .isEmpty();
    }

    @Test
    void everyRuleIsShownByATest() {
        Set<String> shown = new HashSet<>();
        suites().forEach(suite -> shown.addAll(SuiteTests.of(suite).shown()));

        assertThat(BOOK.rules().stream().map(Rule::id).filter(id -> !shown.contains(id)))
                .as("rules that no test shows")
                .isEmpty();
    }

    @Test
    void everyWrongImplementationThatARuleNamesExists() {
        assertThat(named().filter(name -> !WRONGS.containsKey(name)))
                .as("names of wrong implementations that do not exist")
                .isEmpty();
    }

    @Test
    void everyWrongImplementationIsNamedByARule() {
        assertThat(WRONGS.keySet())
                .as("wrong implementations that no rule names")
                .isSubsetOf(named().collect(Collectors.toSet()));
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @MethodSource("findings")
    void ruleFindsTheWrongImplementation(String id, String wrong) {
        List<TestOutcome> outcomes = wrong(wrong).run(Set.of(id));

        assumeFalse(
                !outcomes.isEmpty()
                        && outcomes.stream().noneMatch(outcome -> outcome.isFailure() || outcome.isSuccess()),
                () -> "no test of the rule runs here: " + outcomes);
        assertThat(outcomes)
                .as("what the tests of %s say of %s", id, wrong)
                .anySatisfy(outcome -> assertThat(outcome.isFailure()).isTrue());
        assertThat(outcomes)
                .as("what the tests of %s say of %s", id, wrong)
                .filteredOn(TestOutcome::isFailure)
                .allSatisfy(failure -> assertThat(failure.message())
                        .startsWith("This rule is broken.\n")
                        .contains("\n" + id + ": " + BOOK.rule(id).sentence() + "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void sameTestsPassOnTheRightOneBehindThem(Class<?> kind) {
        List<WrongImplementation> wrongs =
                WRONGS.values().stream().filter(kind::isInstance).toList();
        Set<String> ids = BOOK.rules().stream()
                .filter(rule -> wrongs.stream().anyMatch(wrong -> rule.wrongs().contains(wrong.name())))
                .map(Rule::id)
                .collect(Collectors.toSet());

        List<TestOutcome> outcomes = wrongs.get(0).runRight(ids);

        assertThat(outcomes).as("tests of %s", ids).isNotEmpty();
        assertThat(outcomes)
                .as("tests that fail without what is wrong in each %s", kind.getSimpleName())
                .noneMatch(TestOutcome::isFailure);
    }

    static Stream<Class<?>> suites() {
        return SUITES.stream();
    }

    static Stream<Arguments> findings() {
        return BOOK.rules().stream()
                .flatMap(rule -> rule.wrongs().stream()
                        .filter(WRONGS::containsKey)
                        .map(wrong -> Arguments.of(rule.id(), wrong)));
    }

    static Stream<Class<?>> kinds() {
        return WRONGS.values().stream()
                .<Class<?>>map(WrongImplementation::getDeclaringClass)
                .distinct();
    }

    private static Map<String, WrongImplementation> byName(WrongImplementation[]... enums) {
        return Stream.of(enums)
                .flatMap(Stream::of)
                .collect(Collectors.toUnmodifiableMap(WrongImplementation::name, Function.identity()));
    }

    private static Stream<String> named() {
        return BOOK.rules().stream().flatMap(rule -> rule.wrongs().stream());
    }

    private static WrongImplementation wrong(String name) {
        WrongImplementation wrong = WRONGS.get(name);
        if (wrong == null) {
            throw new IllegalArgumentException("There is no such wrong implementation. name=" + name);
        }
        return wrong;
    }
}
