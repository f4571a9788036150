package dev.ize.core.dump;

import dev.ize.core.dump.DumpFormat.Kind;
import dev.ize.core.format.ByteReader;
import dev.ize.core.format.ByteWriter;
import dev.ize.spi.ContentHash;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.StorePosition;
import java.time.Instant;

/**
 * The first frame of a dump.
 *
 * @param createdAt when the dumped store was made
 * @param base what a store must have for the dump to be loaded into it
 * @param end what it has then
 */
record DumpBegin(Instant createdAt, StorePosition base, StorePosition end) {
    Frame encode() {
        ByteWriter out = new ByteWriter().varint(DumpFormat.VERSION).instant(createdAt);
        encode(out, base);
        encode(out, end);
        return new Frame(Kind.BEGIN, out.toByteArray());
    }

    static DumpBegin decode(ByteReader in) {
        long version = in.varint();
        if (version != DumpFormat.VERSION) {
            throw new InvalidDumpException(
                    "The dump has another version than this program reads. version=" + version + " supported="
                            + DumpFormat.VERSION,
                    null);
        }
        return new DumpBegin(in.instant(), decodePosition(in), decodePosition(in));
    }

    static void encode(ByteWriter out, StorePosition position) {
        out.varint(position.sequence()).raw(position.link().toByteArray());
    }

    static StorePosition decodePosition(ByteReader in) {
        return new StorePosition(in.varint(), ContentHash.of(in.raw(ContentHash.BYTES)));
    }
}
