package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.content.ContentWriter;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContentAdditionsTest {
    private final TrialStore store = new TrialStore();
    private final Turn turn = store.turn();
    private final ContentAdditions additions = new ContentAdditions(turn);

    @AfterEach
    void close() {
        store.close();
    }

    /** An object that compresses against none but those that were made of the same length. */
    private static byte[] object(int length) {
        return TrialStore.noise(length);
    }

    private static byte[] edited(int length, int at) {
        byte[] bytes = object(length);
        bytes[at]++;
        return bytes;
    }

    private long keep(byte[] raw) {
        return additions.addEncoded(Form.BYTES, ContentHash.ofContent(raw), store.codec.encode(raw));
    }

    private void read(byte[] raw) {
        assertThat(additions.read(Form.BYTES, ContentHash.ofContent(raw))).isEqualTo(raw);
    }

    /** Adds an object; gives what it is stored against. */
    private OptionalLong baseOfAdded(byte[] raw) {
        ContentHash hash = ContentHash.ofContent(raw);
        additions.add(Form.BYTES, hash, raw);
        long id = additions.findId(Form.BYTES, hash).orElseThrow();
        return ChunkCodec.baseId(turn.overlay().get(Keyspaces.CONTENT, Keys.content(id)));
    }

    @Test
    void objectsOfAnEditAreStoredAgainstThoseThatTheyReplaceAndTheRestAgainstTheLast() {
        long first = keep(object(900));
        long second = keep(object(1000));
        additions.beginEdit();
        read(object(900));
        read(object(1000));

        assertThat(baseOfAdded(edited(900, 1))).hasValue(first);
        assertThat(baseOfAdded(edited(1000, 1))).hasValue(second);
        assertThat(baseOfAdded(edited(1000, 2))).hasValue(second);
    }

    @Test
    void editRemembersAsManyObjectsAsItReadsAhead() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            ids.add(keep(object(900 + i)));
        }
        additions.beginEdit();
        for (int i = 0; i < 8; i++) {
            read(object(900 + i));
        }
        assertThat(baseOfAdded(edited(900, 1))).hasValue(ids.get(0));

        additions.beginEdit();
        for (int i = 0; i < 9; i++) {
            read(object(900 + i));
        }
        assertThat(baseOfAdded(edited(901, 1))).as("the second").hasValue(ids.get(1));
    }

    @Test
    void whatOneEditHasReadIsNothingToTheNext() {
        keep(object(900));
        read(object(900));

        additions.beginEdit();

        assertThat(baseOfAdded(edited(900, 1))).isEmpty();
    }

    @Test
    void objectIsStoredOnceUnlessItIsBeingRemoved() {
        long id = keep(object(900));
        long next = store.counters.nextContent();
        assertThat(keep(object(900))).isEqualTo(id);
        assertThat(store.counters.nextContent()).isEqualTo(next);

        ContentMarks marks = new ContentMarks(next);
        store.leases.begin(marks);
        marks.doom(id);

        assertThat(additions.contains(Form.BYTES, ContentHash.ofContent(object(900))))
                .isFalse();
        assertThat(keep(object(900))).isGreaterThanOrEqualTo(next);
    }

    /** The collection may have passed by the version's place; it marks what the content refers to. */
    @Test
    void contentThatAVersionGetsIsToldToACollection() {
        ContentReference holes = new ContentWriter(additions).write(new byte[1 << 20]);
        store.leases.begin(new ContentMarks(store.counters.nextContent()));

        additions.locate(holes);

        assertThat(store.leases.takeUsed()).containsExactly(holes);
    }
}
