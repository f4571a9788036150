package dev.ize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ize.cli.foreign.DeadlyProvider;
import dev.ize.cli.foreign.ForeignJar;
import dev.ize.cli.foreign.ForgetfulProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The kit by the command, over a backend of the project and over others that a jar brings. */
@Tag("once")
final class TckTest {
    @TempDir
    Path directory;

    @Test
    void rightBackendPassesTheRulesThatAreAskedFor() {
        CommandRun run = ize("tck", "--backend", "mvstore", "--rule", "batch-4", "--rule", "batch-2")
                .done();

        assertThat(run.lines().get(0)).startsWith("batch ").endsWith("2 passed");
        assertThat(lastLine(run))
                .startsWith("passed: the rules that were asked for (profile quick): 2 rules: 2 passed");
    }

    @Test
    void wrongBackendInAJarIsFailedByTheRuleThatItBreaks() throws IOException {
        ForeignJar.write(directory.resolve("foreign.jar"), ForgetfulProvider.class);

        CommandRun run = ize("tck", "--backend", "forgetful", "--classpath", "foreign.jar", "--rule", "batch-4");

        assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.lines()).contains("failed: batch-4 A delete removes its key, and no other.");
        assertThat(lastLine(run)).startsWith("not compatible (profile quick): 1 rule: 0 passed, 1 failed");
    }

    @Test
    void reportIsWrittenForProgramsBuildServersAndPeople() throws Exception {
        ForeignJar.write(directory.resolve("foreign.jar"), ForgetfulProvider.class);

        ize("tck", "--backend", "forgetful", "--classpath", "foreign.jar", "--rule", "batch-4", "--report", "out");

        JsonObject json = json(Files.readString(directory.resolve("out/tck-report.json")));
        assertThat(json.get("verdict").getAsString()).isEqualTo("failed");
        assertThat(json.get("backend").getAsString()).isEqualTo(ForgetfulProvider.ID);
        assertThat(json.get("profile").getAsString()).isEqualTo("quick");
        assertThat(statuses(json)).containsExactly("batch-4 failed");
        Element xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(directory.resolve("out/TEST-ize-tck.xml").toFile())
                .getDocumentElement();
        assertThat(xml.getAttribute("tests"))
                .isEqualTo(Integer.toString(xml.getElementsByTagName("testcase").getLength()));
        assertThat(xml.getAttribute("failures"))
                .isEqualTo(Integer.toString(xml.getElementsByTagName("failure").getLength()))
                .isNotEqualTo("0");
        assertThat(Files.readString(directory.resolve("out/tck-report.html")))
                .contains("forgetful: not compatible (profile quick)", "A delete removes its key, and no other.")
                .doesNotContain("<script", "http://", "https://");
    }

    @Test
    void backendThatEndsTheProcessLeavesTheRunIncompleteAndIsToldWithItsTest() throws IOException {
        ForeignJar.write(directory.resolve("foreign.jar"), DeadlyProvider.class);

        CommandRun run = ize("tck", "--backend", "deadly", "--classpath", "foreign.jar", "--report", "out", "--json");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.INCOMPLETE);
        JsonObject json = json(run.out());
        assertThat(json.get("verdict").getAsString()).isEqualTo("incomplete");
        assertThat(json.get("complete").getAsBoolean()).isFalse();
        assertThat(json.get("death").getAsString())
                .startsWith("The JVM of the kit ended by itself in the test Engine > ")
                .contains("exitCode=" + DeadlyProvider.EXIT_CODE, DeadlyProvider.LAST_WORDS);
        assertThat(statuses(json))
                .anyMatch(line -> line.endsWith(" not_run"))
                .noneMatch(line -> line.endsWith(" failed"));
        assertThat(Files.readString(directory.resolve("out/tck-report.html"))).contains(DeadlyProvider.LAST_WORDS);
    }

    @Test
    void wordsThatCannotBeCarriedOutAreOneLine() throws IOException {
        Files.writeString(directory.resolve("broken.jar"), "no zip");

        assertThat(refused("--backend", "nope")).contains("'nope'", "lmdb, mvstore, rocksdb");
        assertThat(refused("--backend", "lmdb", "--rule", "batch-4000")).contains("batch-4000", "docs/tck-rules.md");
        assertThat(refused("--backend", "lmdb", "--profile", "fast")).contains("'fast'", "quick, full, soak");
        assertThat(refused("--backend", "lmdb", "--classpath", "broken.jar")).contains("broken.jar is no jar");
        assertThat(refused("--backend", "lmdb", "--classpath", "absent.jar")).contains("file=absent.jar");
        assertThat(refused("--backend", "lmdb", "--seed", "x")).contains("--seed");
        assertThat(refused()).contains("--backend");
    }

    @Test
    void jarsInTheFolderOfBackendsAreOnTheClassPathOfAllCommands() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("backends"));
        ForeignJar.write(folder.resolve("foreign.jar"), ForgetfulProvider.class);

        assertThat(ize("backends").done().lines()).contains("  forgetful  For tests, and wrong");
        ize("init", "--backend", "forgetful").done();
        assertThat(ize("tck", "--backend", "forgetful", "--rule", "batch-3").code())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void brokenJarInTheFolderOfBackendsHidesNoOtherAndIsTold() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("backends"));
        Files.writeString(folder.resolve("broken.jar"), "no zip");
        ForeignJar.write(folder.resolve("foreign.jar"), ForgetfulProvider.class);

        CommandRun run = ize("backends");

        assertThat(run.code()).isEqualTo(ExitCode.DIFFERENCE);
        assertThat(run.lines())
                .contains("  forgetful  For tests, and wrong")
                .anyMatch(line -> line.startsWith("! ") && line.contains("broken.jar is no jar"))
                .anyMatch(line -> line.startsWith("* "));
    }

    private String refused(String... options) {
        return ize(Stream.concat(Stream.of("tck"), Stream.of(options)).toArray(String[]::new))
                .refused(ExitCode.WRONG_USE)
                .err();
    }

    private CommandRun ize(String... args) {
        return CommandRun.in(directory, args);
    }

    private static String lastLine(CommandRun run) {
        return run.lines().get(run.lines().size() - 1);
    }

    private static JsonObject json(String text) {
        assertThat(text.lines()).hasSize(1);
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static List<String> statuses(JsonObject report) {
        return report.getAsJsonArray("rules").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(rule -> rule.get("rule").getAsString() + " "
                        + rule.get("status").getAsString())
                .toList();
    }
}
