package dev.ize.tck.run;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StoreUnusableException;
import dev.ize.tck.EngineBackendSuite;
import dev.ize.tck.Profile;
import dev.ize.tck.StorageBackendSuite;
import dev.ize.tck.rule.RuleBook;
import dev.ize.tck.rule.RuleGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the kit against a backend and prints {@linkplain RunEvent events}; whatever else is printed goes to standard
 * error. The arguments are the backend's id and, if not all are meant, the ids of rules; the profile and a seed are
 * system properties.
 *
 * <p>It ends with its standard input, so that nothing is left running when who started it is gone.
 */
public final class BackendRun {
    /** What a method before or after a test may take, as tests have limits of their own. */
    private static final String LIFE_CYCLE_LIMIT = "2 m";

    /** Of the one run of this process; JUnit makes the suite, which has no other way to know. */
    private static volatile String backend = "";

    private BackendRun() {}

    /** Runs, and ends the process; its exit code says nothing. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        endWithInput();
        run(args[0], Set.copyOf(List.of(args).subList(1, args.length)), event -> {
            synchronized (out) {
                // In front of it, because what native code printed may have left a line unfinished.
                out.print("\n" + event.line() + "\n");
                out.flush();
            }
        });
        System.exit(0);
    }

    private static void endWithInput() {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // Then nobody is there any more, either.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "end with input");
        thread.setDaemon(true);
        thread.start();
    }

    static void run(String id, Set<String> rules, Consumer<RunEvent> events) {
        FileSystemStorageProvider provider;
        try {
            provider = FileSystemStorages.provider(id);
        } catch (StoreUnusableException e) {
            events.accept(new RunEvent.Refused(String.valueOf(e.getMessage())));
            return;
        }
        events.accept(opened(provider));
        backend = id;
        Class<?> suite = provider instanceof EngineProvider ? NamedEngine.class : NamedStorage.class;
        Discovery discovery = new Discovery(Profile.current(), rules);
        Launcher launcher = LauncherFactory.create();
        TestPlan whole = launcher.discover(request(suite).build());
        List<RunEvent.Found> methods = discovery.methods(whole);
        Optional<String> refusal = rules.stream()
                .sorted()
                .flatMap(rule -> refusal(rule, provider, methods).stream())
                .findFirst();
        if (refusal.isPresent()) {
            events.accept(new RunEvent.Refused(refusal.get()));
            return;
        }
        methods.forEach(events);
        LauncherDiscoveryRequest chosen = request(suite).filters(discovery).build();
        launcher.execute(chosen, new EventListener(events, whole));
        events.accept(new RunEvent.Finished());
    }

    /** Why a rule that was asked for cannot be shown by this run, if so. */
    private static Optional<String> refusal(
            String rule, FileSystemStorageProvider provider, List<RunEvent.Found> methods) {
        boolean forEngines = RuleBook.whole().rule(rule).group().layer() == RuleGroup.Layer.ENGINE;
        if (forEngines && !(provider instanceof EngineProvider)) {
            return Optional.of("The rule " + rule + " is for engines behind the seam, and the backend '" + provider.id()
                    + "' is none.");
        }
        List<RunEvent.Found> showing =
                methods.stream().filter(method -> method.rules().contains(rule)).toList();
        if (showing.isEmpty() || showing.stream().anyMatch(RunEvent.Found::chosen)) {
            return Optional.empty();
        }
        Profile smallest = showing.stream()
                .map(RunEvent.Found::profile)
                .min(Profile::compareTo)
                .orElseThrow();
        return Optional.of("The rule " + rule + " is shown in the profile " + smallest.id() + ", and not in "
                + Profile.current().id() + ".");
    }

    private static LauncherDiscoveryRequestBuilder request(Class<?> suite) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(suite))
                .configurationParameter("junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
                .configurationParameter("junit.jupiter.execution.timeout.lifecycle.method.default", LIFE_CYCLE_LIMIT);
    }

    private static RunEvent.Opened opened(FileSystemStorageProvider provider) {
        CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
        return new RunEvent.Opened(
                provider.id(),
                provider.description(),
                provider.getClass().getName(),
                source == null || source.getLocation() == null
                        ? "unknown"
                        : source.getLocation().getPath(),
                provider instanceof EngineProvider,
                provider.defaultOptions().asText().entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .sorted()
                        .toList());
    }

    /** The suite for the backend of this run, if it is an engine. */
    static final class NamedEngine extends EngineBackendSuite {
        @Override
        protected String backend() {
            return backend;
        }
    }

    /** The suite for the backend of this run, if it is none. */
    static final class NamedStorage extends StorageBackendSuite {
        @Override
        protected String backend() {
            return backend;
        }
    }
}
