package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.ContentReference;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.tck.rule.Shows;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in keys, which carry no checksum themselves, where damage or a forger has put them out of all order. */
abstract class RecordNumbersContract extends VerifiedStoreContract {
    /** What no forged number may take. The largest object is 1 MiB. */
    private static final long MAX_ALLOCATED_BYTES = 64 << 20;

    /**
     * An open goes on behind the highest numbers. It once took the last key's, by which the numbers of files and contents
     * that there are were given out again.
     */
    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, 1L << 60, 1L << 50})
    @Shows("integrity-4")
    void numberThatARecordHasNoRightToHidesNoOthers(long number) {
        // Behind the last act, which notes how far the numbers have come.
        create("/later", noise(30_000, 7));
        damage(store -> {
            byte[] key = version(Keys.nodePrefix(number), createdChunk);
            store.put(Keyspaces.NODES, key, store.get(Keyspaces.NODES, nodeVersion(nodeChunk, createdChunk)));
            byte[] chunk = objectKey(store, nodeChunk, createdChunk);
            store.put(Keyspaces.CONTENT, Keys.content(number), store.get(Keyspaces.CONTENT, chunk));
        });

        for (int i = 0; i < 5; i++) {
            create("/new" + i, noise(30_000, 100 + i));
        }

        assertThat(head().read(path("/later"))).isEqualTo(noise(30_000, 7));
        assertThat(head().read(path("/last"))).asString(StandardCharsets.UTF_8).startsWith("the newest change");
        assertThat(head().read(path("/new0"))).isEqualTo(noise(30_000, 100));
        assertThat(verify().isSound()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE})
    @Shows("integrity-4")
    void numberThatALogRecordHasNoRightToHidesNoOthers(long number) {
        List<String> log = log();
        damage(store -> store.put(
                Keyspaces.OPERATIONS,
                Keys.operation(MAIN, number),
                store.get(Keyspaces.OPERATIONS, Keys.operation(MAIN, createdChunk))));

        for (int i = 0; i < 5; i++) {
            create("/new" + i, noise(30_000, 100 + i));
        }

        assertThat(log().subList(0, log.size())).isEqualTo(log);
        assertThat(head().read(path("/last"))).asString(StandardCharsets.UTF_8).startsWith("the newest change");
        assertThat(verify().isSound()).isFalse();
    }

    private List<String> log() {
        return storage().mainBranch().log(LogQuery.oldestFirst(100)).stream()
                .map(line -> line.id() + " " + line.change().chainHash())
                .toList();
    }

    /** What is far behind all other ids takes no memory for those between. */
    @Test
    @Shows("integrity-2")
    void idThatIsForgedTakesNoMemory() {
        long far = 1L << 50;
        damage(store -> {
            byte[] key = nodeVersion(nodeChunk, createdChunk);
            ContentLocation location = content(store, nodeChunk, createdChunk);
            byte[] object = Keys.content(far);
            store.put(
                    Keyspaces.CONTENT, object, store.get(Keyspaces.CONTENT, objectKey(store, nodeChunk, createdChunk)));
            ContentReference reference = location.reference();
            byte[] idKey = Keys.contentId(reference.form(), reference.hash().toByteArray());
            store.put(
                    Keyspaces.CONTENT_IDS,
                    idKey,
                    Checksum.seal(Keyspaces.CONTENT_IDS, idKey, new ByteWriter().varint(far)));
            NodeRecord record = NodeRecord.decode(key, store.get(Keyspaces.NODES, key));
            ContentLocation moved = new ContentLocation(reference, new ContentLocation.InContent(far));
            store.put(Keyspaces.NODES, key, record.with(moved).encode(key));
        });
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        verify();
        storage().collect(RemovalMode.REMOVE, Progress.NONE);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_ALLOCATED_BYTES);
        assertThat(head().read(path("/d/chunk"))).isEqualTo(noise(20_000, 2));
    }
}
