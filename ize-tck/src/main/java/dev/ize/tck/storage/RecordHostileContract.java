package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.LogQuery;
import dev.ize.spi.Name;
import dev.ize.spi.NodeId;
import dev.ize.spi.NodeKind;
import dev.ize.spi.NotFoundException;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that was written to do harm, with checksums that are right: refused or reported, in little memory. */
@Tag("sweep")
abstract class RecordHostileContract extends VerifiedStoreContract {
    private static final long ROOT = NodeId.ROOT.value();

    /** What no refusal may take. The largest object is 1 MiB. */
    private static final long MAX_ALLOCATED_BYTES = 64 << 20;

    private static final int CODEC_ZSTD = 1;
    private static final int CODEC_DELTA = 2;

    private void assertNothingIsServed(String file) {
        long before = allocatedBytes();
        assertThatThrownBy(() -> head().read(path(file))).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> {
                    try (InputStream in = head().newInputStream(path(file))) {
                        in.readNBytes(1);
                    } catch (IOException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                })
                .isInstanceOf(CorruptStoreException.class);
        assertThat(allocatedBytes() - before).isLessThan(MAX_ALLOCATED_BYTES);
        assertThat(verify().isSound()).isFalse();
    }

    private static long allocatedBytes() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** The checks of the record are right in each case: that of its content is not. */
    @ParameterizedTest
    @EnumSource
    @Shows("integrity-1")
    void contentThatIsAnotherOrMissingIsNotServed(LostContent lost) {
        damage(store -> lost.lose(store, objectKey(store, nodeChunk, createdChunk)));
        assertNothingIsServed("/d/chunk");

        damage(store -> lost.lose(store, objectKey(store, nodeBig, createdBig)));
        assertNothingIsServed("/d/big");
    }

    /** Ways in which the content of a file is lost. */
    enum LostContent {
        CHANGED {
            @Override
            void lose(BareStore store, byte[] key) {
                store.flip(Keyspaces.CONTENT, key);
            }
        },
        ANOTHER {
            @Override
            void lose(BareStore store, byte[] key) {
                try (ChunkCodec codec = new ChunkCodec()) {
                    store.put(Keyspaces.CONTENT, key, codec.encode(noise(20_000, 99)));
                }
            }
        },
        ANOTHER_FILES {
            @Override
            void lose(BareStore store, byte[] key) {
                store.put(Keyspaces.CONTENT, key, store.get(Keyspaces.CONTENT, Keys.content(1)));
            }
        },
        MISSING {
            @Override
            void lose(BareStore store, byte[] key) {
                store.delete(Keyspaces.CONTENT, key);
            }
        };

