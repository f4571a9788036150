package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.BranchRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.spi.Durability;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BranchStateTest {
    private final BranchState branch = new BranchState(
            1,
            new BranchRecord(0, 0, 0, Instant.EPOCH, false, "main"),
            Lineage.ofRoot(1),
            new BranchState.Head(0, Chain.START));

    /** One that is handed over twice is done twice. */
    @Test
    void whatWaitsForABranchIsHandedOverOnce() {
        Task<Boolean> task = new Task<>(Durability.BUFFERED, branch) {
            @Override
            protected Boolean prepare(Turn turn) {
                return true;
            }
        };
        branch.hold(new Object());
        branch.waiting().add(task);

        assertThat(branch.release()).containsExactly(task);

        assertThat(branch.isHeldAgainst(new Object())).isFalse();
        assertThat(branch.release()).isEmpty();
    }
}
