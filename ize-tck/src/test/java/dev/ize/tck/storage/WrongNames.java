package dev.ize.tck.storage;

import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Ways to take names for others. */
final class WrongNames {
    private WrongNames() {}

    static AlteredProvider normalising() {
        return mapping(name -> Normalizer.normalize(name, Normalizer.Form.NFC));
    }

    static AlteredProvider lowering() {
        return mapping(name -> name.toLowerCase(Locale.ROOT));
    }

    static AlteredProvider trimming() {
        return mapping(name -> name.replaceAll("(?<=.)[. ]+$", ""));
    }

    static AlteredProvider cutting() {
        return mapping(name -> name.substring(0, Math.min(100, name.length())));
    }

    private static AlteredProvider mapping(UnaryOperator<String> names) {
        return ChangedOperations.mappingPaths(path -> mapped(path, names));
    }

    private static StorePath mapped(StorePath path, UnaryOperator<String> names) {
        StorePath mapped = StorePath.ROOT;
        for (Name name : path.names()) {
            mapped = mapped.resolve(names.apply(name.toString()));
        }
        return mapped;
    }

    static AlteredProvider refusingLongPaths() {
        return ChangedOperations.mappingPaths(path -> {
            if (path.length() > 1024) {
                throw new InvalidNameException("The path has too many bytes.");
            }
            return path;
        });
    }

    /** A directory's listing has what is in the directories beside it whose names begin with its own. */
    static AlteredProvider listingByPrefix() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            if (call.is("View.list") && answer instanceof List<?>) {
                return listingOfAllThatBeginAs(call.argument(0, StorePath.class), call.target(View.class));
            }
            return answer;
        });
    }

    private static List<DirectoryEntry> listingOfAllThatBeginAs(StorePath directory, View view) {
        if (directory.isRoot()) {
            return view.list(directory);
        }
        StorePath above = directory.parent().orElseThrow();
        List<DirectoryEntry> entries = new ArrayList<>();
        for (DirectoryEntry sibling : view.list(above)) {
            StorePath path = above.resolve(sibling.name());
            if (sibling.kind() == NodeKind.DIRECTORY && path.toString().startsWith(directory.toString())) {
                entries.addAll(view.list(path));
            }
        }
        return entries;
    }

    /** By UTF-16, where surrogates come before the last of the other letters. */
    static AlteredProvider orderingThemAsText() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            if (call.is("View.list") && answer instanceof List<?> list) {
                return list.stream()
                        .map(DirectoryEntry.class::cast)
                        .sorted(Comparator.comparing(entry -> entry.name().toString()))
                        .toList();
            }
            return answer;
        });
    }

    /** Takes names to the platform's charset and back, which loses letters where that is ASCII. */
    static final class InThePlatformsCharset extends AlteredProvider {
        @Override
        public FileSystemStorage open(Path directory, StorageOptions options) {
            Charset charset = Charset.forName(System.getProperty(
                    "native.encoding", Charset.defaultCharset().name()));
            return AlteredStorage.of(
                    super.open(directory, options),
                    ChangedOperations.mapping(
                            path -> mapped(path, name -> new String(name.getBytes(charset), charset))));
        }
    }
}
