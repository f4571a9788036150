package dev.ize.core.dump;

import dev.ize.core.dump.DumpFormat.Kind;
import dev.ize.core.format.ByteReader;
import dev.ize.core.format.ByteWriter;
import dev.ize.spi.StorePosition;

/**
 * The last frame of a dump.
 *
 * @param end the position of the dumped store after all that the dump holds
 * @param changes number of changes
 * @param acts number of acts
 * @param objects number of objects
 * @param nextSeq the number that the dumped store would give to its next operation or act
 * @param nextNode the number that it would give to its next node
 */
record DumpEnd(StorePosition end, long changes, long acts, long objects, long nextSeq, long nextNode) {
    Frame encode() {
        ByteWriter out = new ByteWriter();
        DumpBegin.encode(out, end);
        out.varint(changes).varint(acts).varint(objects).varint(nextSeq).varint(nextNode);
        return new Frame(Kind.END, out.toByteArray());
    }

    static DumpEnd decode(ByteReader in) {
        return new DumpEnd(
                DumpBegin.decodePosition(in), in.varint(), in.varint(), in.varint(), in.varint(), in.varint());
    }
}
