package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.tree.Lineage;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.StorePath;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places =
            new Places(new TreeReader(new HandMadeStore().records(), Lineage.ofRoot(HandMadeStore.MAIN), 8), 3);

    /** A path of names that take 256 bytes each with their slash. */
    private static StorePath path(int names) {
        StorePath path = StorePath.ROOT;
        for (int i = 0; i < names; i++) {
            path = path.resolve("x".repeat(255));
        }
        return path;
    }

    @Test
    void pathMayBeMadeLongerThanAnyInAStore() {
        assertThat(path(16).length()).isEqualTo(StorePath.MAX_BYTES);
        assertThatThrownBy(() -> places.place(path(16)))
                .isInstanceOfSatisfying(ChangeRefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND);
                    assertThat(refused.operationIndex()).isEqualTo(3);
                });

        StorePath tooLong = path(16).resolve("y");

        assertThatThrownBy(() -> places.place(tooLong)).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> places.freePlace(tooLong)).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> places.file(tooLong)).isInstanceOf(InvalidNameException.class);
    }
}
