package dev.ize.cli;

import dev.ize.cli.output.Output;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the {@code ize} command starts. */
public final class Main {
    private static final String DEBUG = "--debug";

    private Main() {}

    /** Runs a command line and ends the process with its {@linkplain ExitCode exit code}. */
    public static void main(String[] args) {
        if (List.of(args).contains(DEBUG)) {
            // Read by the logger when the first class asks for it.
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
            System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
            System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss.SSS");
        }
        System.exit(run(Surroundings.ofProcess(), args));
    }

    /** Runs a command line and gives its exit code; throws nothing. */
    static int run(Surroundings surroundings, String... args) {
        Ize ize = new Ize(surroundings);
        int code;
        try {
            code = surroundings.backends().use(() -> execute(ize, args));
            surroundings.out().flush();
        } catch (Throwable e) {
            code = explain(surroundings, e, args);
        }
        try {
            surroundings.err().flush();
        } catch (Output.OutputException e) {
            // Nobody listens on standard error; the exit code still tells.
            return code;
        }
        return code;
    }

    /** All commands, in the order of the help. */
    static CommandLine commandLine(Ize ize) {
        CommandLine line = new CommandLine(ize);
        addPlainOptions(line.getCommandSpec());
        Stream.of(
                        new InitCommand(ize),
                        new RecordCommand(ize),
                        new StatusCommand(ize),
                        new LogCommand(ize),
                        new DiffCommand(ize),
                        new ListCommand(ize),
                        new CatCommand(ize),
                        new StatCommand(ize),
                        new CheckoutCommand(ize),
                        new RestoreCommand(ize),
                        new SnapshotCommand(ize),
                        new ForkCommand(ize),
                        new BranchCommand(ize),
                        new CopyCommand(ize),
                        new PruneCommand(ize),
                        new CollectCommand(ize),
                        new ExplainCommand(ize),
                        new DumpCommand(ize),
                        new LoadCommand(ize),
                        new MigrateCommand(ize),
                        new CompactCommand(ize),
                        new StatsCommand(ize),
                        new VerifyCommand(ize),
                        new ConfigCommand(ize),
                        new BackendsCommand(ize),
                        new CommandLine(new BenchCommand(ize)).addSubcommand(new TargetsCommand(ize)),
                        new TckCommand(ize),
                        new HelpCommand())
                .forEach(line::addSubcommand);
        space(line);
        line.setUnmatchedOptionsAllowedAsOptionParameters(true);
        // A POINT may be -2h, which looks like an option; whatever else does so is no point, which the command says.
        line.getSubcommands().values().stream()
                .filter(command -> command.getCommand() instanceof DiffCommand)
                .forEach(diff -> diff.setUnmatchedOptionsArePositionalParams(true));
        return line;
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
        line.getSubcommands().values().forEach(Main::space);
    }

    private static int execute(Ize ize, String... args) {
        StringWriter help = new StringWriter();
        Ansi ansi = ize.style().colours() ? Ansi.ON : Ansi.OFF;
        CommandLine line = commandLine(ize)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(help))
                .setErr(new PrintWriter(help))
                .setParameterExceptionHandler((e, words) -> refuse(ize, e, args))
                .setExecutionExceptionHandler((e, command, parsed) -> explain(ize.surroundings(), e, args));
        int code = line.execute(args.length == 0 ? new String[] {"--help"} : args);
        help.toString().lines().forEach(ize.out()::line);
        return code;
    }

    private static int refuse(Ize ize, ParameterException e, String... args) {
        String help = "; see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.";
        String suggestion = "";
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            suggestion = "; did you mean '" + unmatched.getSuggestions().get(0) + "'?";
        }
        return explain(ize.surroundings(), new UsageException(e.getMessage() + suggestion + help, e), args);
    }

    /** Says what went wrong in one line. */
    private static int explain(Surroundings surroundings, Throwable failure, String... args) {
        int code = ExitCode.of(failure);
        try {
            if (code != ExitCode.DONE) {
                // What was printed before comes before, where both go to one place.
                surroundings.out().flush();
                surroundings.err().line("ize: " + ExitCode.message(failure));
            }
            if (List.of(args).contains(DEBUG)) {
                StringWriter trace = new StringWriter();
                failure.printStackTrace(new PrintWriter(trace));
                trace.toString().lines().forEach(surroundings.err()::line);
            }
        } catch (Output.OutputException e) {
            return code;
        }
        return code;
    }
}
