package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec.EarlierObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodedBasesTest {
    @Test
    void whatWasUsedLeastLatelyIsForgotten() {
        DecodedBases bases = new DecodedBases(300);
        bases.add(1, new byte[100]);
        bases.add(2, new byte[100]);
        bases.add(3, new byte[100]);
        bases.find(1);

        bases.add(4, new byte[100]);

        assertThat(bases.find(2)).isNull();
        assertThat(bases.find(1)).isNotNull();
        assertThat(bases.bytes()).isEqualTo(300);
    }

    @Test
    void whatIsAddedTwiceCountsOnce() {
        DecodedBases bases = new DecodedBases(300);

        bases.add(1, new byte[100]);
        bases.add(1, new byte[100]);

        assertThat(bases.bytes()).isEqualTo(100);
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
            DecodedBases bases = new DecodedBases();

            assertThat(codec.decode(record, records, bases)).isEqualTo(next);
            assertThat(codec.decode(record, records, bases)).isEqualTo(next);

            assertThat(asked).containsExactly(5L);
        }
    }
}
