package dev.ize.bench;

import dev.ize.bench.floor.BareEngines;
import dev.ize.bench.measure.EngineCallProfiler;
import dev.ize.bench.measure.FreshDirectory;
import dev.ize.bench.measure.NativeAccess;
import dev.ize.bench.measure.ProcessProfiler;
import dev.ize.bench.plan.Cell;
import dev.ize.bench.plan.Family;
import dev.ize.bench.plan.Profile;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures cells by JMH, each in JVMs of its own where the profile says so. */
final class CellRun {
    private final Profile profile;
    private final Path run;

    /**
     * @param run the directory of the run's stores
     */
    CellRun(Profile profile, Path run) {
        this.profile = profile;
        this.run = run;
        if (profile.forks() == 0) {
            // JMH refuses to run beside another JMH. Where figures mean nothing that does no harm, and builds need it.
            System.setProperty("jmh.ignoreLock", "true");
        }
    }

    /** A cell gave no figure. */
    static final class CellException extends Exception {
        private static final long serialVersionUID = 1L;

        CellException(String reason) {
            super(reason);
        }

        CellException(String reason, Throwable cause) {
            super(reason, cause);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** What JVMs that measure are started with, but for what one engine needs. */
    static List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(List.of("-Xmx1g"));
        arguments.addAll(NativeAccess.jvmArguments());
        return arguments;
    }

    RunResult run(Cell cell) throws CellException {
        boolean oneJvm = profile.forks() == 0;
        List<String> properties = List.of(FreshDirectory.RUN_PROPERTY, FreshDirectory.ONE_JVM_PROPERTY);
        List<String> values = List.of(run.toString(), Boolean.toString(oneJvm));
        for (int i = 0; i < properties.size(); i++) {
            System.setProperty(properties.get(i), values.get(i));
        }
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            OutputFormat silent = OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT);
            Collection<RunResult> results = new Runner(options(cell).build(), silent).run();
            if (results.size() != 1) {
                throw new CellException("JMH found " + results.size() + " benchmarks for the cell.");
            }
            return results.iterator().next();
        } catch (RunnerException e) {
            throw new CellException(reason(e), e);
        } finally {
            properties.forEach(System::clearProperty);
        }
    }

    private ChainedOptionsBuilder options(Cell cell) {
        List<String> arguments = new ArrayList<>(jvmArguments());
        arguments.add("-D" + FreshDirectory.RUN_PROPERTY + "=" + run);
        int forks = profile.forks();
        if (cell.workload().family() == Family.FLOOR) {
            arguments.addAll(BareEngines.jvmArguments(cell.subject()));
            if (!BareEngines.canRunHere(cell.subject())) {
                forks = Math.max(1, forks);
            }
        }
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(cell.workload().benchmark()) + "$")
                .forks(forks)
                .threads(cell.threads())
                .jvmArgs(arguments.toArray(String[]::new))
                .warmupIterations(profile.warmups())
                .warmupTime(TimeValue.milliseconds(Math.max(1, profile.warmupMillis())))
                .measurementIterations(profile.measurements())
                .measurementTime(TimeValue.milliseconds(profile.measurementMillis()))
                .addProfiler(GCProfiler.class)
                .addProfiler(EngineCallProfiler.class)
                .addProfiler(ProcessProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        cell.parameters().forEach(options::param);
        return options;
    }

    /** The innermost cause that says something, in one line. */
    private static String reason(RunnerException failure) {
        Throwable cause = failure;
        while (true) {
            if (cause.getCause() != null) {
                cause = cause.getCause();
            } else if (cause.getSuppressed().length > 0) {
                cause = cause.getSuppressed()[0];
            } else {
                return String.valueOf(cause).replaceAll("\\s*\\R\\s*", " ");
            }
        }
    }
}
