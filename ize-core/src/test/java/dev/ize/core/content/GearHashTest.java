package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.ContentHash;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class GearHashTest {
    @Test
    void splitMix64GivesTheNumbersOfItsAuthors() {
        assertThat(SplitMix64.at(1234567, 0)).isEqualTo(6457827717110365317L);
        assertThat(SplitMix64.at(1234567, 1)).isEqualTo(3203168211198807973L);
        assertThat(SplitMix64.at(1234567, 2)).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
    }

    @Test
    void tableIsPartOfTheFormatAndNeverChanges() {
        ByteBuffer table = ByteBuffer.allocate(256 * Long.BYTES);
        for (long number : GearHash.TABLE) {
            table.putLong(number);
        }

        assertThat(ContentHash.ofContent(table.array()))
                .hasToString("7a6e44534a66cee68a6b67f3524f3eb3407199d0c96246ae54f5b49f11038614");
    }

    @Test
    void windowOfEqualBytesIsNoBoundary() {
        for (int value = 0; value < 256; value++) {
            long hash = 0;
            for (int count = 0; count < GearHash.WINDOW_BYTES; count++) {
                hash = (hash << 1) + GearHash.TABLE[value];
            }

            assertThat(hash >>> GearHash.LOOSE_SHIFT).as("value=%d", value).isNotZero();
        }
    }

    @Test
    void byteIsForgottenAfterTheWindow() {
        long hash = -1;
        long fresh = 0;
        for (int count = 0; count < GearHash.WINDOW_BYTES; count++) {
            hash = (hash << 1) + GearHash.TABLE[count];
            fresh = (fresh << 1) + GearHash.TABLE[count];
        }

        assertThat(hash).isEqualTo(fresh);
    }
}
