package dev.ize.core.dump;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ChunkCodec.EarlierObject;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.ByteReader;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.core.write.BranchState;
import dev.ize.core.write.Chain;
import dev.ize.core.write.RecordedAct;
import dev.ize.core.write.RecordedChange;
import dev.ize.core.write.RecordedOperation;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import dev.ize.spi.StorePosition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Changes, operations, acts, objects and positions come out of a dump as they went in, and nothing else does. */
class RecordedFormsTest {
    private static final ContentHash HASH = ContentHash.ofContent(new byte[1]);
    private static final int CARRIED = 1 << 20;

    private final HandMadeStore store = new HandMadeStore();

    private static ClosingRecord closing(long operations) {
        return new ClosingRecord(operations, "a", "m", "s", time(1), time(2), HASH, HASH);
    }

    private static RecordedChange change(byte[] payload) {
        return RecordedForms.change(new ByteReader(payload));
    }

    private static List<RecordedOperation> operations(RecordedOperation... operations) {
        ByteWriter out = new ByteWriter();
        for (RecordedOperation operation : operations) {
            RecordedForms.encode(out, operation);
        }
        return RecordedForms.operations(new ByteReader(out.toByteArray()));
    }

    private static RecordedOperation deletion(long seq, boolean inline, Optional<byte[]> bytes) {
        return new RecordedOperation(
                seq, OptionalLong.empty(), inline, new Operation.DeleteFile(StorePath.of("/a")), bytes);
    }

    @Test
    void changeIsTheSame() {
        for (boolean alone : new boolean[] {false, true}) {
            for (boolean gap : new boolean[] {false, true}) {
                RecordedChange change = new RecordedChange(2, 7, alone, gap, closing(1));

                assertThat(change(RecordedForms.encode(change).payload())).isEqualTo(change);
            }
        }
    }

    @Test
    void changeWithoutOperationsOrWithUnknownFlagsIsDamage() {
        RecordedChange none = new RecordedChange(2, 7, false, false, closing(0));
        assertThatThrownBy(() -> change(RecordedForms.encode(none).payload()))
                .isInstanceOf(CorruptStoreException.class);
        byte[] payload = RecordedForms.encode(new RecordedChange(2, 7, true, true, closing(1)))
                .payload();
        payload[2] |= 4;
        assertThatThrownBy(() -> change(payload)).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void operationsAreTheSame() {
        List<RecordedOperation> read = operations(
                deletion(3, true, Optional.empty()),
                deletion(4, false, Optional.of(new byte[] {7})),
                new RecordedOperation(
                        5,
                        OptionalLong.of(9),
                        false,
                        new Operation.CreateDirectory(StorePath.of("/d"), 0755, Optional.of(time(5))),
                        Optional.empty()));

        assertThat(read).extracting(RecordedOperation::seq).containsExactly(3L, 4L, 5L);
        assertThat(read).extracting(RecordedOperation::inline).containsExactly(true, false, false);
        assertThat(read).extracting(operation -> operation.bytes().isPresent()).containsExactly(false, true, false);
        assertThat(read.get(1).bytes().orElseThrow()).containsExactly(7);
        assertThat(read)
                .extracting(RecordedOperation::node)
                .containsExactly(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(9));
    }

    @Test
    void eachCreationNamesItsNode() {
        StorePath path = StorePath.of("/n");
        assertThat(RecordedForms.makesNode(new Operation.CreateSymlink(path, new byte[] {'x'}, Optional.empty())))
                .isTrue();
        assertThat(RecordedForms.makesNode(new Operation.CreateDirectory(path, 0, Optional.empty())))
                .isTrue();
        assertThat(RecordedForms.makesNode(store.operation(MAIN, 2).operation().orElseThrow()))
                .isTrue();
        assertThat(RecordedForms.makesNode(new Operation.DeleteFile(path))).isFalse();
    }

    @Test
    void operationCarriesAMebibyteAndNoMore() {
        assertThat(operations(deletion(3, false, Optional.of(new byte[CARRIED]))))
                .hasSize(1);

        assertThatThrownBy(() -> operations(deletion(3, false, Optional.of(new byte[CARRIED + 1]))))
                .isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void actIsTheSame() {
        ActRecord act = store.act(5);
        for (boolean idle : new boolean[] {false, true}) {
            for (boolean gap : new boolean[] {false, true}) {
                RecordedAct recorded = new RecordedAct(5, idle, gap, "why", act);

                byte[] payload = RecordedForms.encode(recorded).payload();

                assertThat(RecordedForms.act(new ByteReader(payload))).isEqualTo(recorded);
            }
        }
    }

    @Test
    void storeHasBeenAtItsChangesAndActsAndNowhereElse() {
        Lineage main = Lineage.ofRoot(MAIN);
        BranchState.Head head = new BranchState.Head(8, Chain.START);
        OwnPositions own = new OwnPositions(
                store.records(),
                List.of(
                        new BranchState(MAIN, store.branch(MAIN), main, head),
                        new BranchState(SIDE, store.branch(SIDE), main.fork(SIDE, 4, 5), head)));

        assertThat(own.contains(StorePosition.START)).isTrue();
        assertThat(own.contains(new StorePosition(0, HASH))).isFalse();
        assertThat(own.contains(new StorePosition(6, store.act(6).storeLink()))).isTrue();
        assertThat(own.contains(new StorePosition(6, HASH))).isFalse();
        for (long seq : new long[] {3, 7}) {
            ContentHash link = store.operation(seq == 7 ? SIDE : MAIN, seq)
                    .closing()
                    .orElseThrow()
                    .storeLink();
            assertThat(own.contains(new StorePosition(seq, link))).isTrue();
            assertThat(own.contains(new StorePosition(seq, HASH))).isFalse();
        }
        assertThat(own.contains(new StorePosition(2, HASH))).isFalse();
        assertThat(own.contains(new StorePosition(9, HASH))).isFalse();
    }

    @Test
    void objectIsReadByItsHashAndWithoutABase() {
        try (ChunkCodec codec = new ChunkCodec()) {
            byte[] base = new byte[5000];
            new SplittableRandom(1).nextBytes(base);
            byte[] raw = base.clone();
            raw[7]++;
            store.putContent(base, 1, codec.encode(base));
            store.putContent(raw, 2, codec.encode(raw, new EarlierObject(1, 0, base)));
            StoredObjects objects = new StoredObjects(store.records(), codec);
            ContentHash hash = ContentHash.ofContent(raw);

            StoredObjects.StoredObject found = objects.read(objects.id(Form.BYTES, hash), hash);

            assertThat(found.raw()).isEqualTo(raw);
            assertThat(ChunkCodec.baseId(found.record())).isEmpty();
            assertThat(codec.decode(found.record(), id -> null)).isEqualTo(raw);
            assertThat(objects.read(1, ContentHash.ofContent(base)).record()).isEqualTo(codec.encode(base));
            assertThat(objects.findId(Form.TREE, hash)).isEmpty();
            assertThatThrownBy(() -> objects.id(Form.TREE, hash)).isInstanceOf(CorruptStoreException.class);
            assertThatThrownBy(() -> objects.read(1, hash)).isInstanceOf(CorruptStoreException.class);
            assertThatThrownBy(() -> objects.read(3, hash)).isInstanceOf(CorruptStoreException.class);
        }
    }
}
