package dev.ize.cli.releases;

import dev.ize.spi.ContentHash;
import dev.ize.spi.NodeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What the naive model knows of one path on disk: all that a recording keeps.
 *
 * @param kind what it is
 * @param mode its permission bits; 0 for a symlink, which has none
 * @param modified its modification time
 * @param size length of a file; else 0
 * @param hash SHA-256 of a file's bytes or a symlink's target; of nothing for a directory
 */
record LocalNode(NodeKind kind, int mode, Instant modified, long size, ContentHash hash) {
    private static final ContentHash NOTHING = ContentHash.ofContent(new byte[0]);

    static LocalNode of(Path file) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(
                file, "unix:mode,lastModifiedTime,isSymbolicLink,isDirectory", LinkOption.NOFOLLOW_LINKS);
        Instant modified = ((FileTime) attributes.get("lastModifiedTime")).toInstant();
        int mode = (Integer) attributes.get("mode") & 07777;
        if ((Boolean) attributes.get("isSymbolicLink")) {
            byte[] target = Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
            return new LocalNode(NodeKind.SYMLINK, 0, modified, 0, ContentHash.ofContent(target));
        }
        if ((Boolean) attributes.get("isDirectory")) {
            return new LocalNode(NodeKind.DIRECTORY, mode, modified, 0, NOTHING);
        }
        byte[] bytes = Files.readAllBytes(file);
        return new LocalNode(NodeKind.FILE, mode, modified, bytes.length, ContentHash.ofContent(bytes));
    }

    static LocalNode directory(int mode, Instant modified) {
        return new LocalNode(NodeKind.DIRECTORY, mode, modified, 0, NOTHING);
    }
}
