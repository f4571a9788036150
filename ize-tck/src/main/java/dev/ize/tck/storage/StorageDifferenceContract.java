package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.DifferenceLine;
import dev.ize.spi.Entry;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What differs between two views: entries pair by node, and each is one line. */
abstract class StorageDifferenceContract extends StorageContract {
    @Test
    @Shows("branch-19")
    void equalViewsDifferInNothing() {
        create("/file", "x");
        View view = head();
        replace("/file", "y");
        replace("/file", "x");
        apply(change -> change.setModified(path("/file"), START));

        assertThat(storage().difference(head(), head())).isEmpty();
        assertThat(differences(view, head())).isEmpty();
    }

    @Test
    @Shows("branch-20")
    void additionsRemovalsAndModificationsAreToldApart() {
        apply(change -> change.create(path("/changed"), Content.of("old"))
                .create(path("/described"), Content.of("x"))
                .create(path("/removed"), Content.of("x"))
                .create(path("/same"), Content.of("x")));
        View before = head();
        apply(change -> change.add(
                        new Operation.ReplaceContent(path("/changed"), Content.of("new"), Optional.of(START)))
                .setPermissions(path("/described"), 0600)
                .add(new Operation.SetExtendedAttribute(path("/described"), Name.of("user.a"), new byte[1]))
                .delete(path("/removed"))
                .create(path("/added"), Content.of("x")));

        assertThat(differences(before, head()))
                .containsExactly(
                        "ADDED - /added []",
                        "MODIFIED /changed /changed [CONTENT]",
                        "MODIFIED /described /described [ATTRIBUTES, EXTENDED_ATTRIBUTES]",
                        "REMOVED /removed - []");
        assertThat(differences(head(), before))
                .containsExactly(
                        "REMOVED /added - []",
                        "MODIFIED /changed /changed [CONTENT]",
                        "MODIFIED /described /described [ATTRIBUTES, EXTENDED_ATTRIBUTES]",
                        "ADDED - /removed []");
    }

    @Test
    @Shows("branch-21")
    void linesCarryBothStates() {
        create("/file", "old");
        View before = head();
        replace("/file", "new");

        DifferenceLine line = storage().difference(before, head()).get(0);

        assertThat(line.before()).contains(before.entry(path("/file")));
        assertThat(line.after()).contains(head().entry(path("/file")));
    }

    @Test
    @Shows("branch-18")
    void renamedFileIsOneLineAlsoWhenItChanged() {
        create("/old", "text");
        create("/b", "text");
        View before = head();
        rename("/old", "/new");
        rename("/b", "/c");
        apply(change -> change.write(path("/c"), 0, Content.of("T")).setModified(path("/c"), START));

        assertThat(differences(before, head())).containsExactly("RENAMED /b /c [CONTENT]", "RENAMED /old /new []");
    }

    @Test
    @Shows("branch-18")
    void renamedDirectoryIsOneLineAndWhatIsInItIsNone() {
        apply(change -> change.createDirectory(path("/d"))
                .create(path("/d/a"), Content.of("1"))
                .create(path("/d/b"), Content.of("2")));
        View before = head();
        apply(change -> change.renameDirectory(path("/d"), path("/e")).create(path("/e/c"), Content.of("3")));

        assertThat(differences(before, head())).containsExactly("RENAMED /d /e []", "ADDED - /e/c []");
    }

    @Test
    @Shows("branch-22")
    void fileThatWasMadeAnewIsAModifiedEntry() {
        create("/file", "old");
        create("/kind", "x");
        View before = head();
        apply(change -> change.delete(path("/file"))
                .create(path("/file"), Content.of("new"))
                .delete(path("/kind"))
                .createSymlink(path("/kind"), "target"));

        assertThat(differences(before, head()))
                .containsExactly("MODIFIED /file /file [CONTENT]", "MODIFIED /kind /kind [ATTRIBUTES, NODE_KIND]");
    }

    @Test
    @Shows("branch-18")
    void exchangedEntriesAreBothRenamed() {
        create("/a", "1");
        create("/b", "2");
        View before = head();
        apply(change -> change.exchange(path("/a"), path("/b")));

        assertThat(differences(before, head())).containsExactly("RENAMED /b /a []", "RENAMED /a /b []");
    }

    @Test
    @Shows("branch-25")
    void linksAreEntriesOfTheirOwn() {
        create("/a", "1");
        View before = head();
        apply(change -> change.link(path("/a"), path("/b")));
        View linked = head();
        delete("/a");

        assertThat(differences(before, linked)).containsExactly("ADDED - /b []");
        assertThat(differences(linked, head())).containsExactly("REMOVED /a - []");
        assertThat(differences(before, head())).containsExactly("RENAMED /a /b []");
    }

    @Test
    @Shows("branch-23")
    void prefixKeepsLinesWithEitherPathBelowIt() {
        apply(change -> change.createDirectory(path("/in"))
                .createDirectory(path("/inside"))
                .create(path("/in/leaves"), Content.of("1"))
                .create(path("/comes"), Content.of("2"))
                .create(path("/inside/other"), Content.of("3")));
        View before = head();
        apply(change -> change.rename(path("/in/leaves"), path("/left"))
                .rename(path("/comes"), path("/in/came"))
                .setPermissions(path("/inside/other"), 0600)
                .setPermissions(path("/in"), 0700));

        assertThat(lines(storage().difference(before, head(), path("/in"))))
                .containsExactly(
                        "MODIFIED /in /in [ATTRIBUTES]", "RENAMED /comes /in/came []", "RENAMED /in/leaves /left []");
        assertThat(lines(storage().difference(before, head(), path("/nothing"))))
                .isEmpty();
    }

    @Test
    @Shows("branch-24")
    void branchesCanBeCompared() {
        create("/shared", "x");
        create("/both", "x");
        Branch fork = storage().fork("fork", head());
        apply(fork, change -> change.create(path("/fork"), Content.of("f")).rename(path("/both"), path("/moved")));
        create("/main", "m");

        assertThat(differences(head(), fork.head()))
                .containsExactly("ADDED - /fork []", "REMOVED /main - []", "RENAMED /both /moved []");
    }

    @Test
    @Shows("branch-24")
    void inheritedPointsOfAForkCanBeCompared() {
        create("/a", "1");
        View first = head();
        create("/b", "2");
        Branch fork = storage().fork("fork", head());

        View inherited = fork.at(new Point(fork.id(), first.point().sequence()));
        assertThat(differences(inherited, fork.head())).containsExactly("ADDED - /b []");
        assertThat(differences(first, fork.head())).containsExactly("ADDED - /b []");
    }

    private List<String> differences(View before, View after) {
        return lines(storage().difference(before, after));
    }

    private static List<String> lines(List<DifferenceLine> difference) {
        return difference.stream()
                .map(line -> line.kind() + " " + path(line.before()) + " " + path(line.after()) + " "
                        + line.aspects().stream().sorted().collect(Collectors.toList()))
                .toList();
    }

    private static String path(Optional<Entry> entry) {
        return entry.map(it -> it.path().toString()).orElse("-");
    }
}
