package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec.EarlierObject;
import dev.ize.spi.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DecodedObjectsTest {
    private static final int EACH = 100 + DecodedObjects.OVERHEAD_BYTES;

    @Test
    void whatWasUsedLeastLatelyIsForgotten() {
        DecodedObjects objects = new DecodedObjects(3 * EACH);
        objects.addBase(1, new byte[100]);
        objects.addBase(2, new byte[100]);
        objects.addBase(3, new byte[100]);
        objects.base(1);

        objects.addBase(4, new byte[100]);

        assertThat(objects.base(2)).isNull();
        assertThat(objects.base(1)).isNotNull();
        assertThat(objects.bytes()).isEqualTo(3 * EACH);
    }

    @Test
    void whatIsAddedTwiceCountsOnce() {
        byte[] raw = ContentSamples.text(1, 100);
        ContentHash hash = ContentHash.ofContent(raw);
        DecodedObjects objects = new DecodedObjects(3 * EACH);

        objects.addBase(1, raw);
        objects.addBase(1, raw);
        objects.addRead(1, hash, raw);
        objects.addRead(1, hash, raw);

        assertThat(objects.bytes()).isEqualTo(EACH);
    }

    @Test
    void baseIsNotGivenForAnObjectThatWasComparedWithItsHash() {
        byte[] raw = ContentSamples.text(1, 100);
        ContentHash hash = ContentHash.ofContent(raw);
        DecodedObjects objects = new DecodedObjects();

        objects.addBase(1, raw);
        assertThat(objects.read(1, hash)).isNull();
        objects.addRead(1, hash, raw);

        assertThat(objects.read(1, hash)).isEqualTo(raw);
        assertThat(objects.read(1, ContentHash.ofContent(new byte[1]))).isNull();
        assertThat(objects.base(1)).isEqualTo(raw);
        objects.addBase(1, raw);
        assertThat(objects.read(1, hash)).isEqualTo(raw);
    }

    @Test
    void whoReadMayAlterTheArray() {
        byte[] raw = ContentSamples.text(1, 100);
        byte[] given = raw.clone();
        ContentHash hash = ContentHash.ofContent(raw);
        DecodedObjects objects = new DecodedObjects();
        objects.addRead(1, hash, given);

        given[0]++;
        Objects.requireNonNull(objects.read(1, hash))[1]++;

        assertThat(objects.read(1, hash)).isEqualTo(raw);
    }

    @Test
    void longObjectsAreRememberedAsBasesAlone() {
        DecodedObjects objects = new DecodedObjects();
        byte[] longest = new byte[DecodedObjects.MAX_READ_BYTES];
        byte[] tooLong = new byte[DecodedObjects.MAX_READ_BYTES + 1];

        objects.addRead(1, ContentHash.ofContent(longest), longest);
        objects.addRead(2, ContentHash.ofContent(tooLong), tooLong);
        objects.addBase(3, tooLong);

        assertThat(objects.read(1, ContentHash.ofContent(longest))).isEqualTo(longest);
        assertThat(objects.read(2, ContentHash.ofContent(tooLong))).isNull();
        assertThat(objects.base(3)).isEqualTo(tooLong);
    }

    @Test
    void secondReadOfAChainLooksForNoRecord() {
        try (ChunkCodec codec = new ChunkCodec()) {
            byte[] lowest = ContentSamples.text(1, 5000);
            byte[] next = lowest.clone();
            next[7]++;
            byte[] record = codec.encode(next, new EarlierObject(5, 0, lowest));
            List<Long> asked = new ArrayList<>();
            ChunkCodec.Records records = id -> {
                asked.add(id);
                return codec.encode(lowest);
            };
            DecodedObjects objects = new DecodedObjects();

            assertThat(codec.decode(record, records, objects)).isEqualTo(next);
            assertThat(codec.decode(record, records, objects)).isEqualTo(next);

            assertThat(asked).containsExactly(5L);
        }
    }
}
