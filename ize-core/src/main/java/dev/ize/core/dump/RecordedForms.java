package dev.ize.core.dump;

import dev.ize.core.dump.DumpFormat.Kind;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.ByteReader;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.ClosingRecord;
import dev.ize.core.format.OperationCodec;
import dev.ize.core.write.RecordedAct;
import dev.ize.core.write.RecordedChange;
import dev.ize.core.write.RecordedOperation;
import dev.ize.spi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The bytes of changes, operations and acts in a dump. */
final class RecordedForms {
    private static final int AFTER_GAP = 1;
    private static final int CLOSED_ALONE = 2;
    private static final int IDLE = 2;
    private static final int INLINE = 1;
    private static final int CARRIES_BYTES = 2;

    private RecordedForms() {}

    static Frame encode(RecordedChange change) {
        ByteWriter out = new ByteWriter(160)
                .varint(change.branch())
                .varint(change.seq())
                .u8((change.afterGap() ? AFTER_GAP : 0) | (change.closedAlone() ? CLOSED_ALONE : 0));
        change.closing().encode(out);
        return new Frame(Kind.CHANGE, out.toByteArray());
    }

    static RecordedChange change(ByteReader in) {
        long branch = in.varint();
        long seq = in.varint();
        int flags = flags(in, AFTER_GAP | CLOSED_ALONE);
        ClosingRecord closing = ClosingRecord.decode(in);
        if (closing.operations() < 1) {
            throw in.damaged("a change without operations");
        }
        return new RecordedChange(branch, seq, (flags & CLOSED_ALONE) != 0, (flags & AFTER_GAP) != 0, closing);
    }

    static void encode(ByteWriter out, RecordedOperation operation) {
        out.varint(operation.seq())
                .u8((operation.inline() ? INLINE : 0) | (operation.bytes().isPresent() ? CARRIES_BYTES : 0));
        OperationCodec.encode(out, operation.operation());
        operation.node().ifPresent(out::varint);
        operation.bytes().ifPresent(out::sized);
    }

    /** Operations up to the end of a frame. */
    static List<RecordedOperation> operations(ByteReader in) {
        List<RecordedOperation> operations = new ArrayList<>();
        while (in.remaining() > 0) {
            operations.add(operation(in));
        }
        return operations;
    }

    private static RecordedOperation operation(ByteReader in) {
        long seq = in.varint();
        int flags = flags(in, INLINE | CARRIES_BYTES);
        Operation operation = OperationCodec.decode(in);
        OptionalLong node = makesNode(operation) ? OptionalLong.of(in.varint()) : OptionalLong.empty();
        Optional<byte[]> bytes = (flags & CARRIES_BYTES) == 0 ? Optional.empty() : Optional.of(in.sized());
        if (bytes.isPresent() && bytes.get().length > DumpFormat.MAX_CARRIED_BYTES) {
            throw in.damaged("an operation carries too much");
        }
        return new RecordedOperation(seq, node, (flags & INLINE) != 0, operation, bytes);
    }

    static Frame encode(RecordedAct act) {
        byte[] payload = new ByteWriter(160)
                .varint(act.seq())
                .u8((act.afterGap() ? AFTER_GAP : 0) | (act.idle() ? IDLE : 0))
                .text(act.message())
                .raw(act.act().canonical())
                .raw(act.act().storeLink().toByteArray())
                .toByteArray();
        return new Frame(Kind.ACT, payload);
    }

    static RecordedAct act(ByteReader in) {
        long seq = in.varint();
        int flags = flags(in, AFTER_GAP | IDLE);
        String message = in.text();
        return new RecordedAct(seq, (flags & IDLE) != 0, (flags & AFTER_GAP) != 0, message, ActRecord.decode(in));
    }

    /** Whether the operation makes a node, whose number goes with it. */
    static boolean makesNode(Operation operation) {
        return operation instanceof Operation.CreateFile
                || operation instanceof Operation.CreateDirectory
                || operation instanceof Operation.CreateSymlink;
    }

    private static int flags(ByteReader in, int known) {
        int flags = in.u8();
        if ((flags & ~known) != 0) {
            throw in.damaged("unknown flags");
        }
        return flags;
    }
}
