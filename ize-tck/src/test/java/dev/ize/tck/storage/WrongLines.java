package dev.ize.tck.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.BranchId;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.ContentHash;
import dev.ize.spi.HistoryLine;
import dev.ize.spi.LogPage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.NodeId;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Ways to tell logs, histories and chains wrongly. */
final class WrongLines {
    private static final String HISTORY = "View.history";
    private static final String LOG = "Branch.log";
    private static final int ALL = 100_000;

    private WrongLines() {}

    @SuppressWarnings("unchecked") // A history has such lines.
    private static AlteredProvider withHistory(LinesOf lines) {
        return Answers.distorted(
                HISTORY,
                (call, answer) -> Answers.page(lines.of(call, (LogPage<HistoryLine>) answer), (LogPage<?>) answer));
    }

    private interface LinesOf {
        List<HistoryLine> of(StorageCall call, List<HistoryLine> right);
    }

    static AlteredProvider tellingPathsAsTheyAreNow() {
        return withHistory((call, lines) -> lines.stream()
                .map(line -> call.target(View.class).paths(line.node()).stream()
                        .findFirst()
                        .map(path -> new HistoryLine(line.logged(), line.node(), path, line.content()))
                        .orElse(line))
                .toList());
    }

    static AlteredProvider forgettingDeletedPaths() {
        return withHistory((call, lines) -> call.arguments()[0] instanceof StorePath path
                        && call.target(View.class).find(path).isEmpty()
                ? List.of()
                : lines);
    }

    static AlteredProvider stoppingWhereAFileWasMade() {
        return withHistory((call, lines) -> upTo(
                lines,
                operation ->
                        operation instanceof Operation.CreateFile || operation instanceof Operation.CreateHardLink));
    }

    static AlteredProvider stoppingAtARename() {
        return withHistory((call, lines) -> upTo(
                lines,
                operation -> operation instanceof Operation.RenameFile
                        || operation instanceof Operation.RenameDirectory
                        || operation instanceof Operation.ExchangeEntries));
    }

    /** The lines, newest first, up to one of an operation. */
    private static List<HistoryLine> upTo(List<HistoryLine> lines, Predicate<Operation> last) {
        List<HistoryLine> kept = new ArrayList<>();
        for (HistoryLine line : lines) {
            kept.add(line);
            if (last.test(line.logged().operation())) {
                break;
            }
        }
        return kept;
    }

    static AlteredProvider followingTheNewFile() {
        return Answers.replaced(HISTORY, call -> {
            View view = call.target(View.class);
            return call.arguments()[0] instanceof StorePath path
                            && view.find(path).isPresent()
                    ? view.history(view.entry(path).node().id(), call.argument(1, LogQuery.class))
                    : call.proceed();
        });
    }

    static AlteredProvider tellingRenamesAbove() {
        return withHistory((call, lines) -> {
            View view = call.target(View.class);
            List<HistoryLine> more = new ArrayList<>(lines);
            if (call.arguments()[0] instanceof StorePath path
                    && !path.equals(StorePath.ROOT)
                    && view.find(path).isPresent()) {
                NodeId above = view.entry(path.parent().orElseThrow()).node().id();
                view.history(above, LogQuery.newestFirst(ALL)).stream()
                        .filter(line -> line.logged().operation() instanceof Operation.RenameDirectory)
                        .forEach(more::add);
            }
            more.sort(Comparator.comparing(
                    (HistoryLine line) -> line.logged().id().value(), Comparator.reverseOrder()));
            return more;
        });
    }

    static AlteredProvider tellingWhatCameAfterTheView() {
        return Answers.replaced(HISTORY, call -> {
            View head = branchOf(call.storage(), call.target(View.class)).head();
            return Answers.on(call, head);
        });
    }

    /** The live branch that a view is on. */
    static Branch branchOf(dev.ize.spi.FileSystemStorage storage, View view) {
        BranchId id = view.point().branch();
        return storage.branch(storage.branches().stream()
                .filter(branch -> branch.id().equals(id))
                .map(BranchDescription::name)
                .findFirst()
                .orElseThrow());
    }

