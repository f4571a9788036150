package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Durability;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What waits behind the deletion of its branch and comes into its group, where the deletion is not written yet: the log would
 * have it behind the deletion, and a load of the log would refuse it.
 */
final class DeletedBranchTest {
    private static final Operation.SetPermissions PERMISSIONS = new Operation.SetPermissions(StorePath.ROOT, 0700);

    private final TrialStore store = new TrialStore();
    private final Turn turn = store.turn();

    @BeforeEach
    void deleteTheSideBranch() {
        assertThat(turn.run(new DeleteBranchTask(Durability.BUFFERED, store.side, deleted -> {})))
                .isTrue();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void changeIsRefused() {
        ChangeTask change = store.change(store.side, List.of(), PERMISSIONS);

        assertThatThrownBy(() -> turn.run(change)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void changeOfAnotherBranchIsNot() {
        assertThat(turn.run(store.change(store.main, List.of(), PERMISSIONS))).isTrue();
    }

    @Test
    void secondDeletionIsRefused() {
        DeleteBranchTask second = new DeleteBranchTask(Durability.BUFFERED, store.side, deleted -> {});

        assertThatThrownBy(() -> turn.run(second)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void otherGroupKnowsNothingOfIt() {
        assertThat(store.turn().run(store.change(store.side, List.of(), PERMISSIONS)))
                .isTrue();
    }
}
