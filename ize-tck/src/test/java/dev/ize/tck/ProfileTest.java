package dev.ize.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Which tests a profile runs. The build has properties of its own, which each test puts aside. */
final class ProfileTest {
    private static final String FAULT_PROPERTY = "ize.fault";

    private final Map<String, String> properties = new TreeMap<>();

    @BeforeEach
    void putPropertiesAside() {
        for (String name : List.of(Profile.PROPERTY, FAULT_PROPERTY)) {
            if (System.getProperty(name) != null) {
                properties.put(name, System.getProperty(name));
                System.clearProperty(name);
            }
        }
    }

    @AfterEach
    void restoreProperties() {
        System.clearProperty(Profile.PROPERTY);
        System.clearProperty(FAULT_PROPERTY);
        properties.forEach(System::setProperty);
    }

    @Test
    void quickIsTheDefault() {
        assertThat(Profile.current()).isEqualTo(Profile.QUICK);
    }

    @Test
    void unknownProfileIsAnErrorThatNamesThem() {
        System.setProperty(Profile.PROPERTY, "fast");

        assertThatThrownBy(Profile::current)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no profile 'fast' of the kit; there are quick, full, soak.");
    }

    @Test
    void sizeIsThatOfTheProfile() {
        assertThat(List.of(Profile.values()))
                .extracting(profile -> profile.size(1, 2, 3))
                .containsExactly(1, 2, 3);
    }

    @Test
    void quickRunsOnlyWhatHasNoTag() {
        assertThat(testsRunIn("quick")).containsExactly("always");
    }

    @Test
    void fullRunsWhatIsMarkedFullAndFaultsToo() {
        assertThat(testsRunIn("full")).containsExactly("always", "fault", "full");
    }

    @Test
    void soakRunsEverything() {
        assertThat(testsRunIn("soak")).containsExactly("always", "fault", "full", "power", "soak");
    }

    @Test
    void faultsThatWereAskedForRunInEachProfile() {
        System.setProperty(FAULT_PROPERTY, "short");

        assertThat(testsRunIn("quick")).containsExactly("always", "fault", "power");
    }

    @Test
    void testThatDoesNotRunSaysInWhichProfileItWould() {
        System.setProperty(Profile.PROPERTY, "quick");

        Runs runs = run();

        assertThat(runs.skipped).contains("soak: Runs in the profile soak: -Dize.tck.profile=soak");
    }

    private static List<String> testsRunIn(String profile) {
        System.setProperty(Profile.PROPERTY, profile);
        return run().passed.stream().sorted().toList();
    }

    private static Runs run() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Tagged.class))
                .build();
        Runs runs = new Runs();
        LauncherFactory.create().execute(request, runs);
        return runs;
    }

    /** What became of the tests, by their names. */
    private static final class Runs implements TestExecutionListener {
        private final List<String> passed = new ArrayList<>();
        private final List<String> skipped = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                passed.add(name(test));
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            skipped.add(name(test) + ": " + reason);
        }

        private static String name(TestIdentifier test) {
            return test.getDisplayName().replace("()", "");
        }
    }

    /** A test of each kind. Named so that the build does not take it for one of its own. */
    @ExtendWith(InProfile.class)
    static final class Tagged {
        @Test
        void always() {}

        @Test
        @Tag("full")
        void full() {}

        @Test
        @Tag("soak")
        void soak() {}

        @Test
        @Tag("fault")
        void fault() {}

        @Test
        @Tag("fault")
        @Tag("power")
        void power() {}
    }
}
