package dev.ize.tck.fault;

import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** One operation of a lane: what the storage is told, and what it makes of the tree. */
sealed interface Edit {
    /**
     * The operation.
     *
     * @param handles takes what is to be closed after the operation was applied
     */
    Operation operation(FileSystemStorage storage, List<StoredContent> handles);

    /** Does the same to a tree: files with their bytes, directories without. */
    void applyTo(SortedMap<StorePath, Optional<SeededBytes>> tree);

    record Create(StorePath path, SeededBytes bytes) implements Edit {
        @Override
        public Operation operation(FileSystemStorage storage, List<StoredContent> handles) {
            return new Operation.CreateFile(
                    path, content(bytes, storage, handles), Change.DEFAULT_FILE_MODE, Optional.empty());
        }

        @Override
        public void applyTo(SortedMap<StorePath, Optional<SeededBytes>> tree) {
            tree.put(path, Optional.of(bytes));
        }
    }

    record Replace(StorePath path, SeededBytes bytes) implements Edit {
        @Override
        public Operation operation(FileSystemStorage storage, List<StoredContent> handles) {
            return new Operation.ReplaceContent(path, content(bytes, storage, handles), Optional.empty());
        }

        @Override
        public void applyTo(SortedMap<StorePath, Optional<SeededBytes>> tree) {
            tree.put(path, Optional.of(bytes));
        }
    }

    record Write(StorePath path, SeededBytes.Patch patch) implements Edit {
        @Override
        public Operation operation(FileSystemStorage storage, List<StoredContent> handles) {
            Content content =
                    Content.of(SeededBytes.of(patch.seed(), patch.length()).bytes());
            return new Operation.WriteFile(path, patch.offset(), content, Optional.empty());
        }

        @Override
        public void applyTo(SortedMap<StorePath, Optional<SeededBytes>> tree) {
            SeededBytes before = Objects.requireNonNull(tree.get(path)).orElseThrow();
            tree.put(path, Optional.of(before.with(patch)));
        }
    }

    record Delete(StorePath path) implements Edit {
        @Override
        public Operation operation(FileSystemStorage storage, List<StoredContent> handles) {
            return new Operation.DeleteFile(path);
        }

        @Override
        public void applyTo(SortedMap<StorePath, Optional<SeededBytes>> tree) {
            tree.remove(path);
        }
    }

    record Rename(StorePath from, StorePath path) implements Edit {
        @Override
        public Operation operation(FileSystemStorage storage, List<StoredContent> handles) {
            return new Operation.RenameFile(from, path);
        }

        @Override
        public void applyTo(SortedMap<StorePath, Optional<SeededBytes>> tree) {
            tree.put(path, Objects.requireNonNull(tree.remove(from)));
        }
    }

    record MakeDirectory(StorePath path) implements Edit {
        @Override
        public Operation operation(FileSystemStorage storage, List<StoredContent> handles) {
            return new Operation.CreateDirectory(path, Change.DEFAULT_DIRECTORY_MODE, Optional.empty());
        }

        @Override
        public void applyTo(SortedMap<StorePath, Optional<SeededBytes>> tree) {
            tree.put(path, Optional.empty());
        }
    }

    /** Every other large content is stored ahead of its change. */
    private static Content content(SeededBytes bytes, FileSystemStorage storage, List<StoredContent> handles) {
        if (bytes.size() <= 1 << 20 || (bytes.seed() & 1) == 0) {
            return Content.of(bytes.bytes());
        }
        StoredContent stored = storage.store(new ByteArrayInputStream(bytes.bytes()));
        handles.add(stored);
        return stored;
    }
}
