package dev.ize.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.Keyspace;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record is read as it was written, and what is nearly one is damage. Each is sealed: the checksum is right. */
class RecordReadingTest {
    private static final byte[] KEY = Keys.operation(1, 7);
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L, 123_456_789);
    private static final Instant LATER = TIME.plusNanos(1);
    private static final ContentHash HASH = ContentHash.ofContent("x".getBytes(StandardCharsets.UTF_8));
    private static final ContentReference CONTENT = new ContentReference(HASH, ContentReference.Form.TREE, 300);
    private static final Attributes ATTRIBUTES = new Attributes(07777, -1, 1000, TIME, LATER);
    private static final Name NAME = Name.of("a");

    /** A record, the keyspace that it lies in, and the two ways. */
    private record Example<R>(
            R record, Keyspace keyspace, Function<byte[], byte[]> encode, BiFunction<byte[], byte[], R> decode) {
        byte[] value() {
            return encode.apply(KEY);
        }

        byte[] payload() {
            return Arrays.copyOf(value(), value().length - Integer.BYTES);
        }

        R read(byte[] payload) {
            return decode.apply(KEY, Checksum.seal(keyspace, KEY, new ByteWriter().raw(payload)));
        }

        @Override
        public String toString() {
            return record.toString();
        }
    }

    static Stream<Example<?>> records() {
        return Stream.of(
                        acts(),
                        nodes(),
                        Stream.of(
                                branch(new BranchRecord(1, 5, 9, TIME, false, "b")),
                                branch(new BranchRecord(1, 5, 9, TIME, true, "")),
                                counters(),
                                entry(new EntryRecord(7, 3, NodeKind.SYMLINK)),
                                entry(EntryRecord.tombstone(7)),
                                floor(new FloorRecord(9, true, TIME, 4, 300, HASH)),
                                floor(new FloorRecord(9, false, TIME, 4, 300, HASH)),
                                keptPoint(),
                                names(),
                                operation(link().closedBy(closing())),
                                operation(link()),
                                snapshot(),
                                tally()))
                .flatMap(examples -> examples);
    }

    private static Stream<Example<?>> acts() {
        return Arrays.stream(ActRecord.Act.values()).map(act -> {
            ActRecord record = new ActRecord(act, "b", 2, 1, 300, TIME, LATER, HASH);
            return new Example<>(record, Keyspaces.ACTS, record::encode, ActRecord::decode);
        });
    }

    private static Stream<Example<?>> nodes() {
        return Stream.of(
                        NodeRecord.file(ATTRIBUTES, ContentLocation.EMPTY),
                        NodeRecord.file(ATTRIBUTES, new ContentLocation(CONTENT, new ContentLocation.InContent(4)))
                                .withLinks(2),
                        NodeRecord.file(
                                ATTRIBUTES, new ContentLocation(CONTENT, new ContentLocation.InOperation(2, 300))),
                        NodeRecord.directory(ATTRIBUTES),
                        NodeRecord.firstRoot(TIME),
                        NodeRecord.symlink(ATTRIBUTES, new byte[] {'t'}),
                        NodeRecord.symlink(ATTRIBUTES, new byte[] {'t'}).withLinks(0))
                .map(record -> new Example<>(record, Keyspaces.NODES, record::encode, NodeRecord::decode));
    }

    private static Example<?> branch(BranchRecord record) {
        return new Example<>(record, Keyspaces.BRANCHES, record::encode, BranchRecord::decode);
    }

    private static Example<?> counters() {
        CountersRecord record = new CountersRecord(300, 2, 3, 4, TIME, LATER, 5, HASH);
        return new Example<>(record, Keyspaces.META, record::encode, CountersRecord::decode);
    }

    private static Example<?> entry(EntryRecord record) {
        return new Example<>(record, Keyspaces.ENTRIES, record::encode, EntryRecord::decode);
    }

    private static Example<?> floor(FloorRecord record) {
        return new Example<>(record, Keyspaces.BRANCHES, record::encode, FloorRecord::decode);
    }

    private static Example<?> keptPoint() {
        KeptPointRecord record = new KeptPointRecord(TIME);
        return new Example<>(record, Keyspaces.BRANCHES, record::encode, KeptPointRecord::decode);
    }

    private static Example<?> names() {
        NamesRecord record = new NamesRecord(
                List.of(new NamesRecord.Link(true, 300, NAME), new NamesRecord.Link(false, 1, Name.of("b"))));
        return new Example<>(record, Keyspaces.NAMES, record::encode, NamesRecord::decode);
    }

    private static Example<?> operation(OperationRecord record) {
        return new Example<>(record, Keyspaces.OPERATIONS, record::encode, OperationRecord::decode);
    }

    private static Example<?> snapshot() {
        SnapshotRecord record = new SnapshotRecord(2, 300, TIME, "why");
        return new Example<>(record, Keyspaces.SNAPSHOTS, record::encode, SnapshotRecord::decode);
    }

    private static Example<?> tally() {
        TallyRecord record = new TallyRecord(300, column(1), column(2), column(3), column(4));
        return new Example<>(record, Keyspaces.BRANCHES, record::encode, TallyRecord::decode);
    }

    private static TallyRecord.Column column(long count) {
        return new TallyRecord.Column(count, -count);
    }

    private static ClosingRecord closing() {
        return new ClosingRecord(3, "author", "why", "session", TIME, LATER, HASH, ContentHash.ofContent(KEY));
    }

    private static OperationRecord link() {
        return new OperationRecord(
                5,
                Optional.of(new Operation.DeleteFile(StorePath.of("/a"))),
                Optional.empty(),
                List.of(new Effect.OfNode(300)),
                Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("records")
    <R> void recordIsReadAsItWasWritten(Example<R> example) {
        R read = example.decode().apply(KEY, example.value());

        assertThat(read).usingRecursiveComparison().isEqualTo(example.record());
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordWithAByteBehindItIsDamage(Example<?> example) {
        byte[] longer = Arrays.copyOf(example.payload(), example.payload().length + 1);

        assertThatThrownBy(() -> example.read(longer))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("bytes left over");
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordThatIsCutAnywhereIsDamage(Example<?> example) {
        for (int length = 0; length < example.payload().length; length++) {
            byte[] cut = Arrays.copyOf(example.payload(), length);

            assertThatThrownBy(() -> example.read(cut))
                    .as("payload of %d bytes", length)
                    .isInstanceOf(CorruptStoreException.class)
                    .hasMessageContaining("it ends too early");
        }
    }

    @Test
    void valueThatIsShorterThanAChecksumIsDamage() {
        assertThatThrownBy(() -> Checksum.open(Keyspaces.META, KEY, new byte[3]))
                .isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void valueOfAChecksumAloneIsAnEmptyPayload() {
        byte[] sealed = Checksum.seal(Keyspaces.META, KEY, new ByteWriter());

        assertThat(Checksum.open(Keyspaces.META, KEY, sealed).remaining()).isZero();
    }

    @Test
    void recordInAnotherKeyspaceIsDamage() {
        byte[] sealed = Checksum.seal(Keyspaces.META, KEY, new ByteWriter().u8(1));

        assertThatThrownBy(() -> Checksum.open(Keyspaces.ACTS, KEY, sealed)).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void numbersThatStandForNothingAreDamage() {
        ByteReader nine = new ByteReader(new byte[] {9, 9, 9, 9, 9});

        assertThatThrownBy(() -> Codes.nodeKind(nine)).hasMessageContaining("unknown kind of node");
        assertThatThrownBy(() -> Codes.form(nine)).hasMessageContaining("unknown form of content");
        assertThatThrownBy(() -> Codes.act(nine)).hasMessageContaining("unknown act");
        assertThatThrownBy(() -> Effect.decode(nine)).hasMessageContaining("unknown effect");
    }

    @Test
    void contentThatLiesNowhereKnownIsDamage() {
        ByteWriter out = new ByteWriter();
        ContentLocation.encodeReference(out, CONTENT);
        out.u8(3);

        assertThatThrownBy(() -> ContentLocation.decode(new ByteReader(out.toByteArray())))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("unknown place of content");
    }

    @Test
    void contentOfNegativeLengthIsDamage() {
        byte[] bytes = new ByteWriter().u8(0).varint(-1).raw(HASH.toByteArray()).toByteArray();

        assertThatThrownBy(() -> ContentLocation.decodeReference(new ByteReader(bytes)))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("length out of range");
    }

    @Test
    void nodeWithAModeThatNoneHasIsDamage() {
        byte[] bytes = new ByteWriter()
                .u8(1)
                .varint(1)
                .u8(0)
                .varint(010000)
                .varint(0)
                .varint(0)
                .instant(TIME)
                .toByteArray();

        assertThatThrownBy(
                        () -> NodeRecord.decode(KEY, Checksum.seal(Keyspaces.NODES, KEY, new ByteWriter().raw(bytes))))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("mode out of range");
    }

    @Test
    void equalTimesOfANodeAreStoredOnce() {
        NodeRecord twoTimes = NodeRecord.directory(ATTRIBUTES);
        NodeRecord oneTime = NodeRecord.directory(new Attributes(07777, -1, 1000, TIME, TIME));

        assertThat(oneTime.encode(KEY).length).isLessThan(twoTimes.encode(KEY).length);
    }

    @Test
    void deadNodeHasNeitherAttributesNorContentNorTarget() {
        NodeRecord dead = NodeRecord.firstRoot(TIME).withLinks(0);

        assertThat(dead.isTombstone()).isTrue();
        assertThat(dead.findContent()).isEmpty();
        assertThatThrownBy(dead::liveAttributes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(dead::fileContent).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(dead::linkTarget).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void liveNodeHasWhatItWasGiven() {
        NodeRecord file = NodeRecord.file(NodeRecord.firstRoot(TIME).liveAttributes(), ContentLocation.EMPTY)
                .with(ATTRIBUTES)
                .with(new ContentLocation(CONTENT, new ContentLocation.InContent(4)));

        assertThat(file.isTombstone()).isFalse();
        assertThat(file.liveAttributes()).isEqualTo(ATTRIBUTES);
        assertThat(file.fileContent().reference()).isEqualTo(CONTENT);
        assertThat(file.findContent()).contains(file.fileContent());
        assertThat(NodeRecord.symlink(ATTRIBUTES, new byte[] {'t'}).linkTarget())
                .containsExactly('t');
    }

    @Test
    void entryThatLeadsNowhereHasNoKind() {
        assertThat(EntryRecord.tombstone(7).isTombstone()).isTrue();
        assertThatThrownBy(EntryRecord.tombstone(7)::liveKind).isInstanceOf(IllegalStateException.class);
        assertThat(new EntryRecord(7, 3, NodeKind.FILE).isTombstone()).isFalse();
        assertThat(new EntryRecord(7, 3, NodeKind.FILE).liveKind()).isEqualTo(NodeKind.FILE);
    }

    @Test
    void onlyTheEndOfAChangeBecomesALink() {
        OperationRecord end = link().closedBy(closing());

        assertThat(end.isLink()).isFalse();
        assertThat(end.asLink(9).isLink()).isTrue();
        assertThat(end.asLink(9).changeStart()).isEqualTo(9);
        assertThat(end.asLink(9).closing()).contains(closing());
        assertThatThrownBy(() -> link().asLink(9)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void recordThatClosesNothingOrHasEffectsIsNoLink() {
        OperationRecord nothing =
                new OperationRecord(5, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        OperationRecord effects = new OperationRecord(
                5, Optional.empty(), Optional.empty(), List.of(new Effect.OfNode(3)), Optional.of(closing()));

        assertThat(nothing.isLink()).isFalse();
        assertThat(effects.isLink()).isFalse();
    }

    @Test
    void tallyHasAColumnForEachKeyspaceOfVersions() {
        TallyRecord tally = new TallyRecord(300, column(1), column(2), column(3), column(4));

        assertThat(Stream.of(Keyspaces.NODES, Keyspaces.ENTRIES, Keyspaces.NAMES, Keyspaces.XATTRS)
                        .map(keyspace -> tally.column(keyspace).count()))
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void digestOfPointsTellsThemApart() {
        assertThat(FloorRecord.digestOf(new long[] {1, 2}))
                .isEqualTo(ContentHash.ofContent(new ByteWriter().u64(1).u64(2).toByteArray()))
                .isNotEqualTo(FloorRecord.digestOf(new long[] {1}));
    }

    @Test
    void canonicalBytesOfAnActAreAllButItsLink() {
        ActRecord act = new ActRecord(ActRecord.Act.FORK, "b", 2, 1, 300, TIME, LATER, HASH);

        assertThat(new ByteWriter().raw(act.canonical()).raw(HASH.toByteArray()).toByteArray())
                .isEqualTo(Arrays.copyOf(act.encode(KEY), act.encode(KEY).length - Integer.BYTES));
    }
}
