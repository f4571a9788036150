package dev.ize.core.write;

import dev.ize.core.format.CountersRecord;
import dev.ize.spi.ContentHash;
import java.time.Instant;

/**
 * The numbers that the writer gives out and the store's newest link. Belongs to the writer's thread; a change
 * that is refused gives back what it took by {@link #copyFrom}.
 */
public final class Counters {
    private long nextSeq;
    private long nextBranch;
    private long nextNode;
    private long nextContent;
    private Instant createdAt;
    private Instant effectiveTime;
    private long linkSeq;
    private ContentHash storeLink;

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

    long takeSeq() {
        return nextSeq++;
    }

    long takeBranch() {
        return nextBranch++;
    }

    long takeNode() {
        return nextNode++;
    }

    long takeContent() {
        return nextContent++;
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
}
