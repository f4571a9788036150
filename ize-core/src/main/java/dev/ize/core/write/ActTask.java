package dev.ize.core.write;

import dev.ize.core.format.ActRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.ContentHash;
import dev.ize.spi.Durability;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.NameTakenException;
import dev.ize.spi.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * An administrative act: it takes a seq, a time and a link of the store's chain, and brings the counters up to
 * date.
 *
 * @param <R> what the caller gets
 */
abstract class ActTask<R> extends Task<R> {
    ActTask(Durability durability) {
        super(durability, null);
    }

    /** An act's number and time. */
    record Taken(long seq, Instant time) {}

    static Taken take(Turn turn) {
        return new Taken(turn.counters().takeSeq(), turn.counters().timeAt(turn.wallClock()));
    }

    /** Records the act; the last thing that it does. */
    static void record(Turn turn, Taken taken, ActRecord.Act act, String name, long branch, long parent, long point) {
        ActRecord open = new ActRecord(act, name, branch, parent, point, taken.time(), turn.wallClock(), Chain.START);
        ContentHash link = turn.counters().link(taken.seq(), taken.time(), open.canonical());
        write(turn, taken.seq(), open, link);
    }

    /** Writes an act with its link, and the counters as of it. */
    static void write(Turn turn, long seq, ActRecord open, ContentHash link) {
        ActRecord closed = new ActRecord(
                open.act(),
                open.name(),
                open.branch(),
                open.parent(),
                open.seq(),
                open.effectiveTime(),
                open.recordedTime(),
                link);
        byte[] key = Keys.act(seq);
        turn.overlay().put(Keyspaces.ACTS, key, closed.encode(key));
        byte[] counters = Keys.counters();
        turn.overlay().put(Keyspaces.META, counters, turn.counters().toRecord().encode(counters));
    }

    static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Checks a new name of a branch or snapshot: they share one set of names, and none reads as a point.
     *
     * @throws InvalidNameException if nothing can have the name
     * @throws NameTakenException if a branch or snapshot has it
     */
    static void requireFree(Turn turn, String name) {
        checkName(name);
        if (turn.overlay().get(Keyspaces.BRANCHES, Keys.branchName(bytes(name))) != null) {
            throw new NameTakenException("A branch has this name; choose another. name=" + name);
        }
        if (turn.overlay().get(Keyspaces.SNAPSHOTS, bytes(name)) != null) {
            throw new NameTakenException("A snapshot has this name; choose another. name=" + name);
        }
    }

    static void checkName(String name) {
        Name.of(name);
        boolean readsAsPoint = name.equals("head")
                || name.startsWith("@")
                || name.startsWith("-")
                || name.indexOf(':') >= 0
                || isTime(name);
        if (readsAsPoint) {
            throw new InvalidNameException(
                    "The name of a branch or snapshot must not read as a point: not 'head', no time, no '@' or '-' at"
                            + " its start, no ':'. name="
                            + name);
        }
    }

    private static boolean isTime(String name) {
        for (DateTimeFormatter format : new DateTimeFormatter[] {
            DateTimeFormatter.ISO_DATE, DateTimeFormatter.ISO_DATE_TIME, DateTimeFormatter.BASIC_ISO_DATE
        }) {
            try {
                format.parse(name);
                return true;
            } catch (DateTimeException e) {
                // Not in this format.
            }
        }
        return false;
    }

    static NotFoundException notFound(String what, String name) {
        return new NotFoundException("There is no such " + what + ". name=" + name);
    }
}
