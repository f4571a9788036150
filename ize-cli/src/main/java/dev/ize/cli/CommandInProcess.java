package dev.ize.cli;

import dev.ize.bench.targets.IzeCommand;
import dev.ize.cli.output.Output;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** The command for benchmarks that run it in their own process. For one thread. */
public final class CommandInProcess implements IzeCommand {
    /** As the service loader needs it. */
    public CommandInProcess() {}

    @Override
    public int run(Path directory, OutputStream out, List<String> arguments) {
        Surroundings process = Surroundings.ofProcess();
        Surroundings surroundings = new Surroundings(
                directory,
                process.environment(),
                process.user(),
                process.clock(),
                process.zone(),
                process.backends(),
                new Output(out, false),
                process.err());
        return Main.run(surroundings, arguments.toArray(String[]::new));
    }
}
