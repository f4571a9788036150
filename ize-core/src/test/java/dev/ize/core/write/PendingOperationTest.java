package dev.ize.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.ChangeRefusedException.Reason;
import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingOperationTest {
    private static final StorePath FILE = StorePath.of("/file");
    private static final ContentReference STORED =
            new ContentReference(ContentHash.ofContent(new byte[1]), ContentReference.Form.BYTES, 1);

    private final HandMadeStore store = new HandMadeStore();
    private final ChunkCodec codec = new ChunkCodec();
    private final EncoderThreads threads = new EncoderThreads("test");
    private final Leases leases = new Leases();
    private final Object storage = new Object();
    private final ContentIntake intake =
            new ContentIntake(storage, null, leases, new ContentEncoder(EmptySnapshot::new, codec, leases, threads));

    @AfterEach
    void close() {
        threads.close();
        codec.close();
    }

    private PendingOperation pending(Operation operation) {
        return PendingOperation.of(operation, 7, intake, null);
    }

    private static Operation create(Content content) {
        return new Operation.CreateFile(FILE, content, 0644, Optional.empty());
    }

    private HeldContent stored() {
        return intake.hold(STORED, new ContentRecords(store.records(), codec));
    }

    private boolean isKept() {
        return leases.holdsAny(Set.of(STORED.hash()));
    }

    private void assertUnavailable(Content content) {
        assertThatThrownBy(() -> pending(create(content)))
                .isInstanceOfSatisfying(ChangeRefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.CONTENT_UNAVAILABLE);
                    assertThat(refused.operationIndex()).isEqualTo(7);
                });
    }

    @Test
    void contentUpToALimitWaitsInMemory() {
        for (int length : new int[] {0, 3, 1 << 20}) {
            PendingOperation pending = pending(create(Content.of(new byte[length])));

            assertThat(pending.content().orElseThrow().prepared().orElseThrow().raw())
                    .hasSize(length);
            assertThat(pending.bytes()).isEqualTo(512 + length);
        }
    }

    @Test
    void operationWithoutContentTakesLittle() {
        PendingOperation pending = pending(new Operation.DeleteFile(FILE));

        assertThat(pending.content()).isEmpty();
        assertThat(pending.bytes()).isEqualTo(512);
    }

    @Test
    void contentThatItsCallerHoldsIsTheCallersToLetGo() {
        HeldContent held = stored();

        PendingOperation pending = pending(create(held));
        pending.release();

        assertThat(pending.content().orElseThrow().reference()).isEqualTo(STORED);
        assertThat(pending.bytes()).isEqualTo(512);
        assertThat(isKept()).isTrue();
        held.close();
        assertThat(isKept()).isFalse();
    }

    @Test
    void contentThatIsNotHeldHereIsUnavailable() {
        HeldContent closed = stored();
        closed.close();

        assertUnavailable(closed);
        assertUnavailable(STORED);
        assertUnavailable(new HeldContent(new Object(), PreparedContent.of(new byte[3])));
    }

    @Test
    void contentOfAVersionIsKeptUntilTheOperationIsApplied() {
        PendingOperation restored =
                new PendingOperation(create(STORED), 7, Optional.of(PendingOperation.Ready.stored(STORED)));

        PendingOperation leased = restored.leasedBy(intake, new ContentRecords(store.records(), codec));

        assertThat(isKept()).isTrue();
        assertThat(leased.content().orElseThrow().reference()).isEqualTo(STORED);
        leased.release();
        assertThat(isKept()).isFalse();
    }

    @Test
    void whatIsNotStoredNeedsNoLease() {
        PendingOperation deletion = pending(new Operation.DeleteFile(FILE));
        PendingOperation inMemory = pending(create(Content.of(new byte[3])));

        for (PendingOperation pending : new PendingOperation[] {deletion, inMemory}) {
            assertThat(pending.leasedBy(intake, new ContentRecords(store.records(), codec)))
                    .isSameAs(pending);
        }
    }

    @Test
    void heldContentSaysWhatItIsAndWhetherItIsClosed() {
        HeldContent held = stored();
        assertThat(held).hasToString("StoredContent[" + STORED + "]");
        assertThat(held.lease()).isPresent();

        held.close();

        assertThat(held).hasToString("StoredContent[" + STORED + ", closed]");
    }
}
