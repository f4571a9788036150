package dev.ize.core.dump;

import dev.ize.spi.StorePosition;
import java.io.BufferedInputStream;
import java.io.InputStream;

/**
 * What a dump says of itself.
 *
 * @param base what a store must have for the dump to be loaded into it
 * @param end what it has then
 */
public record DumpOutline(StorePosition base, StorePosition end) {
    private static final int BUFFER_BYTES = 64 << 10;

    /**
     * Reads a dump to its end, and checks what can be checked without a store. The stream is not closed.
     *
     * @throws dev.ize.spi.InvalidDumpException if it is no dump, or not whole
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public static DumpOutline of(InputStream in) {
        FrameReader frames = new FrameReader(new BufferedInputStream(in, BUFFER_BYTES));
        frames.begin();
        DumpBegin begin = frames.decode(frames.next(), DumpBegin::decode);
        Frame frame = frames.next();
        while (frame.kind() != DumpFormat.Kind.END) {
            frame = frames.next();
        }
        DumpEnd end = frames.decode(frame, DumpEnd::decode);
        frames.end();
        return new DumpOutline(begin.base(), end.end());
    }
}
