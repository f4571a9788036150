package dev.ize.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.StorePath;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** Compares two trees that are to be equal but for the numbers of nodes that were made. */
final class AlikeTrees {
    private AlikeTrees() {}

    /**
     * Compares all paths of both trees and which of them lead to one node.
     *
     * @param start the tree from which both were made: its nodes have one number in both
     */
    static void compare(ModelTree start, ModelTree expected, ModelTree actual) {
        SortedMap<StorePath, ModelNode> paths = expected.walk();
        assertThat(actual.walk().keySet()).as("paths after a restore").containsExactlyElementsOf(paths.keySet());
        Map<Long, Long> numbers = new HashMap<>();
        paths.forEach((path, node) -> {
            ModelNode found = actual.at(path);
            long number = start.contains(node.id()) ? node.id() : numbers.computeIfAbsent(node.id(), it -> found.id());
            assertThat(found.id()).as("node at %s after a restore", path).isEqualTo(number);
            assertThat(found.withId(0).withEntries(node.entries()))
                    .as("state of %s after a restore", path)
                    .isEqualTo(node.withId(0));
        });
    }
}
