package dev.ize.core.write;

import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.Keys;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DumpMismatchException;
import dev.ize.spi.InvalidDumpException;
import dev.ize.spi.StorePosition;
import java.time.Instant;

/**
 * The numbers that the writer gives out and the store's newest link. Belongs to the writer's thread; a change
 * that is refused gives back what it took by {@link #copyFrom}.
 */
public final class Counters {
    /** Recorded numbers are below this, so that a store that takes them over never comes to the end of its own. */
    private static final long MAX_RECORDED = 1L << 60;

    private long nextSeq;
    private long nextBranch;
    private long nextNode;
    private long nextContent;
    private Instant createdAt;
    private Instant effectiveTime;
    private long linkSeq;
    private ContentHash storeLink;

    /** Goes on where a store has come. */
    public Counters(CountersRecord start) {
        nextSeq = start.nextSeq();
        nextBranch = start.nextBranch();
        nextNode = start.nextNode();
        nextContent = start.nextContent();
        createdAt = start.createdAt();
        effectiveTime = start.effectiveTime();
        linkSeq = start.linkSeq();
        storeLink = start.storeLink();
    }

    Counters copy() {
        return new Counters(toRecord());
    }

    void copyFrom(Counters other) {
        nextSeq = other.nextSeq;
        nextBranch = other.nextBranch;
        nextNode = other.nextNode;
        nextContent = other.nextContent;
        createdAt = other.createdAt;
        effectiveTime = other.effectiveTime;
        linkSeq = other.linkSeq;
        storeLink = other.storeLink;
    }

    /** All of them as they are now. */
    public CountersRecord toRecord() {
        return new CountersRecord(
                nextSeq, nextBranch, nextNode, nextContent, createdAt, effectiveTime, linkSeq, storeLink);
    }

    /** The newest point of the store's chain. */
    public Watermark.Mark newest() {
        return new Watermark.Mark(linkSeq, storeLink);
    }

    /** Gives out no seq from here on that is not above one. */
    public void skipTo(long seq) {
        nextSeq = Math.max(nextSeq, seq + 1);
    }

    /** The next content id to be given out. */
    public long nextContent() {
        return nextContent;
    }

    long takeSeq() {
        return nextSeq++;
    }

    long takeBranch() {
        return nextBranch++;
    }

    long takeNode() {
        return nextNode++;
    }

    /** An id for an object; of whether it has a base the id tells, as {@link Keys#mayHaveBase} says. */
    long takeContent(boolean hasBase) {
        long id = Keys.mayHaveBase(nextContent) == hasBase ? nextContent : nextContent + 1;
        nextContent = id + 1;
        return id;
    }

    /** The time of something that happens now: never before what happened last. */
    Instant timeAt(Instant clock) {
        return clock.isAfter(effectiveTime) ? clock : effectiveTime;
    }

    /** Extends the store's chain by a change or act, which is the newest from now on. */
    ContentHash link(long seq, Instant time, byte[] linked) {
        effectiveTime = time;
        linkSeq = seq;
        storeLink = Chain.storeLink(storeLink, seq, linked);
        return storeLink;
    }

    /** Where the store's chain ends. */
    public StorePosition position() {
        return new StorePosition(linkSeq, storeLink);
    }

    /** Checks that what is recorded elsewhere goes on where this store is. */
    void requireAt(StorePosition base) {
        if (!position().equals(base)) {
            throw new DumpMismatchException("The store was changed while it was loaded; load again.", base, position());
        }
    }

    /** Takes over the age of another store, in one where nothing has happened. */
    void adopt(Instant otherCreatedAt) {
        createdAt = otherCreatedAt;
        effectiveTime = otherCreatedAt;
    }

    /** Goes on above numbers that were given out elsewhere. */
    void passSeq(long seq) {
        nextSeq = Math.max(nextSeq, requireSmall(seq) + 1);
    }

    void passNode(long node) {
        nextNode = Math.max(nextNode, requireSmall(node) + 1);
    }

    /** Branches are made in the order of their ids, so that a new one is above all others. */
    void passBranch(long branch) {
        if (branch < nextBranch) {
            throw new InvalidDumpException("A branch has the number of another. branch=" + branch, null);
        }
        nextBranch = requireSmall(branch) + 1;
    }

    /**
     * Extends the store's chain by what is recorded elsewhere.
     *
     * @param afterGap whether the link cannot be computed, since what came before was removed there
     * @throws InvalidDumpException if it is not newer than what is here, or its link comes out otherwise
     */
    ContentHash linkAs(long seq, Instant time, byte[] linked, boolean afterGap, ContentHash recorded) {
        if (seq <= linkSeq || time.isBefore(effectiveTime)) {
            throw new InvalidDumpException(
                    "What is recorded goes back in the order or time of the store. sequence=" + seq, null);
        }
        passSeq(seq);
        ContentHash computed = link(seq, time, linked);
        if (!afterGap && !computed.equals(recorded)) {
            throw new InvalidDumpException(
                    "The store's chain does not match. sequence=" + seq + " recorded=" + recorded + " computed="
                            + computed,
                    null);
        }
        storeLink = recorded;
        return recorded;
    }

    private static long requireSmall(long number) {
        if (number < 0 || number >= MAX_RECORDED) {
            throw new InvalidDumpException("A recorded number is out of range. number=" + number, null);
        }
        return number;
    }
}
