package dev.ize.cli;

import dev.ize.cli.output.JsonLine;
import dev.ize.cli.output.Printable;
import dev.ize.cli.output.Sizes;
import dev.ize.cli.output.Steps;
import dev.ize.spi.ContentExplanation;
import dev.ize.spi.ContentExplanation.Holder;
import dev.ize.spi.ContentHash;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Node;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what keeps content stored. */
@Command(
        name = "explain",
        header = "Tells what keeps content stored: which versions of which files.",
        description = {
            "Looks at every version, which takes its time in a large store.",
            "%nPrints a line for each version that holds the content: from which operation to which, and the file's"
                    + " path then. Of a large file that is kept in chunks, the hash is that of 'ize stat'; the sha256 of"
                    + " its bytes is not known."
        },
        footer = {
            "%nExamples:",
            "  ize explain photo.jpg --at v1.0",
            "  ize explain 04e94777b40540334ac20fe1444670f0fa9455dbe1d3705a24f24bb8322bcd45",
            "%nWith --json, each version: path, branch, since, until, whole; then a line with hash, objects,"
                    + " storedBytes, containers, leased, holders."
        })
final class ExplainCommand implements Callable<Integer> {
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    private final Ize ize;

    @Parameters(
            paramLabel = "HASH|PATH",
            description = "A SHA-256 of 64 hexadecimal digits, or a file of the store; a file with such a name is given"
                    + " as /NAME.")
    private String what = "";

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "100",
            description = "Shows at most N versions; all are counted. Default: 100.")
    private int limit;

    @Mixin
    private AtOption at = new AtOption();

    ExplainCommand(Ize ize) {
        this.ize = ize;
    }

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new UsageException("--limit must not be negative; 0 only counts.");
        }
        try (FileSystemStorage storage = ize.openStoreToRead()) {
            ContentHash hash = HASH.matcher(what).matches() ? ContentHash.parse(what) : ofFile(storage);
            ContentExplanation explanation;
            try (Steps steps = ize.steps()) {
                explanation = storage.explain(hash, limit, steps);
            }
            BranchNames branches = BranchNames.of(storage);
            explanation.holders().forEach(holder -> print(holder, branches));
            if (ize.json()) {
                ize.print(new JsonLine()
                        .put("hash", hash.toString())
                        .put("objects", explanation.objects())
                        .put("storedBytes", explanation.storedBytes())
                        .put("containers", explanation.containers())
                        .put("leased", explanation.isLeased())
                        .put("holders", explanation.holderCount()));
            } else {
                say(explanation);
            }
        }
        return ExitCode.DONE;
    }

    private ContentHash ofFile(FileSystemStorage storage) {
        if (at.view(ize, storage).entry(Ize.storePath(what)).node() instanceof Node.File file) {
            return file.content().hash();
        }
        throw new UsageException("That is no file; only files have content: " + Printable.of(what));
    }

    private void print(Holder holder, BranchNames branches) {
        if (ize.json()) {
            ize.print(new JsonLine()
                    .put("path", holder.path().map(Object::toString))
                    .put("branch", branches.find(holder.since().branch()))
                    .put("since", holder.since().sequence())
                    .put("until", holder.until().stream().boxed().findFirst())
                    .put("whole", holder.isWhole()));
            return;
        }
        String until = holder.until().isPresent() ? "until @" + holder.until().getAsLong() : "newest there";
        String path = holder.path().map(Printable::of).orElse("(of no view)");
        ize.out()
                .line(branches.text(holder.since()) + "  " + until + "  " + path
                        + (holder.isWhole() ? "" : "  (a part)"));
    }

    private void say(ContentExplanation explanation) {
        String stored = explanation.objects() == 0
                ? "not stored by itself"
                : Sizes.bytes(explanation.storedBytes()) + " as stored";
        String parts = explanation.containers() == 0
                ? ""
                : ", part of " + Sizes.count(explanation.containers(), "node") + " of chunk trees";
        String shown = explanation.holderCount() > limit ? ", " + Sizes.count(limit) + " shown" : "";
        ize.say(explanation.hash() + ": " + stored + parts + ", held by "
                + Sizes.count(explanation.holderCount(), "version") + shown + ".");
        if (explanation.isLeased()) {
            ize.say("A program that has the store open holds it.");
        } else if (explanation.isFree() && explanation.objects() > 0) {
            ize.say("Nothing keeps it: 'ize collect' removes it.");
        }
    }
}
