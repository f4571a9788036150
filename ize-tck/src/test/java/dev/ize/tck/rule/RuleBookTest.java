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

    private static final Map<String, WrongImplementation> WRONGS = byName(
            WrongEngine.values(),
            WrongStorage.values(),
            WrongPast.values(),
            WrongUpkeep.values(),
            WrongRecord.values());

    @ParameterizedTest
    @MethodSource("suites")
    void everyTestShowsARule(Class<?> suite) {
        assertThat(SuiteTests.of(suite).withoutRule())
                .as("tests of %s without @Shows", suite.getSimpleName())
                .isEmpty();
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

    /** It is in the kit's own tests, or the suite of the rule has a control. */
    @Test
    void everyWrongImplementationThatARuleNamesExists() {
        Set<String> controlled = controlled();

        assertThat(BOOK.rules().stream()
                        .flatMap(rule -> rule.wrongs().stream()
                                .filter(wrong -> !WRONGS.containsKey(wrong))
                                .map(wrong -> rule.id() + " " + wrong)))
                .as("rules that name a wrong implementation that does not exist")
                .isSubsetOf(controlled);
    }

    @Test
    void everyControlIsNamedByTheRulesThatItSpeaksOf() {
        Set<String> named = BOOK.rules().stream()
                .flatMap(rule -> rule.wrongs().stream().map(wrong -> rule.id() + " " + wrong))
                .collect(Collectors.toSet());

        assertThat(controlled())
                .as("controls with a rule that does not name what they find")
                .isSubsetOf(named);
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

    private static Set<String> controlled() {
        Set<String> controlled = new HashSet<>();
        suites().forEach(suite -> controlled.addAll(SuiteTests.of(suite).controlled()));
        return controlled;
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
