package dev.ize.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The command lines that there are.
 *
 * <p>Reading the options of all commands takes longer than most commands take, so that a line may know a single one. It carries that
 * out as the line of all does. What tells of the others, as a help or a suggestion may, needs the line of all.
 */
final class Commands {
    static final String DEBUG = "--debug";

    /** This one tells of all others. */
    private static final String HELP = "help";

    /** In the order of the help. */
    static final List<String> NAMES = List.of(
            "init",
            "record",
            "status",
            "log",
            "diff",
            "ls",
            "cat",
            "stat",
            "checkout",
            "restore",
            "snapshot",
            "fork",
            "branch",
            "copy",
            "prune",
            "collect",
            "explain",
            "dump",
            "load",
            "migrate",
            "compact",
            "stats",
            "verify",
            "config",
            "backends",
            "bench",
            "tck",
            HELP);

    private Commands() {}

    /** Whether a word names a command that a line may know alone. */
    static boolean standsAlone(String word) {
        return NAMES.contains(word) && !word.equals(HELP);
    }

    /** A line that knows all commands. */
    static CommandLine all(Ize ize) {
        return of(ize, NAMES);
    }

    /** A line that knows one of the commands. */
    static CommandLine only(Ize ize, String name) {
        return of(ize, List.of(name));
    }

    private static CommandLine of(Ize ize, List<String> names) {
        CommandLine line = new CommandLine(ize);
        addPlainOptions(line.getCommandSpec());
        for (String name : names) {
            line.addSubcommand(name, command(ize, name));
        }
        space(line);
        line.setUnmatchedOptionsAllowedAsOptionParameters(true);
        // A POINT may be -2h, which looks like an option; whatever else does so is no point, which the command says.
        CommandLine diff = line.getSubcommands().get("diff");
        if (diff != null) {
            diff.setUnmatchedOptionsArePositionalParams(true);
        }
        return line;
    }

    private static Object command(Ize ize, String name) {
        return switch (name) {
            case "init" -> new InitCommand(ize);
            case "record" -> new RecordCommand(ize);
            case "status" -> new StatusCommand(ize);
            case "log" -> new LogCommand(ize);
            case "diff" -> new DiffCommand(ize);
            case "ls" -> new ListCommand(ize);
            case "cat" -> new CatCommand(ize);
            case "stat" -> new StatCommand(ize);
            case "checkout" -> new CheckoutCommand(ize);
            case "restore" -> new RestoreCommand(ize);
            case "snapshot" -> new SnapshotCommand(ize);
            case "fork" -> new ForkCommand(ize);
            case "branch" -> new BranchCommand(ize);
            case "copy" -> new CopyCommand(ize);
            case "prune" -> new PruneCommand(ize);
            case "collect" -> new CollectCommand(ize);
            case "explain" -> new ExplainCommand(ize);
            case "dump" -> new DumpCommand(ize);
            case "load" -> new LoadCommand(ize);
            case "migrate" -> new MigrateCommand(ize);
            case "compact" -> new CompactCommand(ize);
            case "stats" -> new StatsCommand(ize);
            case "verify" -> new VerifyCommand(ize);
            case "config" -> new ConfigCommand(ize);
            case "backends" -> new BackendsCommand(ize);
            case "bench" -> new CommandLine(new BenchCommand(ize)).addSubcommand(new TargetsCommand(ize));
            case "tck" -> new TckCommand(ize);
            case HELP -> new HelpCommand();
            default -> throw new IllegalArgumentException("There is no such command. name=" + name);
        };
    }

    /** Options that no command reads. */
    private static void addPlainOptions(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(DEBUG)
                .description("Show the stack trace of an error, and what the engines log.")
                .scopeType(ScopeType.INHERIT)
                .build());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .description("Show this help.")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .description("Show the version.")
                .versionHelp(true)
                .build());
    }

    /** Puts an empty line between the parts of each command's help. */
    private static void space(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.usageMessage()
                .synopsisHeading("%nUsage: ")
                .descriptionHeading(spec.usageMessage().description().length > 0 ? "%n" : "")
                .parameterListHeading(spec.positionalParameters().isEmpty() ? "" : "%n")
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n")
                .synopsisSubcommandLabel(spec.userObject() instanceof Callable ? "[COMMAND]" : "COMMAND")
                .sortOptions(false);
        line.getSubcommands().values().forEach(Commands::space);
    }
}
