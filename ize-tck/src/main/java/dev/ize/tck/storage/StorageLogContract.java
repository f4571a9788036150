package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import dev.ize.tck.rule.Shows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The log gives back what was asked for, in order, and its chain depends on nothing else. */
abstract class StorageLogContract extends StorageContract {
    /** The chains of {@link #logOfEveryKindHasTheChainThatTheKitKnows}, as each backend of this format has them. */
    private static final String CHAIN_OF_MAIN = "a2cdb991c9e2b70c87f7124d13e8b3384b3b44371ae144ed7ade485245bb191e";

    private static final String CHAIN_OF_THE_FORK = "2d42c54d6e397d0232d25fd518913a06eb27b8157f25f86fc53d9d1f32cefbd7";

    @Test
    @Shows("history-11")
    void logGivesEveryOperationBackWithItsTimeAndContentReference() {
        Optional<Instant> given = Optional.of(Instant.parse("2001-02-03T04:05:06Z"));
        Optional<Instant> filledIn = Optional.of(START);
        ContentReference x = new ContentReference(
                ContentHash.ofContent("x".getBytes(StandardCharsets.UTF_8)), ContentReference.Form.BYTES, 1);
        byte[] target = {'t', (byte) 0xfe};
        apply(change -> change.add(new Operation.CreateFile(path("/f"), Content.of("x"), 0600, given))
                .write(path("/f"), 7, Content.of("x"))
                .truncate(path("/f"), 3)
                .replace(path("/f"), Content.of("x"))
                .createDirectory(path("/d"))
                .add(new Operation.CreateSymlink(path("/s"), target, Optional.empty()))
                .link(path("/f"), path("/l"))
                .add(new Operation.SetTimestamps(path("/f"), Optional.empty(), given))
                .add(new Operation.SetExtendedAttribute(path("/f"), Name.of("user.a"), target)));

        reopen();

        assertThat(main().log(LogQuery.oldestFirst(100)))
                .extracting(LoggedOperation::operation)
                .containsExactly(
                        new Operation.CreateFile(path("/f"), x, 0600, given),
                        new Operation.WriteFile(path("/f"), 7, x, filledIn),
                        new Operation.TruncateFile(path("/f"), 3, filledIn),
                        new Operation.ReplaceContent(path("/f"), x, filledIn),
                        new Operation.CreateDirectory(path("/d"), 0755, filledIn),
                        new Operation.CreateSymlink(path("/s"), target, filledIn),
                        new Operation.CreateHardLink(path("/f"), path("/l")),
                        new Operation.SetTimestamps(path("/f"), Optional.empty(), given),
                        new Operation.SetExtendedAttribute(path("/f"), Name.of("user.a"), target));
    }

    @Test
    @Shows("history-12")
    void changeIsDescribedAsItWasApplied() {
        clock.move(Duration.ofHours(1));
        String author = "\u00e9".repeat(Change.MAX_AUTHOR_BYTES / 2);
        String message = "m".repeat(Change.MAX_MESSAGE_BYTES);
        AppliedChange applied = main().apply(Change.by(author)
                .message(message)
                .session("s")
                .createDirectory(path("/a"))
                .createDirectory(path("/b"))
                .build());

        List<LoggedOperation> log = main().log(LogQuery.newestFirst(10));

        assertThat(log).hasSize(2);
        for (LoggedOperation line : log) {
            assertThat(line.change().author()).isEqualTo(author);
            assertThat(line.change().message()).isEqualTo(message);
            assertThat(line.change().session()).isEqualTo("s");
            assertThat(line.change().id()).isEqualTo(applied.id());
            assertThat(line.change().branch()).isEqualTo(main().id());
            assertThat(line.change().effectiveTime()).isEqualTo(applied.effectiveTime());
            assertThat(line.change().recordedTime()).isEqualTo(clock.instant());
            assertThat(line.change().chainHash()).isEqualTo(head().chainHash());
        }
    }

