package dev.ize.cli.foreign;

import dev.ize.spi.FileSystemStorageProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar with a backend, as someone else would build it. */
public final class ForeignJar {
    private ForeignJar() {}

    /** Writes a jar with a provider, the classes around it, and the file by which it is found. */
    public static Path write(Path file, Class<? extends FileSystemStorageProvider> provider) throws IOException {
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
            List<String> names = List.of(
                    provider.getName(),
                    provider.getName() + "$1",
                    ForeignProvider.class.getName(),
                    ForeignOptions.class.getName());
            for (String name : names) {
                String path = name.replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(path));
                try (InputStream bytes = provider.getClassLoader().getResourceAsStream(path)) {
                    bytes.transferTo(jar);
                }
            }
            jar.putNextEntry(new ZipEntry("META-INF/services/" + FileSystemStorageProvider.class.getName()));
            jar.write(provider.getName().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
