package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.tree.Lineage;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.spi.Content;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationEncoderTest {
    private final HandMadeStore store = new HandMadeStore();
    private final ChunkCodec codec = new ChunkCodec();
    private final EncoderThreads threads = new EncoderThreads("test");
    private final Leases leases = new Leases();
    private final BranchState main = new BranchState(
            HandMadeStore.MAIN,
            store.branch(HandMadeStore.MAIN),
            Lineage.ofRoot(HandMadeStore.MAIN),
            new BranchState.Head(8, store.link(HandMadeStore.MAIN)));
    private final OperationEncoder encoder =
            new OperationEncoder(new ContentEncoder(() -> new Overlay(store.records()), codec, leases, threads));

    @AfterEach
    void close() {
        threads.close();
        codec.close();
    }

    private static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static PendingOperation pending(Operation operation, byte[] raw) {
        return new PendingOperation(operation, 0, Optional.of(PendingOperation.Ready.of(PreparedContent.of(raw))));
    }

    private static PendingOperation creation(int number, int length) {
        byte[] raw = noise(length, number);
        return pending(
                new Operation.CreateFile(StorePath.of("/f" + number), Content.of(raw), 0644, Optional.empty()), raw);
    }

    private static List<PendingOperation> creations(int count, int length) {
        List<PendingOperation> operations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operations.add(creation(i, length));
        }
        return operations;
    }

    private static int records(PendingOperation operation) {
        return operation.content().orElseThrow().records().size();
    }

    private int recordsOf(PendingOperation operation, boolean inlineAllowed) {
        try (OperationEncoder.Encoded encoded = encoder.encode(main, List.of(operation), inlineAllowed)) {
            return records(encoded.operations().get(0));
        }
    }

    private static void assertAllEncoded(List<PendingOperation> given, List<PendingOperation> encoded) {
        assertThat(encoded)
                .extracting(PendingOperation::operation)
                .isEqualTo(given.stream().map(PendingOperation::operation).toList());
        assertThat(encoded).allSatisfy(operation -> {
            PendingOperation.Ready ready = operation.content().orElseThrow();
            assertThat(ready.records().keySet())
                    .isEqualTo(ready.prepared().orElseThrow().objects().keySet());
        });
    }

    @Test
    void contentOfEachOfManyOperationsIsEncoded() {
        for (List<PendingOperation> given : List.of(creations(130, 20), creations(3, 70_000), creations(1, 20))) {
            try (OperationEncoder.Encoded encoded = encoder.encode(main, given, false);
                    OperationEncoder.Encoded begun = EncoderThreads.await(encoder.begin(main, given, false))) {
                assertAllEncoded(given, encoded.operations());
                assertAllEncoded(given, begun.operations());
            }
        }
    }

    @Test
    void contentThatMayLieInItsOperationIsLeftToTheWriter() {
        assertThat(recordsOf(creation(1, 1024), true)).isZero();
        assertThat(recordsOf(creation(1, 1025), true)).isOne();
        assertThat(recordsOf(creation(1, 1024), false)).isOne();
        assertThat(recordsOf(creation(1, 1), false)).isOne();
        assertThat(recordsOf(creation(1, 0), false)).isZero();
    }

    @Test
    void contentOfAWholeFileAloneIsEncoded() {
        byte[] raw = noise(2000, 1);
        Content content = Content.of(raw);
        StorePath path = StorePath.of("/d/b");

        assertThat(recordsOf(pending(new Operation.ReplaceContent(path, content, Optional.empty()), raw), true))
                .isOne();
        assertThat(recordsOf(pending(new Operation.WriteFile(path, 0, content, Optional.empty()), raw), true))
                .isZero();
    }

    @Test
    void objectThatIsFoundStoredIsKeptUntilTheEncodedIsClosed() {
        byte[] raw = noise(2000, 1);
        Turn turn = TrialTurn.over(store.records(), codec);
        PreparedContent.of(raw).objects().forEach((key, bytes) -> {
            long id = new ContentAdditions(turn).addEncoded(key.form(), key.hash(), codec.encode(bytes));
            assertThat(id).isOne();
        });
        turn.overlay().joinInto(store.records());

        try (OperationEncoder.Encoded encoded = encoder.encode(main, List.of(creation(1, 2000)), true)) {
            assertThat(records(encoded.operations().get(0))).isZero();
            assertThat(leases.holds(1)).isTrue();
        }
        assertThat(leases.holds(1)).isFalse();
    }
}
