package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.ize.spi.BackendOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.KeepRules;
import dev.ize.spi.LogPage;
import dev.ize.spi.Progress;
import dev.ize.spi.PruneReport;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.Snapshot;
import dev.ize.spi.StorageOptions;
import dev.ize.tck.memory.InMemoryProvider;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract of pruning is tested itself: each storage that prunes wrongly fails the test that is there to find it. */
final class WrongPruningTest {
    /** Ways to prune wrongly. */
    enum Wrong {
        REMOVES_NOTHING("newestChangesAreKeptAndOlderOnesArePointsThatWerePruned") {
            @Override
            PruneReport prune(FileSystemStorage right, KeepRules rules, RemovalMode mode) {
                return right.prune(rules, RemovalMode.DRY_RUN, Progress.NONE);
            }
        },
        REMOVES_IN_A_DRY_RUN("dryRunTellsWhatARunDoesAndChangesNothing") {
            @Override
            PruneReport prune(FileSystemStorage right, KeepRules rules, RemovalMode mode) {
                return right.prune(rules, RemovalMode.REMOVE, Progress.NONE);
            }
        },
        KEEPS_ONE_TOO_FEW("newestChangesAreKeptAndOlderOnesArePointsThatWerePruned") {
            @Override
            PruneReport prune(FileSystemStorage right, KeepRules rules, RemovalMode mode) {
                return right.prune(
                        KeepRules.builder().keepLast(rules.last() - 1).build(), mode, Progress.NONE);
            }
        },
        FORGETS_WHAT_SNAPSHOTS_HOLD("snapshotsAndForkPointsHold") {
            @Override
            PruneReport prune(FileSystemStorage right, KeepRules rules, RemovalMode mode) {
                right.snapshots().stream().map(Snapshot::name).forEach(right::deleteSnapshot);
                return right.prune(rules, mode, Progress.NONE);
            }
        },
        PRUNES_EVERY_BRANCH("oneBranchIsPrunedAlone") {
            @Override
            PruneReport prune(FileSystemStorage right, KeepRules rules, RemovalMode mode) {
                return right.prune(KeepRules.builder().keepLast(rules.last()).build(), mode, Progress.NONE);
            }
        },
        COUNTS_DAYS_IN_UTC_ALONE("dayOfAChangeDependsOnTheZone") {
            @Override
            PruneReport prune(FileSystemStorage right, KeepRules rules, RemovalMode mode) {
                return right.prune(KeepRules.builder().keepDaily(rules.daily()).build(), mode, Progress.NONE);
            }
        },
        HIDES_WHERE_LOGS_END("logAndHistoriesEndAtTheFloorAndSaySo") {
            @Override
            Object distort(Object answer) {
                return answer instanceof LogPage<?> page ? new LogPage<>(page, Optional.empty()) : answer;
            }
        };

        private final String failingTest;

        Wrong(String failingTest) {
            this.failingTest = failingTest;
        }

        PruneReport prune(FileSystemStorage right, KeepRules rules, RemovalMode mode) {
            return right.prune(rules, mode, Progress.NONE);
        }

        Object distort(Object answer) {
            return answer;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByTheTestThatIsThereForIt(Wrong wrong) {
        List<TestExecutionResult> results = run(Optional.of(wrong), wrong.failingTest);

        assertThat(results).hasSize(1);
        assertThat(results.get(0).getStatus())
                .as("%s on a storage that %s", wrong.failingTest, wrong)
                .isEqualTo(TestExecutionResult.Status.FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void sameTestPassesOnTheStorageBehindIt(Wrong wrong) {
        assertThat(run(Optional.empty(), wrong.failingTest)).containsExactly(TestExecutionResult.successful());
    }

    private static List<TestExecutionResult> run(Optional<Wrong> wrong, String test) {
        Candidate.wrong = wrong;
        List<TestExecutionResult> results = new ArrayList<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(Candidate.class, test))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                                if (identifier.isTest()) {
                                    results.add(result);
                                }
                            }
                        });
        return results;
    }

    /** The contract on a wrong storage; the launcher makes it, so that what is wrong is static. */
    static final class Candidate extends StoragePruneContract {
        private static Optional<Wrong> wrong = Optional.empty();

        @Override
        FileSystemStorageProvider provider() {
            return new WrongProvider(new InMemoryProvider(), wrong);
        }
    }

    private record WrongProvider(InMemoryProvider right, Optional<Wrong> wrong) implements FileSystemStorageProvider {
        @Override
        public String id() {
            return right.id();
        }

        @Override
        public String description() {
            return "prunes wrongly";
        }

        @Override
        public BackendOptions defaultOptions() {
            return right.defaultOptions();
        }

        @Override
        public BackendOptions parseOptions(Map<String, String> text) {
            return right.parseOptions(text);
        }

        @Override
        public FileSystemStorage open(Path directory, StorageOptions options) {
            FileSystemStorage storage = right.open(directory, options);
            return wrong.isEmpty() ? storage : wrap(FileSystemStorage.class, storage, storage);
        }

        private <T> T wrap(Class<T> type, Object target, FileSystemStorage storage) {
            InvocationHandler handler = (proxy, called, arguments) -> {
                if (called.getName().equals("prune")) {
                    return wrong.orElseThrow().prune(storage, (KeepRules) arguments[0], (RemovalMode) arguments[1]);
                }
                try {
                    Object answer = called.invoke(target, arguments);
                    boolean isBranch = answer instanceof dev.ize.spi.Branch;
                    return isBranch
                            ? wrap(dev.ize.spi.Branch.class, answer, storage)
                            : wrong.orElseThrow().distort(answer);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            };
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }
}
