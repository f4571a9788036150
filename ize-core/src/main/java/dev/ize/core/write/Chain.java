package dev.ize.core.write;

import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.OperationCodec;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Operation;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * The next link of a branch's chain, while a change goes on:
 * SHA-256(previous link, each operation's canonical bytes behind their length, 0, author, message, session,
 * effective time). No internal number is in it, so that equal logs have equal links on every engine. For one thread.
 */
public final class Chain {
    /** The link before the first change: 32 zero bytes. */
    public static final ContentHash START = ContentHash.of(new byte[ContentHash.BYTES]);

    private final MessageDigest digest;

    /** Begins a change after a link. */
    public Chain(ContentHash previous) {
        digest = ContentHash.newDigest();
        digest.update(previous.toByteArray());
    }

    private Chain(MessageDigest digest) {
        this.digest = digest;
    }

    /** A chain that goes on from here on its own. */
    Chain copy() {
        try {
            return new Chain((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("The JDK's SHA-256 can be cloned", e);
        }
    }

    /** Takes the next operation in, as the log has it. */
    public void add(Operation operation) {
        ByteWriter canonical = new ByteWriter(128);
        OperationCodec.encode(canonical, operation);
        digest.update(new ByteWriter(canonical.size() + 5)
                .sized(canonical.toByteArray())
                .toByteArray());
    }

    /** The link after the last operation; the chain is used up then. */
    public ContentHash close(String author, String message, String session, Instant effectiveTime) {
        digest.update(new ByteWriter()
                .varint(0)
                .text(author)
                .text(message)
                .text(session)
                .instant(effectiveTime)
                .toByteArray());
        return ContentHash.of(digest.digest());
    }

    /**
     * The next link of the store's chain: SHA-256(previous, seq, branch link or act).
     *
     * @param seq of the change's closing record, or of the act
     * @param linked the 32 bytes of the branch link, or {@link dev.ize.core.format.ActRecord#canonical()}
     */
    public static ContentHash storeLink(ContentHash previous, long seq, byte[] linked) {
        return ContentHash.ofContent(new ByteWriter()
                .raw(previous.toByteArray())
                .u64(seq)
                .raw(linked)
                .toByteArray());
    }
}
