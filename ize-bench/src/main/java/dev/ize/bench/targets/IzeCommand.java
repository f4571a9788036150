package dev.ize.bench.targets;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** The command, run in this process: a service that the command gives, since benchmarks may not know it. For one thread. */
public interface IzeCommand {
    /**
     * Runs a command line.
     *
     * @param directory where relative paths start, absolute
     * @param out gets what it prints
     * @return its exit code
     */
    int run(Path directory, OutputStream out, List<String> arguments);
}
