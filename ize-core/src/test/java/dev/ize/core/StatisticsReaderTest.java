package dev.ize.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.write.Overlay;
import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Operation;
import dev.ize.spi.StorageStatistics;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticsReaderTest {
    private static final StorePath PATH = StorePath.of("/f");
    private static final Optional<Instant> TIME = Optional.of(Instant.EPOCH);

    private final Overlay records = new Overlay(new EmptySnapshot());

    private static Content content(long length) {
        return new ContentReference(ContentHash.ofContent(Keys.number(length)), ContentReference.Form.BYTES, length);
    }

    private void put(long seq, Optional<Operation> operation, Optional<byte[]> inline) {
        byte[] key = Keys.operation(1, seq);
        OperationRecord record = new OperationRecord(seq, operation, inline, List.of(), Optional.empty());
        records.put(Keyspaces.OPERATIONS, key, record.encode(key));
    }

    private void put(long seq, Operation operation) {
        put(seq, Optional.of(operation), Optional.empty());
    }

    private StorageStatistics read() {
        return new StatisticsReader(records).read("memory", 17, 3);
    }

    @Test
    void emptyStoreHasNothing() {
        StorageStatistics statistics = read();

        assertThat(statistics.backend()).isEqualTo("memory");
        assertThat(statistics.diskBytes()).isEqualTo(17);
        assertThat(statistics.branches()).isEqualTo(3);
        assertThat(statistics.operations() + statistics.nodes() + statistics.snapshots())
                .isZero();
        assertThat(statistics.writtenBytes() + statistics.contentBytes() + statistics.storedContentBytes())
                .isZero();
        assertThat(statistics.recordsByKeyspace().values())
                .hasSize(Keyspaces.ALL.size())
                .containsOnly(0L);
    }

    @Test
    void operationsAreCountedWithTheLengthOfWhatTheyWrote() {
        put(1, new Operation.CreateFile(PATH, content(1000), 0644, TIME));
        put(2, new Operation.ReplaceContent(PATH, content(200), TIME));
        put(3, new Operation.WriteFile(PATH, 5, content(30), TIME));
        put(4, new Operation.DeleteFile(PATH));

        StorageStatistics statistics = read();

        assertThat(statistics.operations()).isEqualTo(4);
        assertThat(statistics.writtenBytes()).isEqualTo(1230);
        assertThat(statistics.recordsByKeyspace()).containsEntry("operations", 4L);
    }

    @Test
    void recordThatClosesAChangeAloneIsNoOperation() {
        put(1, Optional.empty(), Optional.empty());

        assertThat(read().operations()).isZero();
        assertThat(read().recordsByKeyspace()).containsEntry("operations", 1L);
    }

    @Test
    void storedContentIsThatOfTheLogAndTheObjects() {
        byte[] raw = new byte[10_000];
        byte[] stored;
        try (ChunkCodec codec = new ChunkCodec()) {
            stored = codec.encode(raw);
        }
        records.put(Keyspaces.CONTENT, Keys.content(2), stored);
        put(1, Optional.of(new Operation.DeleteFile(PATH)), Optional.of(new byte[7]));

        StorageStatistics statistics = read();

        assertThat(statistics.contentBytes()).isEqualTo(10_007);
        assertThat(statistics.storedContentBytes()).isEqualTo(stored.length + 7).isLessThan(1000);
    }

    @Test
    void nodesAreTheHighestNumberAndSnapshotsAreCounted() {
        for (long node : new long[] {3, 700, 9}) {
            records.put(Keyspaces.NODES, Keys.version(Keys.nodePrefix(node), 1, 1), new byte[1]);
        }
        records.put(Keyspaces.SNAPSHOTS, new byte[] {'a'}, new byte[1]);
        records.put(Keyspaces.SNAPSHOTS, new byte[] {'b'}, new byte[1]);

        assertThat(read().nodes()).isEqualTo(700);
        assertThat(read().snapshots()).isEqualTo(2);
    }
}
