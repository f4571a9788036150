package dev.ize.cli.tree;

import dev.ize.spi.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory by its path, for systems on which none can be held, as Windows. */
final class NamedDirectory implements TargetDirectory {
    private final Path path;

    NamedDirectory(Path path) {
        this.path = path;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Set<ByteBuffer> names() throws IOException {
        Set<ByteBuffer> names = new HashSet<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                names.add(ByteBuffer.wrap(LocalNames.bytes(child.getFileName())));
            }
        }
        return names;
    }

    @Override
    public boolean holds(Path name) {
        return Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean holdsDirectory(Path name) {
        return Files.isDirectory(path.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void remove(Path name) throws IOException {
        Files.walkFileTree(path.resolve(name), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void take(TargetDirectory from, Path entry, Path name) throws IOException {
        Files.move(from.path().resolve(entry), path.resolve(name));
    }

    @Override
    public TargetDirectory enter(Path name) {
        return new NamedDirectory(path.resolve(name));
    }

    @Override
    public void restrict() throws IOException {
        CheckoutTarget.setMode(path, CheckoutTarget.ONLY_OWNER);
    }

    @Override
    public boolean setAttributes(Node node) throws IOException {
        return CheckoutTarget.setAttributes(path, node);
    }

    @Override
    public void close() {}
}
