package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.StorageOptions;
import java.nio.file.Path;
import java.util.List;

/**
 * What is tested, in a form that can be told to another JVM: a provider with or without a flaw, and the lanes
 * that use one store of it.
 *
 * @param provider the provider's class
 * @param flaw what is broken in it on purpose
 * @param store the store's directory
 * @param durability what an acknowledgement means
 * @param seed of all lanes
 * @param sizes of what the lanes write
 */
record Subject(
        Class<? extends EngineProvider> provider,
        Flaw flaw,
        Path store,
        Durability durability,
        long seed,
        Sizes sizes) {
    /** How many arguments of a main class are a subject. */
    static final int ARGUMENTS = 6;

    static Subject parse(String[] arguments) throws ClassNotFoundException {
        return new Subject(
                Class.forName(arguments[0]).asSubclass(EngineProvider.class),
                Flaw.valueOf(arguments[1]),
                Path.of(arguments[2]),
                Durability.valueOf(arguments[3]),
                Long.parseLong(arguments[4]),
                Sizes.valueOf(arguments[5]));
    }

    List<String> arguments() {
        return List.of(
                provider.getName(),
                flaw.name(),
                store.toString(),
                durability.name(),
                Long.toString(seed),
                sizes.name());
    }

    /** The same in another directory. */
    Subject at(Path otherStore) {
        return new Subject(provider, flaw, otherStore, durability, seed, sizes);
    }

    FileSystemStorage open() {
        StorageOptions options = StorageOptions.builder().durability(durability).build();
        return flawedProvider().open(store, options);
    }

    /** A new provider, with the flaw. */
    EngineProvider flawedProvider() {
        return flaw.applyTo(newProvider());
    }

    private EngineProvider newProvider() {
        try {
            return provider.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("A provider has a public constructor without arguments", e);
        }
    }

    /** The record of a lane after a number of steps. */
    Lane lane(int number, int steps) {
        return Lane.after(steps, seed, number, sizes);
    }

    /**
     * The record of a lane as a store shows it: with the acknowledged steps, or also with the one that was under way.
     *
     * @throws AssertionError if the store is neither
     */
    Lane find(FileSystemStorage storage, int number, int acknowledged) {
        return find(storage, number, acknowledged, acknowledged);
    }

    /**
     * The record of a lane as a store shows it: with its durable steps at least, and at most with the acknowledged ones
     * and the one that was under way.
     *
     * @throws AssertionError if the store shows none of these
     */
    Lane find(FileSystemStorage storage, int number, int durable, int acknowledged) {
        int logged = Survey.stepsInLogs(storage, lane(number, 0));
        int first = Math.min(Math.max(durable, logged), acknowledged + 1);
        List<Finding> findings = List.of();
        for (Lane lane = lane(number, first); lane.steps() <= acknowledged + 1; lane.skip()) {
            findings = Survey.of(storage, lane);
            if (findings.isEmpty()) {
                return lane;
            }
        }
        throw new AssertionError("lane " + number + " is not as after any step from " + first + " to "
                + (acknowledged + 1) + ", of which the last found: "
                + findings.subList(0, Math.min(4, findings.size())));
    }
}
