package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.ContentLocation.InContent;
import dev.ize.core.format.ContentLocation.InOperation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where content goes when files are made, written and cut, and what it is stored against there. */
class ContentPlacerTest {
    private static final Optional<Instant> NOW = Optional.empty();
    private static final StorePath A = StorePath.of("/file-a");
    private static final StorePath B = StorePath.of("/file-b");

    private final TrialStore store = new TrialStore();

    @AfterEach
    void close() {
        store.close();
    }

    private static Operation create(StorePath path, byte[] content) {
        return new Operation.CreateFile(path, Content.of(content), 0644, NOW);
    }

    private static Operation write(StorePath path, long offset, byte[] data) {
        return new Operation.WriteFile(path, offset, Content.of(data), NOW);
    }

    private static Operation truncate(StorePath path, long size) {
        return new Operation.TruncateFile(path, size, NOW);
    }

    private void apply(Operation... operations) {
        store.apply(store.main, operations);
    }

    private ContentLocation content(StorePath path) {
        return store.node(path).fileContent();
    }

    private void assertInOperation(StorePath path, byte[] expected) {
        assertThat(content(path).place())
                .isEqualTo(new InOperation(store.main.id(), store.main.head().seq()));
        assertThat(store.read(content(path))).isEqualTo(expected);
    }

    private long id(StorePath path) {
        return ((InContent) content(path).place()).id();
    }

    /** What a file's content is stored against. */
    private OptionalLong baseOf(StorePath path) {
        return ChunkCodec.baseId(store.made.records().get(Keyspaces.CONTENT, Keys.content(id(path))));
    }

    @Test
    void emptyFileHasNoContentAnywhere() {
        apply(create(A, new byte[0]));
        assertThat(content(A)).isEqualTo(ContentLocation.EMPTY);

        apply(write(A, 0, TrialStore.noise(2000)));
        apply(truncate(A, 0));

        assertThat(content(A)).isEqualTo(ContentLocation.EMPTY);
        store.assertSound();
    }

    @Test
    void contentOfUpToAKibibyteLiesInTheOperationThatWritesIt() {
        byte[] kibibyte = TrialStore.noise(1024);
        apply(create(A, kibibyte));
        assertInOperation(A, kibibyte);

        kibibyte[0] = 'x';
        apply(write(A, 0, new byte[] {'x'}));
        assertInOperation(A, kibibyte);
        apply(truncate(A, 1023));
        assertInOperation(A, Arrays.copyOf(kibibyte, 1023));
        apply(truncate(A, 1024));
        assertInOperation(A, Arrays.copyOf(Arrays.copyOf(kibibyte, 1023), 1024));
        store.assertSound();
    }

    @Test
    void contentThatIsCutToItsOwnLengthStaysWhereItIs() {
        apply(create(A, TrialStore.noise(100)), create(B, TrialStore.noise(2000)));
        ContentLocation small = content(A);
        ContentLocation large = content(B);

        apply(truncate(A, 100), truncate(B, 2000));

        assertThat(content(A)).isEqualTo(small);
        assertThat(content(B)).isEqualTo(large);
    }

    /** What an edit has read is in the way of the next one, which would be stored against another file. */
    @Test
    void eachEditOfAChangeIsStoredAgainstWhatItChanges() {
        apply(create(A, TrialStore.noise(2000)), create(B, TrialStore.noise(2001)));
        long created = id(B);
        apply(write(A, 10, new byte[] {'x'}), write(B, 10, new byte[] {'y'}));
        assertThat(baseOf(B)).hasValue(created);

        long written = id(B);
        apply(truncate(A, 1900), truncate(B, 1901));
        assertThat(baseOf(B)).hasValue(written);
    }

    @Test
    void smallContentThatGrowsIsStoredAgainstItselfWhereItIsAnObject() {
        Operation[] many = new Operation[17];
        Arrays.setAll(many, i -> create(StorePath.of("/file" + i), TrialStore.noise(1000 + i)));
        apply(many);
        StorePath path = StorePath.of("/file0");
        long former = id(path);

        apply(write(path, 800, TrialStore.noise(500)));

        assertThat(content(path).reference().length()).isEqualTo(1300);
        assertThat(baseOf(path)).hasValue(former);
    }

    @Test
    void storedContentIsWrittenIntoAnother() {
        ContentReference data = store.keep("in".getBytes(StandardCharsets.UTF_8));
        apply(create(A, "tiny".getBytes(StandardCharsets.UTF_8)), create(B, "tidy".getBytes(StandardCharsets.UTF_8)));

        writeStored(A, 1, data);
        writeStored(B, 1, data);

        for (StorePath path : new StorePath[] {A, B}) {
            assertThat(store.read(content(path)))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("tiny");
        }
        store.assertSound();
    }

    private void writeStored(StorePath path, long offset, ContentReference data) {
        Operation write = new Operation.WriteFile(path, offset, data, Optional.of(Instant.EPOCH));
        PendingOperation pending = new PendingOperation(write, 0, Optional.of(PendingOperation.Ready.stored(data)));
        store.inTurn(turn -> {
            ChangeRun run = new ChangeRun(
                    turn,
                    store.main,
                    turn.counters().timeAt(turn.wallClock()),
                    new Chain(store.main.head().link()),
                    true);
            OperationApplier.apply(run, pending);
            turn.moveHead(store.main, run.close(turn, "tester", "", ""));
        });
    }
}