        abstract void lose(BareStore store, byte[] key);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 19_999, 20_001, 2_000_000_000})
    @Shows("integrity-2")
    void sizeOfAChunkThatIsForgedIsNotBelieved(long size) {
        damage(store -> forgeSize(store, nodeChunk, createdChunk, size));

        assertNothingIsServed("/d/chunk");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_499_999, 1_500_001, 2_000_000_000})
    @Shows("integrity-2")
    void sizeOfATreeThatIsForgedIsNotBelieved(long size) {
        damage(store -> forgeSize(store, nodeBig, createdBig, size));

        assertNothingIsServed("/d/big");
    }

    private static void forgeSize(BareStore store, long node, long seq, long size) {
        byte[] key = nodeVersion(node, seq);
        ContentLocation location = content(store, node, seq);
        ContentReference honest = location.reference();
        ContentReference forged = new ContentReference(honest.hash(), honest.form(), size);
        NodeRecord record = NodeRecord.decode(key, store.get(Keyspaces.NODES, key));
        store.put(
                Keyspaces.NODES,
                key,
                record.with(new ContentLocation(forged, location.place())).encode(key));
    }

    @Test
    @Shows("integrity-2")
    void recordThatUnpacksToMoreThanItSaysIsCutOff() {
        damage(store -> {
            byte[] key = objectKey(store, nodeChunk, createdChunk);
            store.put(Keyspaces.CONTENT, key, bomb(20_000));
        });

        assertNothingIsServed("/d/chunk");
    }

    @Test
    @Shows("integrity-2")
    void recordThatSaysMoreThanAnObjectMayHaveIsRefused() {
        damage(store -> store.put(
                Keyspaces.CONTENT,
                objectKey(store, nodeChunk, createdChunk),
                new ByteWriter()
                        .u8(CODEC_ZSTD)
                        .varint(2_000_000_000)
                        .raw(new byte[64])
                        .toByteArray()));

        assertNothingIsServed("/d/chunk");
    }

    /** A frame of 1 MiB of zeros that says that it is shorter. */
    private static byte[] bomb(int declaredBytes) {
        try (ChunkCodec codec = new ChunkCodec()) {
            byte[] honest = codec.encode(new byte[ChunkCodec.MAX_RAW_BYTES]);
            byte[] header = new ByteWriter()
                    .u8(CODEC_ZSTD)
                    .varint(ChunkCodec.MAX_RAW_BYTES)
                    .toByteArray();
            assertThat(honest).startsWith(header);
            byte[] frame = java.util.Arrays.copyOfRange(honest, header.length, honest.length);
            return new ByteWriter()
                    .u8(CODEC_ZSTD)
                    .varint(declaredBytes)
                    .raw(frame)
                    .toByteArray();
        }
    }

    @Test
    @Shows("integrity-3")
    void deltaOntoItselfEnds() {
        damage(store -> {
            byte[] key = objectKey(store, nodeChunk, createdChunk);
            store.put(Keyspaces.CONTENT, key, delta(new java.math.BigInteger(key).longValueExact(), 1));
        });

        assertNothingIsServed("/d/chunk");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    @Shows("integrity-3")
    void chainOfAHundredThousandDeltasEnds(int declaredDepth) {
        damage(store -> {
            byte[] key = objectKey(store, nodeChunk, createdChunk);
            long first = 1_000_000;
            WriteBatch batch = new WriteBatch();
            batch.put(Keyspaces.CONTENT, key, delta(first, declaredDepth));
            for (long id = first; id < first + 100_000; id++) {
                batch.put(Keyspaces.CONTENT, Keys.content(id), delta(id + 1, declaredDepth));
            }
            store.write(batch);
        });

        assertNothingIsServed("/d/chunk");
    }

    private static byte[] delta(long base, int depth) {
        return new ByteWriter()
                .u8(CODEC_DELTA)
                .varint(20_000)
                .u8(depth)
                .varint(base)
                .raw(new byte[32])
                .toByteArray();
    }

    @Test
    @Shows("integrity-1")
    void validChunkInAnothersPlaceIsNotServed() {
        damage(store -> {
            byte[] one = objectKey(store, nodeChunk, createdChunk);
            byte[] other = Keys.content(1);
            byte[] kept = store.get(Keyspaces.CONTENT, one);
            store.put(Keyspaces.CONTENT, one, store.get(Keyspaces.CONTENT, other));
            store.put(Keyspaces.CONTENT, other, kept);
        });

        assertNothingIsServed("/d/chunk");
        assertThatThrownBy(() -> head().read(path("/d/big"))).isInstanceOf(CorruptStoreException.class);
        assertThat(head().read(path("/a"))).asString(StandardCharsets.UTF_8).isEqualTo("a small text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/b", "/", "nul\0", "../../up"})
    @Shows("integrity-5")
    void nameThatNoEntryCanHaveIsNeverListed(String name) {
        damage(store -> {
            byte[] raw = name.getBytes(StandardCharsets.UTF_8);
            byte[] live = new ByteWriter()
                    .raw(Keys.zoneBranch(nodeDirectory, Keys.LIVE, MAIN))
                    .raw(raw)
                    .toByteArray();
            store.put(Keyspaces.ENTRIES, live, new EntryRecord(createdChunk, nodeChunk, NodeKind.FILE).encode(live));
        });

        assertThatThrownBy(() -> head().list(path("/d"))).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> walk("/")).isInstanceOf(CorruptStoreException.class);
        assertThat(verify().isSound()).isFalse();
    }

    @Test
    @Shows("integrity-5")
    void nameOverTheLimitIsNeverListed() {
        damage(store -> {
            byte[] live = new ByteWriter()
                    .raw(Keys.zoneBranch(nodeDirectory, Keys.LIVE, MAIN))
                    .raw("n".repeat(256).getBytes(StandardCharsets.UTF_8))
                    .toByteArray();
            store.put(Keyspaces.ENTRIES, live, new EntryRecord(createdChunk, nodeChunk, NodeKind.FILE).encode(live));
        });

        assertThatThrownBy(() -> head().list(path("/d"))).isInstanceOf(CorruptStoreException.class);
        assertThat(verify().isSound()).isFalse();
    }

    @Test
    @Shows("integrity-6")
    void symlinkIsNotFollowedToAnEntryBelowIt() {
        apply(change -> change.createSymlink(path("/link"), "/etc"));
        long link = node("/link").value();
        damage(store -> putEntry(store, link, "passwd", nodeChunk, NodeKind.FILE));

        assertThat(head().find(path("/link/passwd"))).isEmpty();
        assertThatThrownBy(() -> head().read(path("/link/passwd"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> head().list(path("/link"))).isInstanceOf(NotFoundException.class);
        assertThat(walk("/")).contains("/link").doesNotContain("/link/passwd");
        assertThat(verify().isSound()).isFalse();
    }

    @Test
    @Shows("integrity-5")
    void directoriesInACircleEnd() {
        damage(store -> {
            putEntry(store, nodeDirectory, "up", ROOT, NodeKind.DIRECTORY);
            putEntry(store, nodeDirectory, "self", nodeDirectory, NodeKind.DIRECTORY);
        });

        assertThatThrownBy(() -> walk("/")).isInstanceOf(CorruptStoreException.class);
        assertThat(verify().isSound()).isFalse();
    }

    @Test
    @Shows("integrity-5")
    void directoryThatSaysThatItLiesInItselfHasNoPath() {
        damage(store -> {
            byte[] key = nodeVersion(nodeDirectory, createdDirectory);
            NamesRecord.Link link = new NamesRecord.Link(true, nodeDirectory, Name.of("self"));
            store.put(Keyspaces.NAMES, key, new NamesRecord(List.of(link)).encode(key));
        });

        assertThatThrownBy(() -> head().paths(new NodeId(nodeChunk))).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> head().history(path("/d/chunk"), LogQuery.newestFirst(9)))
                .isInstanceOf(CorruptStoreException.class);
        assertThat(verify().isSound()).isFalse();
    }

    /** An entry in both zones that are read. */
    private void putEntry(BareStore store, long parent, String name, long node, NodeKind kind) {
        byte[] version = version(Keys.entryPrefix(parent, Name.of(name)), createdBig);
        byte[] live = Keys.live(parent, MAIN, Name.of(name));
        for (byte[] key : List.of(version, live)) {
            store.put(Keyspaces.ENTRIES, key, new EntryRecord(createdBig, node, kind).encode(key));
        }
    }

    private List<String> walk(String path) {
        try (Stream<String> paths =
                head().walk(path(path)).map(entry -> entry.path().toString())) {
            return paths.toList();
        }
    }

    @Test
    @Shows("integrity-4")
    void recordInAnothersPlaceIsNotBelievedWithItsChecksum() {
        damage(store -> {
            byte[] a = nodeVersion(nodeA, changedMode);
            byte[] chunk = nodeVersion(nodeChunk, createdChunk);
            store.put(Keyspaces.NODES, a, store.get(Keyspaces.NODES, chunk));
        });

        assertThatThrownBy(() -> head().read(path("/a"))).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> head().entry(path("/a"))).isInstanceOf(CorruptStoreException.class);
        assertThat(verify().isSound()).isFalse();
    }

    @Test
    @Shows("integrity-4")
    void operationThatCannotBeIsRefused() {
        Keyspace keyspace = Keyspaces.OPERATIONS;
        byte[] key = Keys.operation(MAIN, createdDirectory);
        damage(store ->
                store.put(keyspace, key, Checksum.seal(keyspace, key, new ByteWriter().raw(new byte[] {1, 99, 99, 99
                        }))));

        assertThatThrownBy(() -> head().history(path("/d"), dev.ize.spi.LogQuery.newestFirst(10)))
                .isInstanceOf(CorruptStoreException.class);
        assertThat(verify().isSound()).isFalse();
    }
}