    @SuppressWarnings("unchecked") // Histories and logs have such lines.
    static AlteredProvider stoppingAtTheFork() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            if (call.is(HISTORY)) {
                BranchId own = call.target(View.class).point().branch();
                LogPage<HistoryLine> page = (LogPage<HistoryLine>) answer;
                return Answers.page(
                        page.stream()
                                .filter(line -> line.logged().change().branch().equals(own))
                                .toList(),
                        page);
            }
            if (call.is(LOG)) {
                BranchId own = call.target(Branch.class).id();
                LogPage<LoggedOperation> page = (LogPage<LoggedOperation>) answer;
                return Answers.page(
                        page.stream()
                                .filter(line -> line.change().branch().equals(own))
                                .toList(),
                        page);
            }
            return answer;
        });
    }

    /** Where a page ended is remembered as a number of lines, which stays when there are more. */
    static AlteredProvider countingPagesOff() {
        return AlteredProvider.altering(() -> {
            Map<Long, Integer> counted = new HashMap<>();
            return call -> {
                if (!call.is(HISTORY, LOG)) {
                    return call.proceed();
                }
                int place = call.arguments().length - 1;
                LogQuery query = call.argument(place, LogQuery.class);
                Object[] arguments = call.arguments().clone();
                arguments[place] = new LogQuery(query.order(), OptionalLong.empty(), ALL);
                LogPage<?> all = (LogPage<?>) call.proceed(arguments);
                int start = query.after().isEmpty()
                        ? 0
                        : counted.getOrDefault(query.after().getAsLong(), 0);
                int end = Math.min(all.size(), start + query.limit());
                List<?> lines = start > end ? List.of() : all.subList(start, end);
                if (!lines.isEmpty()) {
                    counted.put(idOf(lines.get(lines.size() - 1)), end);
                }
                return new LogPage<>(lines, Optional.empty());
            };
        });
    }

    private static long idOf(Object line) {
        LoggedOperation logged = line instanceof HistoryLine history ? history.logged() : (LoggedOperation) line;
        return logged.id().value();
    }

    static AlteredProvider tellingNewestFirstAlways() {
        return AlteredProvider.altering(() -> call -> {
            if (!call.is(HISTORY, LOG)) {
                return call.proceed();
            }
            Object[] arguments = call.arguments().clone();
            LogQuery query = call.argument(arguments.length - 1, LogQuery.class);
            arguments[arguments.length - 1] = new LogQuery(LogQuery.Order.NEWEST_FIRST, query.after(), query.limit());
            return call.proceed(arguments);
        });
    }

    @SuppressWarnings("unchecked") // A log has such lines.
    private static AlteredProvider withLog(UnaryOperator<LoggedOperation> line) {
        return Answers.distorted(LOG, (call, answer) -> {
            LogPage<LoggedOperation> page = (LogPage<LoggedOperation>) answer;
            return Answers.page(page.stream().map(line).toList(), page);
        });
    }

    static AlteredProvider loggingNoGivenTimes() {
        return withLog(line -> line.operation() instanceof Operation.CreateFile create
                ? new LoggedOperation(
                        line.id(),
                        new Operation.CreateFile(create.path(), create.content(), create.mode(), Optional.empty()),
                        line.change())
                : line);
    }

    static AlteredProvider forgettingTheSession() {
        return withChanges((change, recorded) -> with(change, "", recorded));
    }

    static AlteredProvider recordingTheEffectiveTimeOnly() {
        return withChanges((change, recorded) -> with(change, change.session(), change.effectiveTime()));
    }

    private interface ChangeOf {
        ChangeDescription of(ChangeDescription right, Instant recordedTime);
    }

    private static AlteredProvider withChanges(ChangeOf changed) {
        return withLog(line -> new LoggedOperation(
                line.id(),
                line.operation(),
                changed.of(line.change(), line.change().recordedTime())));
    }

    private static ChangeDescription with(ChangeDescription change, String session, Instant recordedTime) {
        return new ChangeDescription(
                change.id(),
                change.branch(),
                change.author(),
                change.message(),
                session,
                change.effectiveTime(),
                recordedTime,
                change.chainHash());
    }

    static AlteredProvider tellingTheChainOfTheHead() {
        return Answers.replaced(
                "View.chainHash",
                call -> branchOf(call.storage(), call.target(View.class)).head().chainHash());
    }

    static AlteredProvider hashingItsOwnNumbers() {
        return Answers.distorted("View.chainHash", (call, answer) -> {
            long number = call.target(View.class).point().sequence();
            return number == 0 ? answer : ContentHash.ofContent(bytes(answer + " " + number));
        });
    }

    static AlteredProvider hashingNoAuthors() {
        return Answers.replaced("View.chainHash", call -> {
            View view = call.target(View.class);
            StringBuilder log = new StringBuilder();
            branchOf(call.storage(), view).log(LogQuery.oldestFirst(ALL)).stream()
                    .filter(line -> line.id().value() <= view.point().sequence())
                    .forEach(line -> log.append(line.change().message()).append(line.operation()));
            return ContentHash.ofContent(bytes(log.toString()));
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
