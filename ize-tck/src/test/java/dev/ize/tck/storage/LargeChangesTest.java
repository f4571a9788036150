package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.AppliedChange;
import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.ContentExplanation;
import dev.ize.spi.ContentHash;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.tck.memory.InMemoryProvider;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which changes are written in one batch and which are staged: these are closed in a record, and by a number, more. */
@Timeout(60)
final class LargeChangesTest {
    private static final StorePath FILE = StorePath.of("/file");

    @TempDir
    Path directory;

    private FileSystemStorage storage;
    private Branch main;

    @BeforeEach
    void makeStore() {
        storage = new InMemoryProvider()
                .open(directory, StorageOptions.builder().backend("memory").build());
        main = storage.mainBranch();
        main.apply(Change.by("tester").create(FILE, Content.of("x")).build());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    /** Applies a change; gives how many numbers it takes. */
    private long numbersOf(List<Operation> operations) {
        long before = main.head().point().sequence();
        Change.Builder change = Change.by("tester");
        operations.forEach(change::add);
        AppliedChange applied = main.apply(change.build());
        assertThat(applied.point()).isEqualTo(main.head().point());
        return applied.point().sequence() - before;
    }

    /** Operations of which all but the first come to nothing, and take no number. */
    private static List<Operation> operations(int count) {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.SetPermissions(FILE, 0600));
        for (int i = 1; i < count; i++) {
            operations.add(new Operation.RenameFile(FILE, FILE));
        }
        return operations;
    }

    @Test
    void changeOfMoreThanTenThousandOperationsIsStaged() {
        assertThat(numbersOf(operations(10_000))).isEqualTo(1);
        assertThat(numbersOf(operations(10_001))).isEqualTo(2);
    }

    private static List<Operation> files(String prefix, int count, Content content) {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operations.add(new Operation.CreateFile(StorePath.of(prefix + i), content, 0644, Optional.empty()));
        }
        return operations;
    }

    /** What it holds in memory counts, half a kibibyte for each operation; zeros take no room where they are stored. */
    @Test
    void changeOfMoreThanSixteenMebibytesOfContentIsStaged() {
        byte[] zeros = new byte[(1 << 20) - 512];
        try (StoredContent content = storage.store(new ByteArrayInputStream(zeros))) {
            assertThat(numbersOf(files("/a", 16, content))).isEqualTo(16);
            assertThat(numbersOf(files("/b", 17, content))).isEqualTo(18);
        }
        assertThat(main.head().read(StorePath.of("/b16"))).isEqualTo(zeros);
    }

    /** Its values are in two records each, which nobody knows before they are made. */
    @Test
    void changeWhoseRecordsDoNotFitABatchIsStaged() {
        List<Operation> operations = new ArrayList<>();
        byte[] value = new byte[Operation.SetExtendedAttribute.MAX_VALUE_BYTES];
        for (int i = 0; i < 130; i++) {
            operations.add(new Operation.SetExtendedAttribute(FILE, Name.of("user." + i), value));
        }

        assertThat(numbersOf(operations)).isEqualTo(131);
    }

    @Test
    void contentThatWasStoredForAChangeIsLetGoAfterIt() {
        Content zeros = Content.of(new byte[(1 << 20) + 1]);

        numbersOf(files("/a", 1, zeros));

        ContentHash hash;
        try (StoredContent content = main.head().content(StorePath.of("/a0"))) {
            hash = content.reference().hash();
            assertThat(explain(hash).isLeased()).isTrue();
        }
        assertThat(explain(hash).isLeased()).isFalse();
        assertThat(explain(hash).holderCount()).isOne();
    }

    private ContentExplanation explain(ContentHash hash) {
        return storage.explain(hash, 10, Progress.NONE);
    }
}
