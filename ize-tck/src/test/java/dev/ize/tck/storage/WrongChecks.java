package dev.ize.tck.storage;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.LogPage;
import dev.ize.spi.LostChangesException;
import dev.ize.spi.Node;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.spi.View;
import dev.ize.tck.engine.ForwardingEngine;
import dev.ize.tck.engine.ForwardingSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ways to check records wrongly, where they are read, verified, opened or moved. */
final class WrongChecks {
    private static final String VERIFY = "FileSystemStorage.verify";
    private static final int MUCH = 200 << 20;

    private WrongChecks() {}

    /** Bytes as many as the record says, where the right ones cannot be had. */
    static Alteration servingContentUnchecked() {
        return call -> {
            try {
                return call.proceed();
            } catch (CorruptStoreException e) {
                if (!call.is("View.read")) {
                    throw e;
                }
                return new byte[(int) Math.min(1 << 20, declaredLength(call))];
            }
        };
    }

    static Alteration takingTheDeclaredMemory() {
        return call -> {
            if (!call.is("View.read")) {
                return call.proceed();
            }
            byte[] room = new byte[(int) Math.min(MUCH, declaredLength(call))];
            byte[] answer = (byte[]) call.proceed();
            System.arraycopy(answer, 0, room, 0, answer.length);
            return Arrays.copyOf(room, answer.length);
        };
    }

    private static long declaredLength(StorageCall call) {
        return call.target(View.class)
                .find(call.argument(0, StorePath.class))
                .map(Entry::node)
                .map(node -> node instanceof Node.File file ? file.content().length() : 0L)
                .orElse(0L);
    }

    static Alteration answeringWhereRecordsAreWrong() {
        return call -> {
            try {
                Object answer = call.proceed();
                return answer instanceof Stream<?> stream ? stream.toList().stream() : answer;
            } catch (CorruptStoreException e) {
                return switch (call.name()) {
                    case "View.read" -> new byte[0];
                    case "View.list" -> List.of();
                    case "View.walk" -> Stream.of();
                    case "View.find" -> Optional.empty();
                    case "View.history" -> new LogPage<>(List.of(), Optional.empty());
                    default -> throw e;
                };
            }
        };
    }

    static Alteration findingEntriesBelowSymlinks() {
        return Answers.distorting("View.find", (call, answer) -> {
            View view = call.target(View.class);
            StorePath path = call.argument(0, StorePath.class);
            boolean isBelowSymlink = path.parent()
                    .flatMap(view::find)
                    .filter(entry -> entry.node() instanceof Node.Symlink)
                    .isPresent();
            return isBelowSymlink
                    ? Optional.of(new Entry(path, view.entry(StorePath.ROOT).node()))
                    : answer;
        });
    }

    private static Alteration reporting(UnaryOperator<VerificationReport> report) {
        return Answers.distorting(VERIFY, (call, answer) -> report.apply((VerificationReport) answer));
    }

    private static Alteration overlooking(Kind... kinds) {
        Set<Kind> overlooked = Set.of(kinds);
        return reporting(right -> {
            List<VerificationFinding> seen = right.findings().stream()
                    .filter(finding -> !overlooked.contains(finding.kind()))
                    .toList();
            int fewer = right.findings().size() - seen.size();
            return new VerificationReport(right.checked(), seen, right.found() - fewer, right.repaired());
        });
    }

    static Alteration overlookingDamagedRecords() {
        return overlooking(Kind.DAMAGED_RECORD);
    }

    static Alteration overlookingMissingRecords() {
        return overlooking(Kind.MISSING_RECORD);
    }

    static Alteration overlookingUnloggedRecords() {
        return overlooking(Kind.UNLOGGED_RECORD, Kind.MALFORMED_KEY);
    }

    static Alteration overlookingDifferentRecords() {
        return overlooking(Kind.DIFFERENT_RECORD);
    }

    static Alteration overlookingWrongListings() {
        return overlooking(Kind.WRONG_LISTING);
    }

    static Alteration overlookingBrokenChains() {
        return overlooking(Kind.BROKEN_CHAIN, Kind.BROKEN_CHANGE, Kind.IMPOSSIBLE_OPERATION, Kind.MISSING_POINT);
    }

    static Alteration overlookingContent() {
        return overlooking(Kind.DAMAGED_CONTENT, Kind.MISSING_CONTENT);
    }

    static Alteration overlookingWhatPruningLeft() {
        return Answers.distorting(VERIFY, (call, answer) -> {
            VerificationReport right = (VerificationReport) answer;
            boolean isPruned = call.storage().mainBranch().floor().isPresent();
            return isPruned ? new VerificationReport(right.checked(), List.of(), 0, 0) : right;
        });
    }

    static Alteration namingNoFiles() {
        return reporting(right -> with(
                right,
                right.found(),
                right.repaired(),
                finding ->
                        new VerificationFinding(finding.kind(), finding.description(), List.of(), finding.repaired())));
    }

    static Alteration countingTheFindingsThatItKeeps() {
        return reporting(right -> with(right, right.findings().size(), right.repaired(), UnaryOperator.identity()));
    }

    static Alteration seemingToRepair() {
        return call -> {
            if (!call.is(VERIFY) || !call.argument(0, VerificationOptions.class).repair()) {
                return call.proceed();
            }
            VerificationOptions asked = call.argument(0, VerificationOptions.class);
            VerificationReport right = (VerificationReport) call.proceed(
                    new VerificationOptions(asked.quick(), false, asked.maxFindings()), call.arguments()[1]);
            return with(
                    right,
                    right.found(),
                    right.found(),
                    finding -> new VerificationFinding(finding.kind(), finding.description(), finding.places(), true));
        };
    }

    static Alteration repairingUnasked() {
        return call -> call.is(VERIFY)
                ? call.proceed(call.argument(0, VerificationOptions.class).repairing(), call.arguments()[1])
                : call.proceed();
    }

    private static VerificationReport with(
            VerificationReport right, long found, long repaired, UnaryOperator<VerificationFinding> finding) {
        return new VerificationReport(
                right.checked(), right.findings().stream().map(finding).toList(), found, repaired);
    }

    static FileSystemStorage openingOlderStates(
            FileSystemStorageProvider right, Path directory, StorageOptions options) {
        try {
            return right.open(directory, options);
        } catch (LostChangesException e) {
            return right.open(directory, options.toBuilder().acceptLoss(true).build());
        }
    }

    static FileSystemStorage refusingStoresWithoutAWatermark(
            FileSystemStorageProvider right, Path directory, StorageOptions options) {
        boolean isStore = Files.exists(directory.resolve(FileSystemStorages.PROPERTIES_FILE));
        if (isStore && Files.notExists(directory.resolve("watermark"))) {
            throw new StoreUnusableException("The store has no watermark");
        }
        return right.open(directory, options);
    }

    static Engine readingNoAttributesToMigrate(Engine right, EngineAccess access) {
        return access == EngineAccess.READ_WRITE ? right : new WithoutAttributes(right);
    }

    private static final class WithoutAttributes extends ForwardingEngine {
        WithoutAttributes(Engine right) {
            super(right);
        }

        @Override
        public EngineSnapshot snapshot() {
            return new ForwardingSnapshot(super.snapshot()) {
                @Override
                public Cursor cursor(Keyspace keyspace, byte[] from, byte @Nullable [] to) {
                    return super.cursor(keyspace, from, keyspace.equals(Keyspaces.XATTRS) ? from : to);
                }
            };
        }
    }
}
