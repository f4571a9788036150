package dev.ize.core.write;

import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.tree.TreeReader;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds what paths hold, for what will come there to be stored against it. Operations come in the order of their paths
 * mostly: directories are looked up once. For one thread, as long as its tree.
 */
final class FormerContents {
    private final TreeReader tree;
    private final Map<StorePath, OptionalLong> directories = new HashMap<>();

    FormerContents(TreeReader tree) {
        this.tree = tree;
        directories.put(StorePath.ROOT, OptionalLong.of(NodeId.ROOT.value()));
    }

    /** The content that has a record of its own at a path, if there is any. */
    Optional<ContentReference> find(StorePath path) {
        try {
            Optional<EntryRecord> entry = entry(path).filter(found -> found.kind() == NodeKind.FILE);
            return entry.map(found -> tree.node(found.node()).fileContent())
                    .filter(content -> content.place() instanceof ContentLocation.InContent)
                    .map(ContentLocation::reference);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            // The writer comes this way too, and says so.
            return Optional.empty();
        }
    }

    private Optional<EntryRecord> entry(StorePath path) {
        Optional<Name> name = path.name();
        OptionalLong parent =
                name.isEmpty() ? OptionalLong.empty() : directory(path.parent().orElseThrow());
        return parent.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(tree.lookup(parent.getAsLong(), name.orElseThrow()));
    }

    private OptionalLong directory(StorePath path) {
        OptionalLong known = directories.get(path);
        if (known == null) {
            known = entry(path)
                    .filter(found -> found.kind() == NodeKind.DIRECTORY)
                    .map(found -> OptionalLong.of(found.node()))
                    .orElseGet(OptionalLong::empty);
            directories.put(path, known);
        }
        return known;
    }
}
