package dev.ize.core.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.write.ContentMarks;
import dev.ize.core.write.Overlay;
import dev.ize.core.write.TrialTurn;
import dev.ize.core.write.Turn;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoveTaskTest {
    private final Overlay records = new Overlay(new EmptySnapshot());
    private final ContentMarks marks = new ContentMarks(100);
    private final ChunkCodec codec = new ChunkCodec();

    @AfterEach
    void closeCodec() {
        codec.close();
    }

    /** Stores an object, with a row that leads to the one with another id, which may be itself. */
    private Candidate put(long id, long rowId) {
        byte[] key = Keys.contentId(
                Form.BYTES, ContentHash.ofContent(Keys.number(id)).toByteArray());
        records.put(Keyspaces.CONTENT, Keys.content(id), new byte[5]);
        ByteWriter row = new ByteWriter().varint(rowId);
        records.put(Keyspaces.CONTENT_IDS, key, Checksum.seal(Keyspaces.CONTENT_IDS, key, row));
        return new Candidate(key, id, 5);
    }

    private static boolean isStored(Overlay records, Candidate object) {
        return records.get(Keyspaces.CONTENT, Keys.content(object.id())) != null;
    }

    private static boolean isFound(Overlay records, Candidate object) {
        return records.get(Keyspaces.CONTENT_IDS, object.key()) != null;
    }

    private Turn turn() {
        return TrialTurn.over(records, codec);
    }

    @Test
    void whatIsStillFreeIsRemovedAndWhatCameIntoUseStays() {
        Candidate free = put(1, 1);
        Candidate used = put(2, 2);
        marks.touch(2);
        Turn turn = turn();

        List<Candidate> removed = new RemoveTask(marks, List.of(free, used)).prepare(turn);

        assertThat(removed).containsExactly(free);
        assertThat(isStored(turn.overlay(), free) || isFound(turn.overlay(), free))
                .isFalse();
        assertThat(isStored(turn.overlay(), used) && isFound(turn.overlay(), used))
                .isTrue();
        assertThat(marks.touch(1)).as("taken into use while it goes").isFalse();
    }

    @Test
    void rowThatLeadsToAnotherObjectOfTheSameContentStays() {
        Candidate older = put(1, 9);
        Turn turn = turn();

        new RemoveTask(marks, List.of(older)).prepare(turn);

        assertThat(isStored(turn.overlay(), older)).isFalse();
        assertThat(isFound(turn.overlay(), older)).isTrue();
    }

    @Test
    void whatWasRefusedMayBeTakenIntoUseAgain() {
        Candidate free = put(1, 1);
        RemoveTask task = new RemoveTask(marks, List.of(free));
        task.prepare(turn());

        task.refused();

        assertThat(marks.touch(1)).isTrue();
    }

    @Test
    void taskThatIsPreparedAgainRemovesTheSameAgain() {
        RemoveTask task = new RemoveTask(marks, List.of(put(1, 1), put(2, 2)));
        task.prepare(turn());

        assertThat(task.prepare(turn())).extracting(Candidate::id).containsExactly(1L, 2L);
    }

    @Test
    void damageThatEndsATaskSparesWhatItHadDoomed() {
        Candidate good = put(1, 1);
        Candidate damaged = put(2, 2);
        records.put(Keyspaces.CONTENT_IDS, damaged.key(), new byte[8]);
        RemoveTask task = new RemoveTask(marks, List.of(good, damaged));

        assertThatThrownBy(() -> task.prepare(turn())).isInstanceOf(CorruptStoreException.class);

        assertThat(marks.touch(1)).isTrue();
        assertThat(marks.touch(2)).isTrue();
    }
}
