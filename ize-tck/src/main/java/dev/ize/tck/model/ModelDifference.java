package dev.ize.tck.model;

import dev.ize.spi.DifferenceLine.Aspect;
import dev.ize.spi.DifferenceLine.Kind;
import dev.ize.spi.Name;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What differs between two trees, by comparing every entry with every other. */
final class ModelDifference {
    private final List<Place> before;
    private final List<Place> after;
    private final List<Line> lines = new ArrayList<>();

    private ModelDifference(ModelTree before, ModelTree after) {
        this.before = places(before);
        this.after = places(after);
    }

    /** An entry: its path, the directory node that it is in, and the node that it leads to. */
    record Place(StorePath path, long directory, ModelNode node) {
        private boolean sameEntry(Place other) {
            Optional<Name> name = path.name();
            return directory == other.directory && name.equals(other.path.name());
        }
    }

    /** One difference, as {@link dev.ize.spi.DifferenceLine} has it. */
    record Line(Kind kind, Optional<Place> before, Optional<Place> after, Set<Aspect> aspects) {
        StorePath path() {
            return after.or(() -> before).orElseThrow().path();
        }

        private boolean touches(StorePath prefix) {
            return before.filter(place -> place.path().startsWith(prefix)).isPresent()
                    || after.filter(place -> place.path().startsWith(prefix)).isPresent();
        }
    }

    static List<Line> of(ModelTree before, ModelTree after, StorePath prefix) {
        return new ModelDifference(before, after)
                .lines().stream()
                        .filter(line -> line.touches(prefix))
                        .sorted(Comparator.comparing(Line::path))
                        .toList();
    }

    private static List<Place> places(ModelTree tree) {
        List<Place> places = new ArrayList<>();
        tree.walk().forEach((path, node) -> {
            long directory = path.parent().map(parent -> tree.at(parent).id()).orElse(0L);
            places.add(new Place(path, directory, node));
        });
        return places;
    }

    /** Pairs what is surely the same first, so that a renamed link is told from one that stayed. */
    private List<Line> lines() {
        pair((old, now) -> sameNode(old, now) && old.sameEntry(now));
        pair((old, now) -> sameNode(old, now) && old.path().equals(now.path()));
        pair(ModelDifference::sameNode);
        pair((old, now) -> old.path().equals(now.path()));
        before.forEach(old -> lines.add(new Line(Kind.REMOVED, Optional.of(old), Optional.empty(), Set.of())));
        after.forEach(now -> lines.add(new Line(Kind.ADDED, Optional.empty(), Optional.of(now), Set.of())));
        return lines;
    }

    private interface Match {
        boolean test(Place old, Place now);
    }

    private void pair(Match match) {
        for (Place old : List.copyOf(before)) {
            Optional<Place> partner =
                    after.stream().filter(now -> match.test(old, now)).findFirst();
            partner.ifPresent(now -> {
                before.remove(old);
                after.remove(now);
                compare(old, now);
            });
        }
    }

    private static boolean sameNode(Place old, Place now) {
        return old.node().id() == now.node().id();
    }

    private void compare(Place old, Place now) {
        Set<Aspect> aspects = aspects(old.node(), now.node());
        boolean renamed =
                sameNode(old, now) && !old.sameEntry(now) && !old.path().equals(now.path());
        if (renamed || !aspects.isEmpty() || !sameNode(old, now)) {
            Kind kind = renamed ? Kind.RENAMED : Kind.MODIFIED;
            lines.add(new Line(kind, Optional.of(old), Optional.of(now), aspects));
        }
    }

    static Set<Aspect> aspects(ModelNode old, ModelNode now) {
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        if (old.kind() != now.kind()) {
            aspects.add(Aspect.NODE_KIND);
        } else if (!old.bytes().equals(now.bytes())) {
            aspects.add(Aspect.CONTENT);
        }
        if (!old.attributes().equals(now.attributes())) {
            aspects.add(Aspect.ATTRIBUTES);
        }
        if (!old.extendedAttributes().equals(now.extendedAttributes())) {
            aspects.add(Aspect.EXTENDED_ATTRIBUTES);
        }
        return aspects;
    }
}
