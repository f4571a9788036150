package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.write.Leases.Kept;
import dev.ize.core.write.PreparedContent.ObjectKey;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference.Form;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectEncoderTest {
    private static final byte[] FORMER = noise(2000, 1);
    private static final byte[] NEXT = altered(FORMER);

    private final Overlay records = new Overlay(new EmptySnapshot());
    private final ChunkCodec codec = new ChunkCodec();
    private final Leases leases = new Leases();
    private final Leases.Lease lease = leases.open();
    private final Counters counters = TrialTurn.counters();
    private final ContentMarks marks = new ContentMarks(100);

    @AfterEach
    void closeCodec() {
        codec.close();
    }

    private static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] altered(byte[] bytes) {
        byte[] altered = bytes.clone();
        altered[bytes.length / 2] ^= 1;
        return altered;
    }

    private static ObjectKey key(byte[] raw) {
        return new ObjectKey(Form.BYTES, ContentHash.ofContent(raw));
    }

    /** Stores an object, against another if that is stored; gives its id. */
    private long store(byte[] raw, byte[] former) {
        byte[] record = encode(raw, former).orElseThrow();
        Turn turn = new Turn(records, counters, InstantSource.fixed(Instant.EPOCH), codec, new Leases());
        long id = new ContentAdditions(turn).addEncoded(Form.BYTES, key(raw).hash(), record);
        turn.overlay().joinInto(records);
        return id;
    }

    private ObjectEncoder open() {
        return new ObjectEncoder(() -> new Overlay(records), codec, leases, lease);
    }

    private Optional<byte[]> encode(byte[] raw, byte[] former) {
        try (ObjectEncoder encoder = open()) {
            return encoder.encode(new ContentEncoder.Pending(
                    key(raw), raw, Optional.of(key(former).hash())));
        }
    }

    private Kept keep(byte[] raw) {
        try (ObjectEncoder encoder = open()) {
            return encoder.keep(Form.BYTES, key(raw).hash());
        }
    }

    private OptionalLong baseOf(byte[] raw, byte[] former) {
        return ChunkCodec.baseId(encode(raw, former).orElseThrow());
    }

    @Test
    void objectIsStoredAgainstAnEarlierOneThatIsKept() {
        long former = store(FORMER, new byte[0]);
        assertThat(leases.holds(former)).isFalse();

        assertThat(baseOf(NEXT, FORMER)).hasValue(former);

        assertThat(leases.holds(former)).isTrue();
        assertThat(baseOf(NEXT, noise(2000, 2))).as("no such object").isEmpty();
    }

    @Test
    void objectThatIsStoredIsKeptAndNotEncoded() {
        long stored = store(FORMER, new byte[0]);

        assertThat(encode(FORMER, NEXT)).isEmpty();

        assertThat(leases.holds(stored)).isTrue();
        assertThat(keep(FORMER)).isEqualTo(Kept.YES);
        assertThat(keep(NEXT)).isEqualTo(Kept.NO);
    }

    @Test
    void shortObjectIsStoredByItself() {
        byte[] longEnough = noise(64, 3);
        byte[] tooShort = noise(63, 4);
        store(longEnough, new byte[0]);
        store(tooShort, new byte[0]);

        assertThat(baseOf(altered(longEnough), longEnough)).isPresent();
        assertThat(baseOf(altered(tooShort), tooShort)).isEmpty();
    }

    @Test
    void objectThatIsBeingRemovedIsNeitherFoundNorABase() {
        long former = store(FORMER, new byte[0]);
        leases.begin(marks);
        marks.doom(former);

        assertThat(keep(FORMER)).isEqualTo(Kept.NO);
        assertThat(encode(FORMER, NEXT)).isPresent();
        assertThat(baseOf(NEXT, FORMER)).isEmpty();
    }

    @Test
    void objectIsKeptDuringACollectionWithItsBase() {
        long former = store(FORMER, new byte[0]);
        long next = store(NEXT, FORMER);
        lease.close();
        leases.begin(marks);

        assertThat(keep(NEXT)).isEqualTo(Kept.YES);

        assertThat(marks.isFree(next)).isFalse();
        assertThat(marks.isFree(former)).isFalse();
    }

    /** What is stored against another is read to find that one. */
    @Test
    void objectWithoutARecordIsNotKeptDuringACollection() {
        store(FORMER, new byte[0]);
        long next = store(NEXT, FORMER);
        records.delete(Keyspaces.CONTENT, Keys.content(next));
        leases.begin(marks);

        assertThat(keep(NEXT)).isEqualTo(Kept.NO);
        assertThat(encode(NEXT, FORMER)).isPresent();
    }

    @Test
    void damagedObjectIsNoBase() {
        long former = store(FORMER, new byte[0]);
        byte[] record = records.get(Keyspaces.CONTENT, Keys.content(former)).clone();
        record[record.length - 1] ^= 1;
        records.put(Keyspaces.CONTENT, Keys.content(former), record);

        assertThat(baseOf(NEXT, FORMER)).isEmpty();
    }
}
