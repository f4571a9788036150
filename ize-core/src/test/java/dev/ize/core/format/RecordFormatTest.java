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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of keys and records are the format: a change of any line here is a new format version. */
class RecordFormatTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L, 123_456_789);
    private static final ContentReference CONTENT = new ContentReference(
            ContentHash.ofContent("x".getBytes(StandardCharsets.UTF_8)), ContentReference.Form.BYTES, 1);
    private static final Name NAME = Name.of("a\u00e9");

    @Test
    void keysAreTheseBytes() {
        assertThat(hex(Keys.operation(2, 300))).isEqualTo("0000000000000002000000000000012c");
        assertThat(hex(Keys.version(Keys.nodePrefix(5), 2, 300)))
                .isEqualTo("0000000000000005fffffffffffffffdfffffffffffffed3");
        assertThat(hex(Keys.entryPrefix(5, NAME))).isEqualTo("00000000000000050061c3a900");
        assertThat(hex(Keys.live(5, 2, NAME))).isEqualTo("000000000000000501000000000000000261c3a9");
        assertThat(hex(Keys.dead(5, 2, 300, NAME)))
                .isEqualTo("0000000000000005020000000000000002fffffffffffffed361c3a9");
        assertThat(hex(Keys.branch(2))).isEqualTo("690000000000000002");
        assertThat(hex(Keys.stage(2))).isEqualTo("73746167650000000000000002");
    }

    @Test
    void theLongestKeyIsThatOfAVersionOfAnEntry() {
        Name longest = Name.of("n".repeat(Name.MAX_BYTES));

        assertThat(Keys.version(Keys.entryPrefix(1, longest), 1, 1)).hasSize(281);
        assertThat(281).isLessThanOrEqualTo(Keyspace.MAX_KEY_BYTES);
    }

    @Test
    void recordsAreTheseBytes() {
        byte[] key = Keys.operation(1, 7);

        assertThat(hex(new EntryRecord(7, 3, NodeKind.DIRECTORY).encode(key))).isEqualTo("070301954044b9");
        assertThat(hex(new BranchRecord(1, 5, 9, TIME, false, "b").encode(key)))
                .isEqualTo("01050980c49fd50c959aef3a0001628fa3ce82");
        assertThat(hex(NodeRecord.file(
                                new Attributes(0644, 0, 0, TIME, TIME),
                                new ContentLocation(CONTENT, new ContentLocation.InContent(4)))
                        .encode(key)))
                .isEqualTo("000100a403000080c49fd50c959aef3a00012d711642b726b04401627ca9fbac32f5c8530fb1903c"
                        + "c4db02258717921a488101041fac3410");
        assertThat(hex(log().encode(key)))
                .isEqualTo("0702050101610201020401ac0202010361c3a903ac0204020361c3a90306617574686f7203776879"
                        + "0080c49fd50c959aef3a80c49fd50c959aef3a2d711642b726b04401627ca9fbac32f5c8530fb190"
                        + "3cc4db02258717921a48812d711642b726b04401627ca9fbac32f5c8530fb1903cc4db0225871792"
                        + "1a488160cfd26d");
    }

    static Stream<Operation> operations() {
        StorePath path = StorePath.of("/d/a");
        Optional<Instant> time = Optional.of(TIME);
        return Stream.of(
                new Operation.CreateFile(path, CONTENT, 0644, time),
                new Operation.WriteFile(path, 5_000_000_000L, CONTENT, time),
                new Operation.TruncateFile(path, 0, time),
                new Operation.ReplaceContent(path, CONTENT, time),
                new Operation.DeleteFile(path),
                new Operation.RenameFile(path, StorePath.of("/b")),
                new Operation.CreateDirectory(path, 07777, time),
                new Operation.DeleteDirectory(path),
                new Operation.RenameDirectory(path, StorePath.of("/b")),
                new Operation.SetPermissions(StorePath.ROOT, 0),
                new Operation.SetTimestamps(path, time, Optional.empty()),
                new Operation.SetTimestamps(path, Optional.empty(), Optional.of(Instant.MIN)),
                new Operation.SetOwnership(path, -1, 1000),
                new Operation.CreateSymlink(path, new byte[] {'t', (byte) 0xFF}, time),
                new Operation.DeleteSymlink(path),
                new Operation.CreateHardLink(path, StorePath.of("/b")),
                new Operation.SetExtendedAttribute(path, NAME, new byte[] {0, 1}),
                new Operation.RemoveExtendedAttribute(path, NAME),
                new Operation.ExchangeEntries(path, StorePath.of("/b")));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationIsReadAsItWasWritten(Operation operation) {
        ByteWriter out = new ByteWriter();

        OperationCodec.encode(out, operation);

        ByteReader in = new ByteReader(out.toByteArray());
        assertThat(OperationCodec.decode(in)).isEqualTo(operation);
        in.finish();
    }

    @Test
    void aLogRecordIsReadAsItWasWritten() {
        byte[] key = Keys.operation(1, 7);

        OperationRecord read = OperationRecord.decode(key, log().encode(key));

        assertThat(read.changeStart()).isEqualTo(5);
        assertThat(read.operation()).contains(new Operation.DeleteFile(StorePath.of("/a")));
        assertThat(read.inlineContent().orElseThrow()).containsExactly(1, 2);
        assertThat(read.effects()).isEqualTo(log().effects());
        assertThat(read.closing()).isEqualTo(log().closing());
    }

    @Test
    void aRecordAtAnotherKeyOrWithOneBitChangedIsRefused() {
        byte[] key = Keys.operation(1, 7);
        byte[] value = log().encode(key);

        assertThatThrownBy(() -> OperationRecord.decode(Keys.operation(1, 8), value))
                .isInstanceOf(CorruptStoreException.class);
        for (int bit = 0; bit < value.length * 8; bit++) {
            byte[] damaged = value.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> OperationRecord.decode(key, damaged)).isInstanceOf(CorruptStoreException.class);
        }
    }

    @Test
    void bytesThatAreNoOperationAreDamageAndNothingElse() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (noise.length > 0) {
                noise[0] = (byte) random.nextInt(20);
            }
            try {
                OperationCodec.decode(new ByteReader(noise));
            } catch (CorruptStoreException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static OperationRecord log() {
        ClosingRecord closing = new ClosingRecord(3, "author", "why", "", TIME, TIME, CONTENT.hash(), CONTENT.hash());
        return new OperationRecord(
                5,
                Optional.of(new Operation.DeleteFile(StorePath.of("/a"))),
                Optional.of(new byte[] {1, 2}),
                List.of(
                        new Effect.OfNode(300),
                        new Effect.OfEntry(1, NAME),
                        new Effect.OfNames(300),
                        new Effect.OfAttribute(2, NAME)),
                Optional.of(closing));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
