package dev.ize.bench.targets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import dev.ize.bench.floor.BareEngines;
import dev.ize.bench.measure.FreshDirectory;
import dev.ize.bench.measure.NativeAccess;
import dev.ize.bench.raw.LeftOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JVM that measures lines, and what it is told and tells by files. */
final class LineProcess {
    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private LineProcess() {}

    /** Where the JVM starts: a file of the scene, a file for the results, names of lines. */
    public static void main(String[] args) throws IOException {
        Scene scene = JSON.fromJson(Files.readString(Path.of(args[0])), Scene.class);
        List<LineResult> results = new ArrayList<>();
        for (String id : Arrays.asList(args).subList(2, args.length)) {
            results.add(measure(TargetLine.find(id).orElseThrow(), scene));
            Files.writeString(Path.of(args[1]), JSON.toJson(results));
        }
        // A thread of an engine that failed must not keep the process.
        System.exit(0);
    }

    private static LineResult measure(TargetLine line, Scene scene) {
        Findings findings = new Findings();
        long start = System.nanoTime();
        try {
            line.measurement().measure(scene, findings);
        } catch (Exception | LinkageError | AssertionError | OutOfMemoryError e) {
            StackTraceElement[] where = e.getStackTrace();
            findings.leaveOut(line.id(), "It failed: " + e + (where.length == 0 ? "" : " at " + where[0]));
        }
        return findings.result(line.id(), (System.nanoTime() - start) / 1e9);
    }

    /**
     * Measures lines in a new JVM and waits for it.
     *
     * @param lines which share the JVM; the options are those of the first
     * @return what came of each, in their order; of one that the JVM did not come to, the reason
     * @throws IOException if the JVM cannot be started
     */
    static List<LineResult> run(Scene scene, List<TargetLine> lines) throws IOException {
        Path told = Path.of(scene.scratch(), "scene.json");
        Path results = Files.createTempFile(Path.of(scene.scratch()), "results", ".json");
        Files.writeString(told, JSON.toJson(scene));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments(scene, lines.get(0)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LineProcess.class.getName()));
        command.addAll(List.of(told.toString(), results.toString()));
        lines.forEach(line -> command.add(line.id()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // Who ends this process does not want the other to go on.
        Thread end = new Thread(process::destroy, "ize-bench-end");
        Runtime.getRuntime().addShutdownHook(end);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = await(process);
        Runtime.getRuntime().removeShutdownHook(end);
        String written = Files.readString(results);
        List<LineResult> found = new ArrayList<>();
        if (!written.isEmpty()) {
            found.addAll(JSON.fromJson(written, new TypeToken<List<LineResult>>() {}));
        }
        for (TargetLine line : lines.subList(found.size(), lines.size())) {
            String reason = "Its JVM ended with " + code + ": " + output.strip();
            found.add(new LineResult(line.id(), 0, List.of(), List.of(new LeftOut(line.id(), reason))));
        }
        return found;
    }

    /** What a line's JVM is started with. */
    private static List<String> jvmArguments(Scene scene, TargetLine line) {
        List<String> arguments = new ArrayList<>(line.jvmArguments());
        arguments.addAll(NativeAccess.jvmArguments());
        for (String engine : scene.engines()) {
            arguments.addAll(BareEngines.jvmArguments(engine));
        }
        arguments.add("-D" + FreshDirectory.RUN_PROPERTY + "=" + scene.scratch());
        String home = System.getProperty(IzeScript.HOME_PROPERTY);
        if (home != null) {
            arguments.add("-D" + IzeScript.HOME_PROPERTY + "=" + home);
        }
        return arguments;
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a line was measured", e);
        }
    }
}
