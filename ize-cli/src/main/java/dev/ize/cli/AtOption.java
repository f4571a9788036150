package dev.ize.cli;

import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.View;
import picocli.CommandLine.Option;

/** The option {@code --at}. */
final class AtOption {
    @Option(
            names = "--at",
            paramLabel = "POINT",
            defaultValue = "head",
            description = {
                "The tree as it was then. Default: head. A POINT is",
                "  head",
                "  @1234         right after that operation",
                "  2026-11-01T10:30, 2026-11-01 or 2026-11-01T09:30:00Z",
                "  -2h           before now: s, m, h, d, w; also -1d12h",
                "  NAME          a snapshot, or a branch's head",
                "  BRANCH:POINT  on another branch than --branch"
            })
    private String text = "head";

    /** The view that it asks for. */
    View view(Ize ize, FileSystemStorage storage) {
        return ize.points(storage).find(ize.point(text));
    }
}
