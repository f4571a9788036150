package dev.ize.backend.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.CorruptStoreException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CommitRingTest {
    private final MemoryFile file = new MemoryFile();
    private final CommitRing ring = new CommitRing(file);

    @BeforeEach
    void makeRing() throws IOException {
        ring.create();
    }

    @Test
    void commitIsTheSameAfterDecoding() {
        Commit commit = new Commit(7, 6, 5, 4, -3, 2, 1);

        assertThat(Commit.decode(commit.encode(), 0)).contains(commit);
    }

    @Test
    void commitWithAnyByteChangedIsNone() {
        byte[] encoded = new Commit(7, 6, 5, 4, -3, 2, 1).encode();

        for (int i = 0; i < encoded.length; i++) {
            byte[] damaged = encoded.clone();
            damaged[i] ^= 1;
            assertThat(Commit.decode(damaged, 0)).isEmpty();
        }
    }

    @Test
    void newestWholeCommitIsRecovered() throws IOException {
        commit(1, 1);
        commit(2, 1);
        commit(3, 2);

        assertThat(ring.recover().version()).isEqualTo(3);
    }

    @Test
    void commitAfterATornOneIsForgotten() throws IOException {
        commit(1, 1);
        Commit torn = commit(2, 1);
        commit(3, 1);
        damage(torn);

        assertThat(ring.recover().version()).isEqualTo(1);
        commit(2, 1);
        assertThat(ring.recover().version()).isEqualTo(2);
    }

    /**
     * The space of chunks that the recovered commit lacks is free after open. A power cut, after some of it had been
     * written over and before the next record was flushed, left a ring whose newest durable commit lay there.
     */
    @Test
    void recoveredCommitIsTheNewestDurableOneWhateverHappensToThoseBefore() throws IOException {
        Commit before = commit(1, 1);
        commit(2, 1);

        ring.recover();
        damage(before);

        MemoryFile left = new MemoryFile(file.afterPowerCut(new Random(1), 1));
        assertThat(new CommitRing(left).recover().version()).isEqualTo(2);
    }

    @Test
    void recoveryIsDurable() throws IOException {
        commit(1, 1);
        commit(2, 1);

        ring.recover();

        MemoryFile left = new MemoryFile(file.afterPowerCut(new Random(1), 0));
        assertThat(new CommitRing(left).recover().version()).isEqualTo(2);
    }

    @Test
    void damageToTheNewestDurableCommitIsToldAndNotSteppedOver() throws IOException {
        commit(1, 1);
        Commit durable = commit(2, 2);
        damage(durable);

        assertThatThrownBy(ring::recover)
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("version=2");
    }

    @Test
    void fileThatIsCutBehindTheNewestDurableCommitIsToldAndNotSteppedOver() throws IOException {
        commit(1, 1);
        Commit durable = commit(2, 2);
        file.truncate(position(durable) + 100);

        assertThatThrownBy(ring::recover).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void fileOfGarbageIsTold() throws IOException {
        byte[] garbage = new byte[CommitRing.RING_BYTES];
        Arrays.fill(garbage, (byte) 0x5a);
        file.write(0, garbage, 0, garbage.length);

        assertThatThrownBy(ring::recover)
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("no record of a commit");
    }

    @Test
    void ringHoldsTheNewestDurableCommitHoweverManyAreUnsynced() throws IOException {
        for (int version = 1; version <= 3 * CommitRing.SLOTS; version++) {
            commit(version, Math.max(1, version - CommitRing.MAX_UNSYNCED));
        }

        assertThat(ring.recover().version()).isEqualTo(3 * CommitRing.SLOTS);
    }

    /** Writes a chunk of one block and its record. */
    private Commit commit(int version, int durableVersion) throws IOException {
        byte[] chunk = new byte[CommitRing.BLOCK_BYTES];
        Arrays.fill(chunk, (byte) version);
        int checksum = Commit.crc(chunk, 0, chunk.length);
        Commit commit = new Commit(version, version, 2 + version, 1, checksum, durableVersion, 0);
        file.write(position(commit), chunk, 0, chunk.length);
        ring.write(commit);
        return commit;
    }

    private void damage(Commit commit) throws IOException {
        file.write(position(commit) + 1000, new byte[] {99}, 0, 1);
    }

    private static long position(Commit commit) {
        return CommitRing.RING_BYTES + commit.block() * CommitRing.BLOCK_BYTES;
    }
}
