package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.SIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NotFoundException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchNamesTest {
    private final BranchRegistry registry = new BranchRegistry();

    private static BranchState branch(long id, String name, boolean deleted) {
        BranchRecord record = new BranchRecord(0, 0, 0, Instant.EPOCH, deleted, name);
        return new BranchState(id, record, Lineage.ofRoot(id), new BranchState.Head(0, Chain.START));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head",
                "@",
                "@12",
                "-x",
                "a:b",
                ":",
                "2026-11-29",
                "20261129",
                "2026-11-29T12:00:00",
                "2026-11-29T12:00:00Z"
            })
    void nameThatReadsAsAPointIsInvalid(String name) {
        assertThatThrownBy(() -> ActTask.checkName(name)).isInstanceOf(InvalidNameException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"heads", "a@1", "a-x", "2026", "2026-13-40", "v1.0"})
    void otherNamesAreNames(String name) {
        ActTask.checkName(name);
    }

    @Test
    void branchesAndSnapshotsShareOneSetOfNames() {
        try (ChunkCodec codec = new ChunkCodec()) {
            Turn turn = TrialTurn.over(new HandMadeStore().records(), codec);

            assertThatThrownBy(() -> ActTask.requireFree(turn, "side"))
                    .isInstanceOf(NameTakenException.class)
                    .hasMessageContaining("A branch has this name");
            assertThatThrownBy(() -> ActTask.requireFree(turn, "mark"))
                    .isInstanceOf(NameTakenException.class)
                    .hasMessageContaining("A snapshot has this name");
            assertThatThrownBy(() -> ActTask.requireFree(turn, "head")).isInstanceOf(InvalidNameException.class);
            ActTask.requireFree(turn, "free");
        }
    }

    @Test
    void branchIsFoundByItsIdAndWhileItLivesByItsName() {
        BranchState living = branch(MAIN, "main", false);
        BranchState deleted = branch(SIDE, "side", true);
        registry.add(living);
        registry.add(deleted);

        assertThat(registry.find(MAIN)).isSameAs(living);
        assertThat(registry.require(SIDE)).isSameAs(deleted);
        assertThat(registry.find("main")).contains(living);
        assertThat(registry.require("main")).isSameAs(living);
        assertThat(registry.find("side")).isEmpty();
        assertThatThrownBy(() -> registry.require("side")).isInstanceOf(NotFoundException.class);
        assertThat(registry.find(9)).isNull();
        assertThatThrownBy(() -> registry.require(9)).isInstanceOf(NotFoundException.class);
        assertThat(registry.findLineage(SIDE)).contains(deleted.lineage());
        assertThat(registry.findLineage(9)).isEmpty();
        assertThat(registry.all()).containsExactlyInAnyOrder(living, deleted);
        assertThat(registry.live()).containsExactly(living);
    }

    @Test
    void livingBranchesAreInTheOrderOfTheBytesOfTheirNames() {
        BranchState last = branch(1, "\uffff", false);
        BranchState first = branch(2, "B", false);
        BranchState middle = branch(3, "a", false);
        BranchState behind = branch(4, "\ud83d\ude00", false);
        for (BranchState branch : new BranchState[] {last, behind, middle, first}) {
            registry.add(branch);
        }

        assertThat(registry.live()).containsExactly(first, middle, last, behind);
    }

    @Test
    void nameThatAnotherBranchHasTakenIsNotReleasedWithTheFirst() {
        BranchState first = branch(1, "name", false);
        BranchState second = branch(2, "name", false);
        registry.add(first);
        registry.add(second);

        registry.release(first);
        assertThat(registry.find("name")).contains(second);

        registry.release(second);
        assertThat(registry.find("name")).isEmpty();
        assertThat(registry.find(2)).isSameAs(second);
    }
}
