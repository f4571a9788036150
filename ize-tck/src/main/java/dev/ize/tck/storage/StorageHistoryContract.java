package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.HistoryLine;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Node;
import dev.ize.spi.NodeId;
import dev.ize.spi.OperationId;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The history of a path and of a node, line by line. */
abstract class StorageHistoryContract extends StorageContract {
    private static final int ALL = 1000;

    @Test
    @Shows("history-1")
    void historyOfANodeIsWhatWasDoneToIt() {
        create("/file", "one");
        NodeId node = node("/file");
        create("/unrelated", "x");
        apply(change -> change.write(path("/file"), 0, Content.of("two")));
        apply(change -> change.setPermissions(path("/file"), 0600));
        rename("/file", "/renamed");
        apply(change -> change.link(path("/renamed"), path("/link")));
        View alive = head();
        delete("/renamed");
        delete("/link");

        assertThat(lines(alive.history(node, LogQuery.oldestFirst(ALL))))
                .as("while the node is there, under other paths")
                .containsExactly(
                        "CreateFile /file one",
                        "WriteFile /file two",
                        "SetPermissions /file two",
                        "RenameFile /renamed two",
                        "CreateHardLink /link two");
        assertThat(lines(head().history(node, LogQuery.oldestFirst(ALL))))
                .as("after its end")
                .containsExactly(
                        "CreateFile /file one",
                        "WriteFile /file two",
                        "SetPermissions /file two",
                        "RenameFile /renamed two",
                        "CreateHardLink /link two",
                        "DeleteFile /renamed two",
                        "DeleteFile /link -");
    }

    @Test
    @Shows("history-2")
    void historyOfAPathStartsFromTheNodeThatHoldsIt() {
        create("/file", "one");
        replace("/file", "two");

        assertThat(history("/file")).containsExactly("ReplaceContent /file two", "CreateFile /file one");
    }

    @Test
    @Shows("history-2")
    void historyOfADeletedPathStartsWithTheDeletion() {
        create("/file", "one");
        delete("/file");
        create("/other", "x");

        assertThat(history("/file")).containsExactly("DeleteFile /file -", "CreateFile /file one");
        assertThat(history("/never")).isEmpty();
    }

    @Test
    @Shows("history-3")
    void earlierHolderFollowsWhereAFileWasMadeAnew() {
        create("/file", "one");
        delete("/file");
        create("/file", "two");

        assertThat(history("/file"))
                .containsExactly("CreateFile /file two", "DeleteFile /file -", "CreateFile /file one");
    }

    @Test
    @Shows("history-3")
    void earlierHolderFollowsWhereALinkWasMade() {
        create("/file", "one");
        delete("/file");
        create("/source", "two");
        apply(change -> change.link(path("/source"), path("/file")));
        replace("/source", "three");

        assertThat(history("/file"))
                .containsExactly(
                        "ReplaceContent /file three",
                        "CreateHardLink /file two",
                        "DeleteFile /file -",
                        "CreateFile /file one");
    }

    @Test
    @Shows("history-4")
    void replacedFileFollowsWhereAnEditorSavedByRename() {
        create("/file", "one");
        for (String text : List.of("two", "three")) {
            create("/file.tmp", text);
            rename("/file.tmp", "/file");
        }

        assertThat(history("/file"))
                .containsExactly("RenameFile /file three", "RenameFile /file two", "CreateFile /file one");
    }

    @Test
    @Shows("history-5")
    void renamedFileIsFollowedToItsFormerPath() {
        create("/old", "one");
        create("/elsewhere", "x");
        delete("/elsewhere");
        rename("/old", "/elsewhere");

        assertThat(history("/elsewhere")).containsExactly("RenameFile /elsewhere one", "CreateFile /old one");
        assertThat(history("/old")).containsExactly("RenameFile /elsewhere one", "CreateFile /old one");
    }

    @Test
    @Shows("history-5")
    void exchangedFilesAreFollowedToTheirFormerPaths() {
        create("/a", "first");
        create("/b", "second");
        apply(change -> change.exchange(path("/a"), path("/b")));

        assertThat(history("/a")).containsExactly("ExchangeEntries /a second", "CreateFile /b second");
        assertThat(history("/b")).containsExactly("ExchangeEntries /b first", "CreateFile /a first");
    }

