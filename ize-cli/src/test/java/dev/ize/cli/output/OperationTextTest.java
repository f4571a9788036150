package dev.ize.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.BranchId;
import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class OperationTextTest {
    private static final StorePath PATH = StorePath.of("/d/a\nb");
    private static final StorePath OTHER = StorePath.of("/o");
    private static final Optional<Instant> TIME = Optional.of(Instant.parse("2026-11-01T10:00:00Z"));
    private static final Content CONTENT =
            new ContentReference(ContentHash.ofContent(new byte[0]), ContentReference.Form.TREE, 2048);

    private static final List<Operation> ALL = List.of(
            new Operation.CreateFile(PATH, CONTENT, 0644, TIME),
            new Operation.WriteFile(PATH, 100, CONTENT, TIME),
            new Operation.TruncateFile(PATH, 5, TIME),
            new Operation.ReplaceContent(PATH, CONTENT, TIME),
            new Operation.DeleteFile(PATH),
            new Operation.RenameFile(OTHER, PATH),
            new Operation.CreateDirectory(PATH, 0755, TIME),
            new Operation.DeleteDirectory(PATH),
            new Operation.RenameDirectory(OTHER, PATH),
            new Operation.SetPermissions(PATH, 0600),
            new Operation.SetTimestamps(PATH, TIME, TIME),
            new Operation.SetOwnership(PATH, -1, 5),
            new Operation.CreateSymlink(PATH, new byte[] {'t', (byte) 0xff}, TIME),
            new Operation.DeleteSymlink(PATH),
            new Operation.CreateHardLink(OTHER, PATH),
            new Operation.SetExtendedAttribute(PATH, Name.of("user.x"), new byte[3]),
            new Operation.RemoveExtendedAttribute(PATH, Name.of("user.x")),
            new Operation.ExchangeEntries(OTHER, PATH),
            new Operation.Restore(PATH, new Point(BranchId.MAIN, 3), PATH));

    @Test
    void everyOperationHasWordsOfItsOwn() {
        assertThat(ALL.stream().map(Object::getClass).collect(Collectors.toSet()))
                .as("the operations tested here are all there are")
                .hasSize(Operation.class.getPermittedSubclasses().length);

        assertThat(ALL.stream()
                        .map(operation ->
                                OperationText.of(operation, ZoneOffset.UTC).json()))
                .doesNotHaveDuplicates();
        assertThat(ALL).allSatisfy(operation -> {
            OperationText text = OperationText.of(operation, ZoneOffset.UTC);
            assertThat(text.verb()).hasSizeBetween(1, 8);
            assertThat(text.detail()).contains("/d/a\\nb");
        });
    }

    @Test
    void detailsSayWhatElseThereIs() {
        List<String> lines = ALL.stream()
                .map(operation -> OperationText.of(operation, ZoneOffset.ofHours(1)))
                .map(text -> text.verb() + " " + text.detail().replace("/d/a\\nb", "P"))
                .toList();

        assertThat(lines)
                .contains(
                        "create P  2.0 KiB",
                        "write P  2.0 KiB at 100",
                        "truncate P  to 5 B",
                        "rename /o -> P",
                        "chmod P  0600",
                        "touch P  2026-11-01 11:00:00  accessed 2026-11-01 11:00:00",
                        "chown P  4294967295:5",
                        "symlink P -> t\\xff",
                        "link P = /o",
                        "exchange /o <-> P");
    }

    @Test
    void jsonHoldsEachOperationsData() {
        String all = ALL.stream()
                .map(operation -> {
                    JsonLine line = new JsonLine();
                    OperationText.put(operation, line);
                    return line.toString();
                })
                .collect(Collectors.joining("\n"));

        assertThat(all.lines()).hasSize(ALL.size()).allMatch(line -> line.contains("\"path\":\"/d/a\\nb\""));
        assertThat(Arrays.asList(all.split("\n")))
                .contains(
                        "{\"operation\":\"createFile\",\"path\":\"/d/a\\nb\",\"size\":2048,\"mode\":\"0644\","
                                + "\"modified\":\"2026-11-01T10:00:00Z\"}",
                        "{\"operation\":\"renameFile\",\"path\":\"/d/a\\nb\",\"from\":\"/o\"}",
                        "{\"operation\":\"setOwnership\",\"path\":\"/d/a\\nb\",\"owner\":4294967295,\"group\":5}",
                        "{\"operation\":\"createSymlink\",\"path\":\"/d/a\\nb\",\"target\":\"t\ufffd\","
                                + "\"targetHex\":\"74ff\",\"modified\":\"2026-11-01T10:00:00Z\"}");
    }
}
