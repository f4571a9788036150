package dev.ize.core.format;

import dev.ize.spi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One record of a branch's log.
 *
 * @param changeStart seq of the first record of the change
 * @param operation what was done; empty where the record only closes a staged change
 * @param inlineContent the content that the file has after the operation, where it is so small that it lies here
 * @param effects the records that it wrote, in the order in which it wrote them
 * @param closing present in the last record of a change
 */
public record OperationRecord(
        long changeStart,
        Optional<Operation> operation,
        Optional<byte[]> inlineContent,
        List<Effect> effects,
        Optional<ClosingRecord> closing) {
    private static final int HAS_OPERATION = 1;
    private static final int HAS_INLINE_CONTENT = 2;
    private static final int CLOSES = 4;

    public OperationRecord {
        effects = List.copyOf(effects);
    }

    /** This record with an end of the change in it. */
    public OperationRecord closedBy(ClosingRecord end) {
        return new OperationRecord(changeStart, operation, inlineContent, effects, Optional.of(end));
    }

    /**
     * What pruning leaves of the end of a change: how it closes, under the same seq.
     *
     * @throws IllegalStateException if this is no end
     */
    public OperationRecord asLink(long seq) {
        if (closing.isEmpty()) {
            throw new IllegalStateException("Only the end of a change can become a link");
        }
        return new OperationRecord(seq, Optional.empty(), Optional.empty(), List.of(), closing);
    }

    /** Whether nothing but the end of the change is left. */
    public boolean isLink() {
        return operation.isEmpty() && effects.isEmpty() && closing.isPresent();
    }

    /** The value for a key. */
    public byte[] encode(byte[] key) {
        ByteWriter out = new ByteWriter(128);
        out.u8((operation.isPresent() ? HAS_OPERATION : 0)
                | (inlineContent.isPresent() ? HAS_INLINE_CONTENT : 0)
                | (closing.isPresent() ? CLOSES : 0));
        out.varint(Keys.longAt(key, 8) - changeStart);
        operation.ifPresent(value -> OperationCodec.encode(out, value));
        inlineContent.ifPresent(out::sized);
        out.varint(effects.size());
        effects.forEach(effect -> Effect.encode(out, effect));
        closing.ifPresent(value -> value.encode(out));
        return Checksum.seal(Keyspaces.OPERATIONS, key, out);
    }

    /** The record under a key. */
    public static OperationRecord decode(byte[] key, byte[] value) {
        ByteReader in = Checksum.open(Keyspaces.OPERATIONS, key, value);
        int flags = in.u8();
        long changeStart = Keys.longAt(key, 8) - in.varint();
        Optional<Operation> operation =
                (flags & HAS_OPERATION) == 0 ? Optional.empty() : Optional.of(OperationCodec.decode(in));
        Optional<byte[]> inline = (flags & HAS_INLINE_CONTENT) == 0 ? Optional.empty() : Optional.of(in.sized());
        int count = in.smallVarint();
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            effects.add(Effect.decode(in));
        }
        Optional<ClosingRecord> closing =
                (flags & CLOSES) == 0 ? Optional.empty() : Optional.of(ClosingRecord.decode(in));
        in.finish();
        return new OperationRecord(changeStart, operation, inline, effects, closing);
    }
}