    @Test
    @Shows("history-6")
    void renameOfADirectoryAboveIsNoLineAndPathsAreAsTheyWere() {
        apply(change -> change.createDirectory(path("/d")).create(path("/d/file"), Content.of("one")));
        apply(change -> change.renameDirectory(path("/d"), path("/e")));
        replace("/e/file", "two");

        assertThat(history("/e/file")).containsExactly("ReplaceContent /e/file two", "CreateFile /d/file one");
        assertThat(history("/d/file")).containsExactly("CreateFile /d/file one");
        assertThat(history("/e")).containsExactly("RenameDirectory /e -", "CreateDirectory /d -");
    }

    @Test
    @Shows("history-3")
    void pathIsFollowedThroughDirectoriesThatCameAndWent() {
        apply(change -> change.createDirectory(path("/d")).create(path("/d/file"), Content.of("one")));
        apply(change -> change.delete(path("/d/file")).deleteDirectory(path("/d")));
        apply(change -> change.createDirectory(path("/d")).create(path("/d/file"), Content.of("two")));

        assertThat(history("/d/file"))
                .containsExactly("CreateFile /d/file two", "DeleteFile /d/file -", "CreateFile /d/file one");
    }

    @Test
    @Shows("history-7")
    void historyEndsAtTheViewsPoint() {
        create("/file", "one");
        View early = head();
        replace("/file", "two");
        delete("/file");

        assertThat(lines(main().at(early.point()).history(path("/file"), LogQuery.newestFirst(ALL))))
                .containsExactly("CreateFile /file one");
    }

    @Test
    @Shows("history-8")
    void historyOfAForkGoesBackToItsParents() {
        create("/file", "one");
        var fork = storage().fork("fork", head());
        replace("/file", "main's");
        apply(fork, change -> change.replace(path("/file"), Content.of("fork's")));

        assertThat(lines(fork.head().history(path("/file"), LogQuery.newestFirst(ALL))))
                .containsExactly("ReplaceContent /file fork's", "CreateFile /file one");
    }

    @Test
    @Shows("history-1")
    void historyOfTheRootIsWhatWasDoneToIt() {
        create("/file", "x");
        apply(change -> change.setPermissions(StorePath.ROOT, 0700));

        assertThat(history("/")).containsExactly("SetPermissions / -");
    }

    @Test
    @Shows("history-9")
    void pagesContinueAfterTheLastLineAlsoWhileTheFileChanges() {
        create("/file", "0");
        for (int i = 1; i < 10; i++) {
            replace("/file", "" + i);
        }
        List<String> expected = history("/file");

        List<String> paged = new ArrayList<>();
        LogQuery query = LogQuery.newestFirst(3);
        List<HistoryLine> page = head().history(path("/file"), query);
        while (!page.isEmpty()) {
            paged.addAll(lines(page));
            assertThat(paged).as("lines so far").hasSizeLessThanOrEqualTo(expected.size());
            OperationId last = page.get(page.size() - 1).logged().id();
            replace("/file", "newer");
            page = head().history(path("/file"), query.after(last));
        }

        assertThat(paged).isEqualTo(expected);
    }

    @Test
    @Shows("history-10")
    void oldestFirstIsNewestFirstReversed() {
        create("/file", "one");
        replace("/file", "two");
        delete("/file");
        create("/file", "three");
        List<String> reversed = new ArrayList<>(history("/file"));
        Collections.reverse(reversed);

        assertThat(lines(head().history(path("/file"), LogQuery.oldestFirst(ALL))))
                .isEqualTo(reversed);
        assertThat(lines(head().history(path("/file"), LogQuery.oldestFirst(2))))
                .isEqualTo(reversed.subList(0, 2));
    }

    private List<String> history(String path) {
        return lines(head().history(path(path), LogQuery.newestFirst(ALL)));
    }

    /** Operation, path and content of each line. */
    private List<String> lines(List<HistoryLine> lines) {
        return lines.stream()
                .map(line ->
                        line.logged().operation().getClass().getSimpleName() + " " + line.path() + " " + textOf(line))
                .toList();
    }

    private String textOf(HistoryLine line) {
        Optional<ContentReference> content = line.content();
        if (content.isEmpty()) {
            return "-";
        }
        View then = storage().branches().stream()
                .filter(branch -> branch.id().equals(line.logged().change().branch()))
                .map(branch -> storage().branch(branch.name()).at(line.logged().id()))
                .findFirst()
                .orElseThrow();
        StorePath there = then.paths(line.node()).get(0);
        assertThat(((Node.File) then.entry(there).node()).content()).isEqualTo(content.get());
        return text(then, there.toString());
    }
}
