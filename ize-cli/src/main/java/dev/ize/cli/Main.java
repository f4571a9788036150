package dev.ize.cli;

import dev.ize.cli.output.Output;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the {@code ize} command starts. */
public final class Main {
    private Main() {}

    /** Runs a command line and ends the process with its {@linkplain ExitCode exit code}. */
    public static void main(String[] args) {
        if (List.of(args).contains(Commands.DEBUG)) {
            // Read by the logger when the first class asks for it.
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
            System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
            System.setProperty("org.slf4j.simpleLogger.dateTimeFormat", "HH:mm:ss.SSS");
        }
        System.exit(run(Surroundings.ofProcess(), args));
    }

    /** Runs a command line and gives its exit code; throws nothing. */
    static int run(Surroundings surroundings, String... args) {
        int code;
        try {
            code = surroundings.backends().use(() -> execute(surroundings, args));
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

    private static int execute(Surroundings surroundings, String... args) {
        if (args.length == 0) {
            return executeAmongAll(surroundings, "--help");
        }
        if (!Commands.standsAlone(args[0])) {
            return executeAmongAll(surroundings, args);
        }
        Ize ize = new Ize(surroundings);
        // Words that it does not understand may be meant for others, which the complaint is to know.
        return execute(ize, Commands.only(ize, args[0]), (e, words) -> executeAmongAll(surroundings, args), args);
    }

    /** Runs a command line that knows all commands, as is needed to tell of them. */
    static int executeAmongAll(Surroundings surroundings, String... args) {
        Ize ize = new Ize(surroundings);
        return execute(ize, Commands.all(ize), (e, words) -> refuse(surroundings, e, args), args);
    }

    private static int execute(Ize ize, CommandLine line, IParameterExceptionHandler misunderstood, String... args) {
        StringWriter help = new StringWriter();
        Ansi ansi = ize.style().colours() ? Ansi.ON : Ansi.OFF;
        int code = line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(help))
                .setErr(new PrintWriter(help))
                .setParameterExceptionHandler(misunderstood)
                .setExecutionExceptionHandler((e, command, parsed) -> explain(ize.surroundings(), e, args))
                .execute(args);
        help.toString().lines().forEach(ize.out()::line);
        return code;
    }

    private static int refuse(Surroundings surroundings, ParameterException e, String... args) {
        String help = "; see '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.";
        String suggestion = "";
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            suggestion = "; did you mean '" + unmatched.getSuggestions().get(0) + "'?";
        }
        return explain(surroundings, new UsageException(e.getMessage() + suggestion + help, e), args);
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
            if (List.of(args).contains(Commands.DEBUG)) {
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
