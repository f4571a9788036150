package dev.ize.core.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ize.core.content.ChunkCodec.EarlierObject;
import dev.ize.core.content.ChunkCodec.Records;
import dev.ize.spi.CorruptStoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCodecTest {
    private static final Records NONE = id -> null;
    private static final byte[] TEXT = ContentSamples.text(1, 200_000);

    private final ChunkCodec codec = new ChunkCodec();

    @AfterEach
    void close() {
        codec.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100, 1000, 262_144, ChunkCodec.MAX_RAW_BYTES})
    void objectSurvivesEncoding(int length) {
        for (byte[] raw : List.of(ContentSamples.text(1, length), ContentSamples.random(1, length), new byte[length])) {
            byte[] record = codec.encode(raw);

            assertThat(codec.decode(record, NONE)).isEqualTo(raw);
            assertThat(record.length).isLessThanOrEqualTo(length + 4);
        }
    }

    @Test
    void incompressibleBytesAreStoredAsTheyAre() {
        assertThat(codec.encode(ContentSamples.random(1, 1000))[0]).isEqualTo((byte) ChunkRecord.RAW);
        assertThat(codec.encode(TEXT)[0]).isEqualTo((byte) ChunkRecord.ZSTD);
        assertThat(codec.encode(TEXT).length).isLessThan(TEXT.length / 3);
    }

    @Test
    void newVersionAgainstItsBaseIsSmall() {
        byte[] base = ContentSamples.random(2, 200_000);
        byte[] next = changed(base, 1);

        byte[] record = codec.encode(next, new EarlierObject(77, 0, base));

        assertThat(record[0]).isEqualTo((byte) ChunkRecord.DELTA);
        assertThat(record.length).isLessThan(1000);
        assertThat(ChunkCodec.depth(record)).isEqualTo(1);
        assertThat(ChunkCodec.baseId(record)).hasValue(77);
        assertThat(codec.decode(record, id -> id == 77 ? codec.encode(base) : null))
                .isEqualTo(next);
    }

    @Test
    void matchesReachOverTheWholeOfTheLargestBaseAndObject() {
        byte[] base = ContentSamples.random(3, ChunkCodec.MAX_RAW_BYTES);
        byte[] rotated = new byte[base.length];
        System.arraycopy(base, 0, rotated, base.length / 2, base.length / 2);
        System.arraycopy(base, base.length / 2, rotated, 0, base.length / 2);

        byte[] record = codec.encode(rotated, new EarlierObject(0, 0, base));

        assertThat(record.length).isLessThan(20_000);
        assertThat(codec.decode(record, id -> codec.encode(base))).isEqualTo(rotated);
    }

    @Test
    void baseThatHelpsNotIsNotUsed() {
        byte[] record = codec.encode(TEXT, new EarlierObject(1, 0, ContentSamples.random(4, 1000)));

        assertThat(ChunkCodec.baseId(record)).isEmpty();
        assertThat(ChunkCodec.depth(record)).isZero();
        assertThat(codec.encode(TEXT, new EarlierObject(1, 0, new byte[0]))).isEqualTo(codec.encode(TEXT));
    }

    /** Without RAW_CONTENT on both sides zstd takes such a base for a dictionary of its own format. */
    @Test
    void baseMayBeginLikeAZstdDictionary() {
        byte[] base = ContentSamples.random(5, 50_000);
        System.arraycopy(HexFormat.of().parseHex("37a430ec"), 0, base, 0, 4);
        byte[] next = changed(base, 2);

        byte[] record = codec.encode(next, new EarlierObject(1, 0, base));

        assertThat(record[0]).isEqualTo((byte) ChunkRecord.DELTA);
        assertThat(codec.decode(record, id -> codec.encode(base))).isEqualTo(next);
    }

    @Test
    void useOfABaseLeavesNoTraceInLaterRecords() {
        byte[] base = ContentSamples.random(6, 50_000);
        byte[] before = codec.encode(TEXT);

        byte[] delta = codec.encode(changed(base, 3), new EarlierObject(1, 0, base));
        byte[] after = codec.encode(TEXT);
        codec.decode(delta, id -> codec.encode(base));

        assertThat(after).isEqualTo(before);
        assertThat(codec.decode(after, NONE)).isEqualTo(TEXT);
        try (ChunkCodec fresh = new ChunkCodec()) {
            assertThat(fresh.decode(codec.encode(base), NONE)).isEqualTo(base);
        }
    }

    @Test
    void smallObjectFindsItsMatchAtTheFarEndOfALargeBase() {
        byte[] base = ContentSamples.random(12, ChunkCodec.MAX_RAW_BYTES);
        byte[] start = Arrays.copyOf(base, 5_000);

        byte[] record = codec.encode(start, new EarlierObject(0, 0, base));

        assertThat(record.length).isLessThan(100);
        assertThat(codec.decode(record, id -> codec.encode(base))).isEqualTo(start);
    }

    /** A context that still knew the base would decode it, and the answer would depend on earlier calls. */
    @Test
    void deltaWithoutItsBaseIsCorruptEvenRightAfterItWasReadWithIt() {
        byte[] base = ContentSamples.random(13, 10_000);
        byte[] next = changed(base, 1);
        byte[] record = codec.encode(next, new EarlierObject(1, 0, base));
        byte[] payload = Arrays.copyOfRange(record, 5, record.length);
        assertThat(ChunkRecord.delta(next.length, 1, 1, payload)).isEqualTo(record);

        codec.decode(record, id -> codec.encode(base));

        assertCorrupt(ChunkRecord.compressed(next.length, payload), NONE);
    }

    @Test
    void chainsEndAtTheGreatestDepth() {
        List<byte[]> records = new ArrayList<>();
        byte[] raw = ContentSamples.random(7, 100_000);
        records.add(codec.encode(raw));
        for (int version = 1; version <= 10; version++) {
            byte[] next = changed(raw, version);
            int id = version - 1;
            records.add(codec.encode(next, new EarlierObject(id, ChunkCodec.depth(records.get(id)), raw)));
            raw = next;

            assertThat(codec.decode(records.get(version), at -> records.get((int) at)))
                    .isEqualTo(raw);
        }

        assertThat(records.stream().map(ChunkCodec::depth)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1);
    }

    @Test
    void chainsThatLoopOrBreakAreCorrupt() {
        byte[] base = ContentSamples.random(8, 10_000);
        byte[] record = codec.encode(changed(base, 1), new EarlierObject(1, 2, base));

        assertCorrupt(record, NONE);
        assertCorrupt(record, id -> record);
        assertCorrupt(record, id -> codec.encode(base));
    }

    @Test
    void wrongBaseIsCorrupt() {
        byte[] base = ContentSamples.random(9, 10_000);
        byte[] record = codec.encode(changed(base, 1), new EarlierObject(1, 0, base));

        assertCorrupt(record, id -> codec.encode(ContentSamples.random(10, 10_000)));
        assertCorrupt(record, id -> codec.encode(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "03",
                "ff00",
                "0001",
                "00020101ff",
                "00818040",
                "00ffffffffffffffff7f",
                "0102",
                "010200"
            })
    void damagedRecordsAreCorrupt(String hex) {
        assertCorrupt(HexFormat.of().parseHex(hex), NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02", "0205", "020500", "020509", "0205010000", "0205ff01"})
    void damagedDeltasAreCorrupt(String hex) {
        assertCorrupt(HexFormat.of().parseHex(hex), id -> codec.encode(TEXT));
    }

    @Test
    void forgedLengthsAreCorrupt() {
        byte[] frame = Arrays.copyOfRange(codec.encode(new byte[300_000]), 4, codec.encode(new byte[300_000]).length);

        assertCorrupt(ChunkRecord.compressed(299_999, frame), NONE);
        assertCorrupt(ChunkRecord.compressed(300_001, frame), NONE);
        assertCorrupt(ChunkRecord.compressed(0, frame), NONE);
        assertCorrupt(ChunkRecord.compressed(ChunkCodec.MAX_RAW_BYTES + 1, frame), NONE);
        assertThat(codec.decode(ChunkRecord.compressed(300_000, frame), NONE)).isEqualTo(new byte[300_000]);
    }

    @Test
    void everyTruncationAndFlipOfAFrameIsCorrupt() {
        byte[] record = codec.encode(ContentSamples.text(11, 2_000));
        byte[] raw = codec.decode(record, NONE);
        for (int length = 0; length < record.length; length++) {
            assertCorrupt(Arrays.copyOf(record, length), NONE);
        }
        Random random = new Random(1);
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = record.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(codec.decode(damaged, NONE)).as("round=%d", round).isEqualTo(raw);
            } catch (CorruptStoreException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void randomBytesAreCorruptOrDecode() {
        Random random = new Random(2);
        byte[] base = codec.encode(TEXT);
        for (int round = 0; round < 20_000; round++) {
            byte[] record = ContentSamples.random(random.nextLong(), random.nextInt(40));
            if (record.length > 0) {
                record[0] = (byte) random.nextInt(4);
            }
            try {
                assertThat(codec.decode(record, id -> base).length).isLessThanOrEqualTo(ChunkCodec.MAX_RAW_BYTES);
            } catch (CorruptStoreException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void oversizedObjectsAndInvalidBasesAreRefused() {
        byte[] tooLong = new byte[ChunkCodec.MAX_RAW_BYTES + 1];

        assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(tooLong));
        assertThatIllegalArgumentException().isThrownBy(() -> new EarlierObject(1, 0, tooLong));
        assertThatIllegalArgumentException().isThrownBy(() -> new EarlierObject(-1, 0, TEXT));
        assertThatIllegalArgumentException().isThrownBy(() -> new EarlierObject(1, -1, TEXT));
    }

    @Test
    void recordsArePartOfTheFormat() {
        assertThat(HexFormat.of().formatHex(codec.encode(new byte[] {1, 2, 3}))).isEqualTo("0003010203");
        assertThat(HexFormat.of().formatHex(ChunkRecord.delta(300, 2, 1000, new byte[] {9})))
                .isEqualTo("02ac0202e80709");
    }

    /** The frames were made by zstd's own command, one of them with {@code --patch-from}. */
    @Test
    void framesOfOtherProgramsAreRead() {
        byte[] zeros = HexFormat.of().parseHex("01e807" + "28b52ffd64e8024d00001000000100e32b80055a074479");
        byte[] patch = HexFormat.of()
                .parseHex("02dc0b0109" + "28b52ffd64dc049d0000386368616e67656402001ebfcb95c5baaeca40d4bcd16f");
        byte[] base = lines(1, 400).getBytes(US_ASCII);
        byte[] next = (lines(1, 200) + "changed\n" + lines(201, 400)).getBytes(US_ASCII);

        assertThat(codec.decode(zeros, NONE)).isEqualTo(new byte[1000]);
        assertThat(codec.decode(patch, id -> id == 9 ? codec.encode(base) : null))
                .isEqualTo(next);
    }

    @Test
    void manyThreadsMayUseItAtOnceAndAfterItIsClosed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                byte[] base = ContentSamples.text(thread, 50_000);
                results.add(threads.submit(() -> survivesManyTimes(base)));
            }
            codec.close();
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    private boolean survivesManyTimes(byte[] base) {
        boolean same = true;
        for (int round = 0; round < 30; round++) {
            byte[] next = changed(base, round);
            byte[] record = codec.encode(next, new EarlierObject(1, 0, base));
            same &= Arrays.equals(codec.decode(record, id -> codec.encode(base)), next);
        }
        return same;
    }

    private static String lines(int first, int last) {
        StringBuilder lines = new StringBuilder();
        for (int number = first; number <= last; number++) {
            lines.append(number).append('\n');
        }
        return lines.toString();
    }

    private static byte[] changed(byte[] base, long seed) {
        byte[] next = base.clone();
        Random random = new Random(seed);
        for (int edits = 0; edits < 5; edits++) {
            next[random.nextInt(next.length)]++;
        }
        return next;
    }

    private void assertCorrupt(byte[] record, Records records) {
        assertThatExceptionOfType(CorruptStoreException.class)
                .as("record=%s", HexFormat.of().formatHex(record))
                .isThrownBy(() -> codec.decode(record, records));
    }
}
