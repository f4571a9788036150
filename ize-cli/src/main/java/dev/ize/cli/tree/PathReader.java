package dev.ize.cli.tree;

import dev.ize.spi.Name;
import dev.ize.spi.StorePath;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link PathWriter} wrote. */
final class PathReader {
    private final DataInputStream in;
    /** The last path and the directories above it, the root first. */
    private final List<StorePath> open = new ArrayList<>(List.of(StorePath.ROOT));

    private boolean ended;

    PathReader(DataInputStream in) {
        this.in = in;
    }

    /**
     * The next path; empty at the end, each time.
     *
     * @throws IOException if these are no paths, or are cut short
     */
    Optional<StorePath> next() throws IOException {
        ended = ended || in.readByte() == PathWriter.END;
        if (ended) {
            return Optional.empty();
        }
        int shared = in.readUnsignedShort();
        int rest = in.readUnsignedShort();
        if (shared >= open.size() || shared + rest > StorePath.MAX_BYTES) {
            throw new IOException("these are no paths");
        }
        open.subList(shared + 1, open.size()).clear();
        for (int i = 0; i < rest; i++) {
            try {
                Name name = Name.of(in.readNBytes(in.readUnsignedByte()));
                open.add(open.get(open.size() - 1).resolve(name));
            } catch (dev.ize.spi.InvalidNameException e) {
                throw new IOException("these are no paths", e);
            }
        }
        return Optional.of(open.get(open.size() - 1));
    }
}