    @Test
    @Shows({"history-9", "history-10", "history-13"})
    void pagesContinueAfterTheLastLineInBothOrders() {
        for (int i = 0; i < 10; i++) {
            String number = "" + i;
            apply(change -> change.createDirectory(path("/a" + number)).createDirectory(path("/b" + number)));
        }
        Branch fork = storage().fork("fork", head());
        apply(fork, change -> change.createDirectory(path("/fork")));
        List<LoggedOperation> all = fork.log(LogQuery.oldestFirst(1000));

        assertThat(all).hasSize(21);
        for (int limit : new int[] {1, 4, 20, 21, 22}) {
            assertThat(pages(fork, LogQuery.oldestFirst(limit))).isEqualTo(all);
            List<LoggedOperation> newest = pages(fork, LogQuery.newestFirst(limit));
            assertThat(newest).hasSize(21);
            assertThat(newest.get(0)).isEqualTo(all.get(20));
            assertThat(newest.get(20)).isEqualTo(all.get(0));
        }
    }

    private static List<LoggedOperation> pages(Branch branch, LogQuery first) {
        List<LoggedOperation> lines = new ArrayList<>();
        List<LoggedOperation> page = branch.log(first);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(first.limit());
            lines.addAll(page);
            page = branch.log(first.after(page.get(page.size() - 1).id()));
        }
        return lines;
    }

    @Test
    @Shows("history-9")
    void pageNewestFirstIsNotMovedByNewChanges() {
        for (int i = 0; i < 5; i++) {
            createDirectory("/d" + i);
        }
        List<LoggedOperation> first = main().log(LogQuery.newestFirst(2));
        OperationId last = first.get(1).id();
        createDirectory("/new");

        List<LoggedOperation> second = main().log(LogQuery.newestFirst(2).after(last));

        assertThat(second)
                .extracting(line -> line.operation().path().toString())
                .containsExactly("/d2", "/d1");
    }

    @Test
    @Shows("history-13")
    void emptyLogIsEmpty() {
        assertThat(main().log(LogQuery.newestFirst(10))).isEmpty();
        assertThat(storage().fork("fork", head()).log(LogQuery.oldestFirst(10))).isEmpty();
    }

    @Test
    @Shows("history-26")
    void chainStartsFromZerosAndMovesWithEveryChange() {
        ContentHash zero = ContentHash.of(new byte[ContentHash.BYTES]);
        assertThat(head().chainHash()).isEqualTo(zero);

        create("/file", "one");
        ContentHash first = head().chainHash();
        replace("/file", "two");
        ContentHash second = head().chainHash();

        assertThat(List.of(zero, first, second)).doesNotHaveDuplicates();
        assertThat(main().at(new Point(main().id(), 0)).chainHash()).isEqualTo(zero);
        reopen();
        assertThat(head().chainHash()).isEqualTo(second);
        assertThat(main().at(main().log(LogQuery.oldestFirst(1)).get(0).id()).chainHash())
                .isEqualTo(first);
    }

    @Test
    @Shows("history-27")
    void equalLogsHaveEqualChainsWhateverElseTheStoresHold() {
        try (FileSystemStorage other = open(directory.resolve("other"))) {
            Branch noise = other.fork("noise", other.mainBranch().head());
            for (int i = 0; i < 5; i++) {
                int number = i;
                clock.move(Duration.ofSeconds(1));
                apply(noise, change -> change.createDirectory(path("/noise" + number)));
                applyNumbered(other.mainBranch(), number);
                applyNumbered(main(), number);
            }

            assertThat(other.mainBranch().head().chainHash()).isEqualTo(head().chainHash());
            assertThat(other.mainBranch().head().point()).isNotEqualTo(head().point());
            assertThat(other.mainBranch().head().entry(path("/f4")).node().id()).isNotEqualTo(node("/f4"));
        }
    }

    private static void applyNumbered(Branch branch, int number) {
        apply(
                branch,
                change -> change.create(path("/f" + number), Content.of(noise(300_000, number)))
                        .write(path("/f" + number), 100_000, Content.of("text " + number))
                        .setPermissions(StorePath.ROOT, 0700 + number));
    }

    /** The log holds every operation, content of one chunk and of many, two branches, and times before and after. */
    @Test
    @Shows("history-27")
    void logOfEveryKindHasTheChainThatTheKitKnows() {
        clock.set(Instant.parse("1969-07-20T20:17:40.000000001Z"));
        apply(change -> change.createDirectory(path("/d"))
                .create(path("/d/small"), Content.of("small"))
                .create(path("/d/large"), Content.of(patterned(2_500_000)))
                .createSymlink(path("/symlink"), "d/small")
                .link(path("/d/small"), path("/linked")));
        Point early = head().point();
        clock.set(Instant.parse("2263-01-01T00:00:00.999999999Z"));
        main().apply(Change.by("\u00e9")
                .message("all the others")
                .session("s")
                .write(path("/d/large"), 1_200_000, Content.of(patterned(300_000)))
                .write(path("/d/small"), 9, Content.of("beyond"))
                .truncate(path("/d/small"), 12)
                .truncate(path("/d/large"), 1L << 40)
                .setPermissions(path("/d/small"), 0600)
                .add(new Operation.SetOwnership(path("/d"), 7, -2))
                .add(new Operation.SetTimestamps(
                        path("/d"), Optional.of(Instant.EPOCH.minusNanos(1)), Optional.of(START)))
                .add(new Operation.SetExtendedAttribute(path("/d"), Name.of("user.x"), new byte[] {1, -1}))
                .add(new Operation.SetExtendedAttribute(path("/d"), Name.of("user.y"), new byte[0]))
                .add(new Operation.RemoveExtendedAttribute(path("/d"), Name.of("user.x")))
                .rename(path("/linked"), path("/moved"))
                .exchange(path("/moved"), path("/d"))
                .exchange(path("/moved"), path("/d"))
                .renameDirectory(path("/d"), path("/e"))
                .replace(path("/moved"), Content.of(new byte[0]))
                .deleteSymlink(path("/symlink"))
                .build());
        assertThat(head().chainHash()).hasToString(CHAIN_OF_MAIN);
        Branch fork = storage().fork("fork", main().at(early));
        apply(fork, change -> change.restore(path("/e"), head().point()));
        apply(
                fork,
                change ->
                        change.delete(path("/d/large")).delete(path("/d/small")).deleteDirectory(path("/d")));

        assertThat(fork.head().chainHash()).hasToString(CHAIN_OF_THE_FORK);
    }

    /** Bytes of a known sequence that does not compress, from a generator as simple as can be. */
    private static byte[] patterned(int length) {
        byte[] bytes = new byte[length];
        long state = length;
        for (int i = 0; i < length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            bytes[i] = (byte) (state >>> 56);
        }
        return bytes;
    }

    @Test
    @Shows("history-28")
    void chainsDifferWithAnythingThatTheLogHolds() {
        List<Change> changes = List.of(
                Change.by("a").message("m").createDirectory(path("/d")).build(),
                Change.by("b").message("m").createDirectory(path("/d")).build(),
                Change.by("a").message("n").createDirectory(path("/d")).build(),
                Change.by("a").message("m").createDirectory(path("/e")).build(),
                Change.by("a").message("m").create(path("/d"), Content.of("x")).build(),
                Change.by("a").message("m").create(path("/d"), Content.of("y")).build());
        List<ContentHash> hashes = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Branch branch = storage().fork("b" + i, main().at(new Point(main().id(), 0)));
            branch.apply(changes.get(i));
            hashes.add(branch.head().chainHash());
        }
        Branch again = storage().fork("again", main().at(new Point(main().id(), 0)));
        again.apply(changes.get(0));

        assertThat(hashes).doesNotHaveDuplicates();
        assertThat(again.head().chainHash()).isEqualTo(hashes.get(0));
    }
}
