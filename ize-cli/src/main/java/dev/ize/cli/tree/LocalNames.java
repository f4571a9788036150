package dev.ize.cli.tree;

import dev.ize.spi.Name;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The bytes of local file names, exactly, whatever the locale.
 *
 * <p>On Unix a {@link Path} holds bytes, but shows and takes them as text in the encoding that the locale
 * names; under {@code LC_ALL=C} that loses every letter beyond ASCII. Its URI form escapes the bytes as they
 * are, and is used wherever text would not do. On Windows names are text.
 */
final class LocalNames {
    private static final boolean UNIX = Path.of("/").toUri().getRawPath().equals("/");
    private static final boolean UTF8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));

    /** Names of devices, with whatever extension, and names that Windows cuts at their end. */
    private static final Pattern RESERVED_ON_WINDOWS = Pattern.compile(
            "(?i)(?:CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(?:\\..*)?|.*[. ]",
            Pattern.DOTALL);

    private LocalNames() {}

    /** The bytes of a file's name, or of a symlink's target as {@code readSymbolicLink} gives it. */
    static byte[] bytes(Path path) {
        String text = path.toString();
        return UNIX && !isExact(text) ? escapedBytes(path) : text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A name as a path of one element in the file system of a directory.
     *
     * @throws InvalidPathException if the file system cannot have an entry of that name
     */
    static Path name(Path directory, Name name) {
        FileSystem system = directory.getFileSystem();
        boolean isDefault = system.equals(FileSystems.getDefault());
        Path path = isDefault ? path(name.toByteArray()) : system.getPath(name.toString());
        if (UNIX && isDefault) {
            // There a name ends at slashes alone, and a store's names have none.
            return path;
        }
        // On Windows a name may hold '\' or ':' and would lead elsewhere, to a share or another drive.
        if (path.isAbsolute()
                || path.getNameCount() != 1
                || !directory.equals(directory.resolve(path).getParent())) {
            throw new InvalidPathException(name.toString(), "no single name on this system");
        }
        if (system.getSeparator().equals("\\")
                && RESERVED_ON_WINDOWS.matcher(name.toString()).matches()) {
            throw new InvalidPathException(name.toString(), "a device of this system, or not told from another name");
        }
        return path;
    }

    /**
     * A path of those bytes, for a name or a symlink's target. Repeated slashes become one: Java has no way to
     * keep them.
     */
    static Path path(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // As text it would lose a slash at its end.
        if (!UNIX || (isExact(text) && !text.endsWith("/"))) {
            return Path.of(text);
        }
        StringBuilder uri = new StringBuilder("file:///");
        boolean absolute = bytes[0] == '/';
        for (int i = absolute ? 1 : 0; i < bytes.length; i++) {
            uri.append('%')
                    .append(Character.forDigit(bytes[i] >> 4 & 0xf, 16))
                    .append(Character.forDigit(bytes[i] & 0xf, 16));
        }
        Path path = Path.of(URI.create(uri.toString()));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    /** Whether text and bytes say the same, both ways. */
    private static boolean isExact(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && (!UTF8 || c == '\ufffd')) {
                return false;
            }
        }
        return true;
    }

    private static byte[] escapedBytes(Path path) {
        String escaped = Path.of("/").resolve(path).toUri().getRawPath();
        // The URI of what happens to be a directory gets a slash at its end.
        boolean added = escaped.endsWith("/") && !path.toString().endsWith("/");
        int end = escaped.length() - (added ? 1 : 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end);
        for (int i = path.isAbsolute() ? 0 : 1; i < end; i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }
}
