package dev.ize.tck.model;

import dev.ize.spi.FileSystemStorageProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random sequences of changes, forks, snapshots, deletions and reopenings, each run against a fresh store and
 * against the model.
 *
 * <p>A seed makes the same sequence on every backend. What a failure says has the line that runs its seed again.
 */
public final class RandomSequences {
    /** System property that names the one seed to run. */
    public static final String SEED_PROPERTY = "ize.seed";

    /** How long a failing sequence is shortened before it is reported; 20 s, by choice: what a person waits for. */
    public static final Duration SHRINKING_TIME = Duration.ofSeconds(20);

    private final FileSystemStorageProvider provider;
    private final Path directory;
    private final Replay replay;
    private final Duration shrinkingTime;
    private final boolean replicates;
    private int stores;

    private RandomSequences(
            FileSystemStorageProvider provider,
            Path directory,
            Replay replay,
            Duration shrinkingTime,
            boolean replicates) {
        this.provider = provider;
        this.directory = directory;
        this.replay = replay;
        this.shrinkingTime = shrinkingTime;
        this.replicates = replicates;
    }

    /** Stores are made below an existing directory and removed after each sequence. */
    public RandomSequences(FileSystemStorageProvider provider, Path directory, Replay replay) {
        this(provider, directory, replay, SHRINKING_TIME, false);
    }

    /**
     * Sequences in which each reopening goes on with a new store that was loaded from a dump of the one before,
     * while another is kept up to date by dumps of what has come since.
     */
    public RandomSequences overDumps() {
        return new RandomSequences(provider, directory, replay, shrinkingTime, true);
    }

    /** The same, with another time than {@link #SHRINKING_TIME}. */
    public RandomSequences shrinkingFor(Duration time) {
        return new RandomSequences(provider, directory, replay, time, replicates);
    }

    /**
     * Runs the sequences of consecutive seeds, in their order, or that of {@value #SEED_PROPERTY} alone.
     *
     * @throws AssertionError for the first one on which storage and model disagree, with its seed and a shorter
     *     sequence that fails too
     */
    public void run(int firstSeed, int count) {
        Optional<Long> only = Optional.ofNullable(Long.getLong(SEED_PROPERTY));
        if (only.isPresent()) {
            run(only.get());
        } else {
            IntStream.range(firstSeed, firstSeed + count).forEach(this::run);
        }
    }

    private void run(long seed) {
        List<SequenceStep> steps = RandomSequence.of(seed);
        Optional<Throwable> failure = failure(steps);
        if (failure.isPresent()) {
            throw disagreement(seed, Shrinking.of(steps, failure.get(), this::failure, shrinkingTime));
        }
    }

    private AssertionError disagreement(long seed, Shrinking.Result shrunk) {
        String lines = IntStream.range(0, shrunk.steps().size())
                .mapToObj(i -> "  " + (i + 1) + ". " + shrunk.steps().get(i))
                .collect(Collectors.joining("\n"));
        return new AssertionError(
                "Storage and model disagree. Run this sequence again: " + replay.command(provider.id(), seed)
                        + "\nor, in the build of the backend: " + replay.build(seed)
                        + "\nShortened sequence:\n" + lines + "\n" + shrunk.failure(),
                shrunk.failure());
    }

    private Optional<Throwable> failure(List<SequenceStep> steps) {
        Path store = directory.resolve("store-" + ++stores);
        try {
            SequenceRun.run(provider, store, replicates, steps);
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of(e);
        } finally {
            delete(store);
            Replication.directories(store).forEach(RandomSequences::delete);
        }
    }

    private static void delete(Path store) {
        try (Stream<Path> files = Files.exists(store) ? Files.walk(store) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
