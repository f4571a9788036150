package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.Branch;
import dev.ize.spi.Content;
import dev.ize.spi.Point;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A long history, each point of which is as it was made. */
abstract class StoragePointContract extends StorageContract {
    private static final int POINTS = 1000;
    private static final int FILES = 8;

    /** Long enough not to lie in its operation, so that versions are stored against each other. */
    private static final int LONG_TEXT = 6000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final TreeMap<String, String> tree = new TreeMap<>();

    /** A point, its time, and the text of each file. */
    private record Made(Point point, Instant time, Map<String, String> tree) {}

    @Test
    @Shows("history-29")
    void eachOfAThousandPointsIsAsItWasMade() {
        List<Made> made = make();

        reopen();

        for (Made expected : made) {
            assertAsMade(main().at(expected.point()), expected);
            assertThat(main().at(expected.time()).point()).isEqualTo(expected.point());
        }
        Branch fork = storage().fork("fork", main().at(made.get(POINTS / 2).point()));
        assertAsMade(fork.head(), made.get(POINTS / 2));
    }

    private static void assertAsMade(View view, Made expected) {
        assertThat(paths(view))
                .as("paths at %s", expected.point())
                .containsExactlyElementsOf(expected.tree().keySet());
        expected.tree()
                .forEach((path, text) -> assertThat(text(view, path))
                        .as("%s at %s", path, expected.point())
                        .isEqualTo(text));
    }

    private List<Made> make() {
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            clock.move(Duration.ofMillis(1));
            Point point = change(i);
            made.add(new Made(point, clock.instant(), new TreeMap<>(tree)));
        }
        return made;
    }

    private Point change(int number) {
        String path = "/f" + random.nextInt(FILES);
        String text = tree.get(path);
        if (text == null) {
            tree.put(path, "made " + number + " " + "long ".repeat(random.nextInt(2) * LONG_TEXT / 5));
            return create(path, tree.get(path)).point();
        }
        switch (random.nextInt(8)) {
            case 0 -> {
                tree.remove(path);
                return delete(path).point();
            }
            case 1 -> {
                String other = "/f" + random.nextInt(FILES);
                tree.remove(path);
                tree.put(other, text);
                return path.equals(other)
                        ? replace(path, text).point()
                        : rename(path, other).point();
            }
            case 2, 3 -> {
                tree.put(path, "whole " + number);
                return replace(path, tree.get(path)).point();
            }
            default -> {
                int at = random.nextInt(text.length());
                String written = "<" + number + ">";
                tree.put(path, laidOver(text, at, written));
                return apply(change -> change.write(path(path), at, Content.of(written)))
                        .point();
            }
        }
    }

    private static String laidOver(String text, int at, String written) {
        int end = at + written.length();
        return text.substring(0, at) + written + (end < text.length() ? text.substring(end) : "");
    }
}
