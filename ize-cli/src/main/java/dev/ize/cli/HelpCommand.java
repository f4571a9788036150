package dev.ize.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a command. */
@Command(name = "help", header = "Shows the help of a command.")
final class HelpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Default: ize itself.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        CommandLine of = spec.root().commandLine();
        for (String name : names) {
            CommandLine found = of.getSubcommands().get(name);
            if (found == null) {
                throw new UsageException("There is no command '" + name + "'; 'ize help' lists all.");
            }
            of = found;
        }
        of.usage(of.getOut());
        return ExitCode.DONE;
    }
}
