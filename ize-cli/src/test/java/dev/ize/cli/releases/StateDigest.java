package dev.ize.cli.releases;

import dev.ize.spi.Attributes;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Entry;
import dev.ize.spi.Name;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;

/**
 * SHA-256 over all that a walk shows: of each entry the path, the kind, the attributes, the links, the SHA-256 of
 * the bytes as they are read or the target, and the extended attributes. No internal number is in it.
 */
final class StateDigest {
    private StateDigest() {}

    static ContentHash of(View view) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Iterator<Entry> entries = view.walk(StorePath.ROOT).iterator();
            while (entries.hasNext()) {
                add(out, view, entries.next());
            }
        }
        return ContentHash.ofContent(bytes.toByteArray());
    }

    private static void add(DataOutputStream out, View view, Entry entry) throws IOException {
        add(out, entry.path().toString());
        add(out, entry.node().kind().name());
        add(out, entry.node().attributes());
        if (entry.node() instanceof Node.File file) {
            byte[] content = view.read(entry.path());
            out.writeInt(file.links());
            out.writeInt(content.length);
            out.write(ContentHash.ofContent(content).toByteArray());
        } else if (entry.node() instanceof Node.Symlink link) {
            out.writeInt(link.links());
            add(out, link.target());
        }
        Map<Name, byte[]> attributes = view.extendedAttributes(entry.path());
        out.writeInt(attributes.size());
        for (Map.Entry<Name, byte[]> attribute : attributes.entrySet()) {
            add(out, attribute.getKey().toString());
            add(out, attribute.getValue());
        }
    }

    private static void add(DataOutputStream out, Attributes attributes) throws IOException {
        out.writeInt(attributes.mode());
        out.writeInt(attributes.owner());
        out.writeInt(attributes.group());
        add(out, attributes.modified());
        add(out, attributes.accessed());
    }

    private static void add(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static void add(DataOutputStream out, String text) throws IOException {
        out.writeUTF(text);
    }

    private static void add(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
