package dev.ize.cli;

import dev.ize.cli.output.Printable;
import dev.ize.spi.BranchDescription;
import dev.ize.spi.BranchId;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Point;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names of a storage's branches, as of the time when this was made. */
final class BranchNames {
    private final Map<BranchId, String> names;

    private BranchNames(Map<BranchId, String> names) {
        this.names = names;
    }

    static BranchNames of(FileSystemStorage storage) {
        return new BranchNames(
                storage.branches().stream().collect(Collectors.toMap(BranchDescription::id, BranchDescription::name)));
    }

    /** The name of a branch, unless it has been deleted. */
    Optional<String> find(BranchId branch) {
        return Optional.ofNullable(names.get(branch));
    }

    /** A point as a POINT that can be given back to the command; of a deleted branch, the operation alone. */
    String text(Point point) {
        return find(point.branch()).map(name -> Printable.of(name) + ":").orElse("") + "@" + point.sequence();
    }
}
