package dev.ize.tck.storage;

import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.DirectoryEntry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Node;
import dev.ize.spi.StorePath;
import dev.ize.spi.View;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Writes names and texts that are not ASCII, and compares what comes back after the store was opened again. */
final class UnicodeStore implements OtherProcess.Task {
    static final String SAME = "All texts are the same.";

    private static final List<String> NAMES = List.of("cafe\u0301", "caf\u00e9", "\u65e5\u672c\u8a9e", "\ud83c\udf33");
    private static final StorePath SYMLINK = StorePath.of("/a-symlink");

    @Override
    public void run(FileSystemStorageProvider provider, Path store) {
        try (FileSystemStorage storage = provider.open(store, OtherProcess.options(provider))) {
            Change.Builder change = Change.by(NAMES.get(1)).message(NAMES.get(2));
            NAMES.forEach(name -> change.create(StorePath.ROOT.resolve(name), Content.of(name)));
            storage.mainBranch()
                    .apply(change.createSymlink(SYMLINK, NAMES.get(3)).build());
            storage.createSnapshot(NAMES.get(2), storage.mainBranch().head(), NAMES.get(3));
        }
        try (FileSystemStorage storage = provider.open(store, OtherProcess.options(provider))) {
            compare(storage);
        }
        System.out.println(SAME);
    }

    private static void compare(FileSystemStorage storage) {
        View view = storage.mainBranch().head();
        List<String> listed = view.list(StorePath.ROOT).stream()
                .map(DirectoryEntry::name)
                .map(Object::toString)
                .toList();
        same("a-symlink", listed.get(0));
        for (int i = 0; i < NAMES.size(); i++) {
            same(NAMES.get(i), listed.get(i + 1));
            same(NAMES.get(i), new String(view.read(StorePath.ROOT.resolve(NAMES.get(i))), StandardCharsets.UTF_8));
        }
        same(NAMES.get(3), new String(((Node.Symlink) view.entry(SYMLINK).node()).target(), StandardCharsets.UTF_8));
        var logged = storage.mainBranch().log(LogQuery.newestFirst(1)).get(0).change();
        same(NAMES.get(1), logged.author());
        same(NAMES.get(2), logged.message());
        same(NAMES.get(2), storage.snapshots().get(0).name());
        same(NAMES.get(3), storage.snapshots().get(0).message());
    }

    private static void same(String expected, String actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(
                    "A text came back as another. expected=" + hex(expected) + " actual=" + hex(actual));
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
