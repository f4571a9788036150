package dev.ize.cli.kit;

import dev.ize.tck.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What to run.
 *
 * @param backend the backend's id
 * @param profile how much of the kit
 * @param rules the ids of the rules that are asked for; all if there are none
 * @param seed the one seed of random sequences and faults, if it is not the kit's choice
 * @param classPath jars and directories to find the backend in, beside those of this process
 */
public record KitOrder(String backend, Profile profile, Set<String> rules, OptionalLong seed, List<Path> classPath) {
    public KitOrder {
        rules = Set.copyOf(rules);
        classPath = List.copyOf(classPath);
    }
}
