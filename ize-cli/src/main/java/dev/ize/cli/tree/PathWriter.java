package dev.ize.cli.tree;

import dev.ize.spi.Name;
import dev.ize.spi.StorePath;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Writes paths, each as what differs from the one before: a byte of 1, how many names it shares with that from the top
 * down and how many follow, both in two bytes, and each of these as its length in a byte and its bytes. The end is a
 * byte of 0. Paths in the order of a walk take little more than their last names so.
 */
final class PathWriter {
    static final int END = 0;
    static final int PATH = 1;

    private final DataOutputStream out;
    private List<Name> last = List.of();

    PathWriter(DataOutputStream out) {
        this.out = out;
    }

    void write(StorePath path) throws IOException {
        List<Name> names = path.names();
        int shared = 0;
        while (shared < Math.min(names.size(), last.size()) && names.get(shared).equals(last.get(shared))) {
            shared++;
        }
        out.writeByte(PATH);
        out.writeShort(shared);
        out.writeShort(names.size() - shared);
        for (Name name : names.subList(shared, names.size())) {
            out.writeByte(name.length());
            out.write(name.toByteArray());
        }
        last = names;
    }

    void end() throws IOException {
        out.writeByte(END);
    }
}
