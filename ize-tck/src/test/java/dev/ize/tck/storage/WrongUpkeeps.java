package dev.ize.tck.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.CollectedContent;
import dev.ize.spi.ContentExplanation;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Entry;
import dev.ize.spi.KeepRules;
import dev.ize.spi.Node;
import dev.ize.spi.Operation;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationReport;
import dev.ize.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Ways to collect, compact, explain and verify wrongly. */
final class WrongUpkeeps {
    private static final String COLLECT = "FileSystemStorage.collect";
    private static final String COMPACT = "FileSystemStorage.compact";
    private static final KeepRules NEWEST = KeepRules.builder().keepLast(1).build();

    private WrongUpkeeps() {}

    static AlteredProvider collectingNothing() {
        return Answers.replaced(COLLECT, call -> call.proceed(RemovalMode.DRY_RUN, call.arguments()[1]));
    }

    static AlteredProvider collectingWhatTheHeadDoesNotHave() {
        return Answers.replaced(COLLECT, call -> {
            call.storage().prune(NEWEST, RemovalMode.REMOVE, Progress.NONE);
            return call.proceed();
        });
    }

    static AlteredProvider forgettingLeases() {
        return AlteredProvider.altering(() -> {
            List<StoredContent> leased = new CopyOnWriteArrayList<>();
            return call -> {
                if (call.is(COLLECT)) {
                    leased.forEach(StoredContent::close);
                }
                Object answer = call.proceed();
                if (answer instanceof StoredContent content) {
                    leased.add(content);
                }
                return answer;
            };
        });
    }

    /** What a collection has removed is not found, though it was stored again. */
    static AlteredProvider rememberingContentThatItHasRemoved() {
        return AlteredProvider.altering(() -> {
            Set<ContentReference> seen = ConcurrentHashMap.newKeySet();
            Set<ContentReference> removed = ConcurrentHashMap.newKeySet();
            return call -> {
                if (call.is("View.read")) {
                    View view = call.target(View.class);
                    contentAt(view, call.argument(0, StorePath.class))
                            .filter(removed::contains)
                            .ifPresent(content -> {
                                throw new CorruptStoreException("Content is missing. content=" + content, null);
                            });
                }
                Object answer = call.proceed();
                if (call.is("Branch.apply")) {
                    View head = call.target(Branch.class).head();
                    for (Operation operation : call.argument(0, Change.class).operations()) {
                        contentAt(head, operation.path()).ifPresent(seen::add);
                    }
                }
                if (answer instanceof CollectedContent collected && collected.objects() > 0) {
                    removed.addAll(seen);
                }
                return answer;
            };
        });
    }

    private static Optional<ContentReference> contentAt(View view, StorePath path) {
        return view.find(path)
                .map(Entry::node)
                .filter(Node.File.class::isInstance)
                .map(node -> ((Node.File) node).content());
    }

    static AlteredProvider collectingNoMoreAfterItWasEnded() {
        return afterAnEnded(COLLECT, COLLECT, () -> new CollectedContent(0, 0, 0));
    }

    static AlteredProvider failingAfterAnEndedCompaction() {
        return afterAnEnded(COMPACT, "Branch.apply", () -> {
            throw new IllegalStateException("A compaction was not finished");
        });
    }

    private interface Answer {
        Object answer();
    }

    private static AlteredProvider afterAnEnded(String work, String altered, Answer answer) {
        return AlteredProvider.altering(() -> {
            AtomicBoolean ended = new AtomicBoolean();
            return call -> {
                if (call.is(altered) && ended.get()) {
                    return answer.answer();
                }
                try {
                    return call.proceed();
                } catch (IllegalStateException e) {
                    ended.compareAndSet(false, call.is(work));
                    throw e;
                }
            };
        });
    }

    static AlteredProvider compactingThePastAway() {
        return Answers.distorted(COMPACT, (call, answer) -> {
            call.storage().prune(NEWEST, RemovalMode.REMOVE, Progress.NONE);
            return answer;
        });
    }

    private static AlteredProvider explaining(UnaryOperator<ContentExplanation> explanation) {
        return Answers.distorted(
                "FileSystemStorage.explain", (call, answer) -> explanation.apply((ContentExplanation) answer));
    }

    static AlteredProvider explainingTheFirstHolderOnly() {
        return explaining(right -> {
            List<ContentExplanation.Holder> first =
                    right.holders().stream().limit(1).toList();
            return with(right, right.isLeased(), first.size(), first);
        });
    }

    static AlteredProvider countingWhatItNames() {
        return explaining(right -> with(right, right.isLeased(), right.holders().size(), right.holders()));
    }

    static AlteredProvider explainingWholeContentsOnly() {
        return explaining(right -> {
            List<ContentExplanation.Holder> whole = right.holders().stream()
                    .filter(ContentExplanation.Holder::isWhole)
                    .toList();
            return with(right, right.isLeased(), whole.size(), whole);
        });
    }

    static AlteredProvider tellingNoLeases() {
        return explaining(right -> with(right, false, right.holderCount(), right.holders()));
    }

    private static ContentExplanation with(
            ContentExplanation right, boolean isLeased, long count, List<ContentExplanation.Holder> holders) {
        return new ContentExplanation(
                right.hash(), right.objects(), right.storedBytes(), right.containers(), isLeased, count, holders);
    }

    static AlteredProvider findingWhatIsBeingWritten() {
        return AlteredProvider.altering(() -> {
            AtomicInteger open = new AtomicInteger();
            return call -> {
                Object answer = call.proceed();
                if (call.is("Branch.stage")) {
                    open.incrementAndGet();
                } else if (call.is("StagedChange.close")) {
                    open.decrementAndGet();
                }
                return answer instanceof VerificationReport report && open.get() > 0
                        ? with(
                                report,
                                new VerificationFinding(
                                        Kind.UNLOGGED_RECORD, "A record that no change wrote.", List.of(), false))
                        : answer;
            };
        });
    }

    private static VerificationReport with(VerificationReport report, VerificationFinding finding) {
        List<VerificationFinding> findings = new ArrayList<>(report.findings());
        findings.add(finding);
        return new VerificationReport(report.checked(), findings, report.found() + 1, report.repaired());
    }
}
