package dev.ize.core.verify;

import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Effect;
import dev.ize.core.tree.KeptPoints;
import dev.ize.core.tree.Lineage;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.BranchId;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.Point;
import dev.ize.spi.StorageException;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationFinding.Place;
import java.util.List;
import java.util.Optional;

/** Finds the paths of what a finding is about, as far as the records around it can be read. */
record PathFinder(StoreOutline outline) {
    /** Where a version shows; without a path if that cannot be told. */
    List<Place> places(EngineSnapshot snapshot, VersionKey version) {
        if (version.branch() <= 0 || version.seq() < 0) {
            return List.of();
        }
        Point point = new Point(new BranchId(version.branch()), version.seq());
        return List.of(new Place(path(snapshot, version), point));
    }

    /** Where an entry shows. */
    List<Place> ofEntry(EngineSnapshot snapshot, long parent, Name name, long branch, long seq) {
        return places(snapshot, VersionKey.of(new Effect.OfEntry(parent, name), branch, seq));
    }

    private Optional<StorePath> path(EngineSnapshot snapshot, VersionKey version) {
        try {
            Optional<Lineage> lineage = outline.lineage(snapshot, version.branch());
            if (lineage.isEmpty()) {
                return Optional.empty();
            }
            KeptPoints kept = lineage.get().floor(0).kept();
            long seq = kept.firstAtOrAbove(version.seq()).orElse(version.seq());
            TreeReader tree = new TreeReader(snapshot, lineage.get(), seq);
            if (version.effect() instanceof Effect.OfEntry entry) {
                return Optional.of(tree.directoryPath(entry.parent()).resolve(entry.name()));
            }
            // Without the node's own record, which may be what is damaged. One that is gone has the path that it had.
            long node = node(version.effect());
            Optional<StorePath> now = path(tree, node);
            return now.isPresent() ? now : path(tree.at(version.seq() - 1), node);
        } catch (StorageException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<StorePath> path(TreeReader tree, long node) {
        if (node == NodeId.ROOT.value()) {
            return Optional.of(StorePath.ROOT);
        }
        try {
            return Optional.of(tree.links(node, 1).get(0))
                    .map(link -> tree.directoryPath(link.parent()).resolve(link.name()));
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    private static long node(Effect effect) {
        if (effect instanceof Effect.OfNode node) {
            return node.node();
        }
        if (effect instanceof Effect.OfNames names) {
            return names.node();
        }
        return effect instanceof Effect.OfAttribute attribute ? attribute.node() : 0;
    }
}
