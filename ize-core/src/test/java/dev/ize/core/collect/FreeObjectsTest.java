package dev.ize.core.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.write.ContentMarks;
import dev.ize.core.write.Overlay;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FreeObjectsTest {
    private static final int ROWS_PER_SNAPSHOT = 4;
    private static final int MAX_REMEMBERED = 5;

    private final Overlay records = new Overlay(new EmptySnapshot());
    private final ContentMarks marks = new ContentMarks(1000);
    private final FreeObjects free = new FreeObjects(() -> records, marks, ROWS_PER_SNAPSHOT, MAX_REMEMBERED);
    private final List<Long> progress = new ArrayList<>();

    /** Keys are in an order of their own, as hashes are. */
    private static byte[] key(long id) {
        byte[] hash = ContentHash.ofContent(Keys.number(id)).toByteArray();
        return Keys.contentId(ContentReference.Form.BYTES, hash);
    }

    private void put(long id, byte... more) {
        byte[] key = key(id);
        ByteWriter row = new ByteWriter().varint(id).raw(more);
        records.put(Keyspaces.CONTENT_IDS, key, Checksum.seal(Keyspaces.CONTENT_IDS, key, row));
    }

    private List<Long> next() {
        List<FreeObjects.Found> found = free.next(progress::add);
        assertThat(found).allSatisfy(object -> assertThat(object.key()).isEqualTo(key(object.id())));
        return found.stream().map(FreeObjects.Found::id).toList();
    }

    @Test
    void objectsComeNewestFirstInRoundsThatFitIntoMemory() {
        LongStream.rangeClosed(0, 22).forEach(this::put);

        assertThat(next()).containsExactly(22L, 21L, 20L, 19L, 18L);
        assertThat(next()).containsExactly(17L, 16L, 15L, 14L, 13L);
        assertThat(next()).containsExactly(12L, 11L, 10L, 9L, 8L);
        assertThat(next()).containsExactly(7L, 6L, 5L, 4L, 3L);
        assertThat(next()).containsExactly(2L, 1L, 0L);
        assertThat(next()).isEmpty();
    }

    @Test
    void roundThatJustFitsIsTheLast() {
        LongStream.rangeClosed(1, 5).forEach(this::put);

        assertThat(next()).containsExactly(5L, 4L, 3L, 2L, 1L);
        put(6);
        assertThat(next()).isEmpty();
    }

    @Test
    void objectsInUseAreLeftOut() {
        LongStream.rangeClosed(1, 9).forEach(this::put);
        marks.touch(3);
        marks.reach(7);

        assertThat(next()).containsExactly(9L, 8L, 6L, 5L, 4L);
        assertThat(next()).containsExactly(2L, 1L);
    }

    @Test
    void objectsThatAreNewerThanTheCollectionAreLeftOut() {
        put(999);
        put(1000);

        assertThat(next()).containsExactly(999L);
    }

    @Test
    void rowsAreCountedAndToldInTheFirstRoundAlone() {
        LongStream.rangeClosed(1, 10).forEach(this::put);

        next();
        next();

        assertThat(progress).containsExactly(4L, 8L, 10L);
        assertThat(free.rows()).isEqualTo(10);
    }

    @Test
    void rowThatGoesOnBehindItsIdIsDamage() {
        put(1, (byte) 0);

        assertThatThrownBy(this::next).isInstanceOf(CorruptStoreException.class);
    }
}
