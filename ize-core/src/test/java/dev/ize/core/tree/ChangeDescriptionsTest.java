package dev.ize.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.spi.BranchId;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.ChangeId;
import dev.ize.spi.ContentHash;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ChangeDescriptionsTest {
    private static final int MAX_TEXT = 1_024;
    private static final int MAX_DESCRIPTIONS = 4_096;

    private final ChangeDescriptions descriptions = new ChangeDescriptions();
    private int reads;

    @Test
    void descriptionIsReadOnce() {
        assertThat(find(1, 5, "first").message()).isEqualTo("first");
        assertThat(find(1, 5, "second").message()).isEqualTo("first");
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void changesAreToldApartByBranchAndNumber() {
        find(1, 5, "one");

        assertThat(find(2, 5, "another").message()).isEqualTo("another");
        assertThat(find(1, 6, "third").message()).isEqualTo("third");
    }

    @Test
    void longestTextIsKeptAndALongerOneReadEachTime() {
        descriptions.find(1, 5, read("a", "b".repeat(MAX_TEXT - 2), "c"));
        descriptions.find(1, 5, read("a", "b".repeat(MAX_TEXT - 2), "c"));
        assertThat(reads).isEqualTo(1);

        descriptions.find(1, 6, read("a".repeat(MAX_TEXT), "b", ""));
        descriptions.find(1, 6, read("a".repeat(MAX_TEXT), "b", ""));
        descriptions.find(1, 7, read("", "b", "c".repeat(MAX_TEXT)));
        descriptions.find(1, 7, read("", "b", "c".repeat(MAX_TEXT)));
        assertThat(reads).isEqualTo(5);
    }

    @Test
    void nothingIsForgottenUntilThereIsNoMoreRoom() {
        for (int i = 0; i < MAX_DESCRIPTIONS; i++) {
            find(1, i, "");
        }
        find(1, 0, "");
        assertThat(reads).isEqualTo(MAX_DESCRIPTIONS);

        find(1, MAX_DESCRIPTIONS, "one too many");
        find(1, 0, "");
        assertThat(reads).isEqualTo(MAX_DESCRIPTIONS + 2);
    }

    private ChangeDescription find(long branch, long start, String message) {
        return descriptions.find(branch, start, read("author", message, ""));
    }

    private Supplier<ChangeDescription> read(String author, String message, String session) {
        return () -> {
            reads++;
            ContentHash link = ContentHash.of(new byte[ContentHash.BYTES]);
            return new ChangeDescription(
                    new ChangeId(9), new BranchId(1), author, message, session, Instant.EPOCH, Instant.EPOCH, link);
        };
    }
}
