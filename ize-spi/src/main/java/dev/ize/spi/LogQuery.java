package dev.ize.spi;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Which part of a log to read.
 *
 * @param order newest or oldest first
 * @param after sequence number of the last operation of the page before, in the order asked for; empty: from the
 *     start. Any number will do, and its own operation is not in the page. Pages stay right while changes are applied
 * @param limit largest number of operations to return, at least 1
 */
public record LogQuery(Order order, OptionalLong after, int limit) {
    /** The direction of a log or history. */
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    public LogQuery {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(after, "after");
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1: " + limit);
        }
    }

    /** The first page, newest first. */
    public static LogQuery newestFirst(int limit) {
        return new LogQuery(Order.NEWEST_FIRST, OptionalLong.empty(), limit);
    }

    /** The first page, oldest first. */
    public static LogQuery oldestFirst(int limit) {
        return new LogQuery(Order.OLDEST_FIRST, OptionalLong.empty(), limit);
    }

    /** The page that follows an operation, in the same order and with the same limit. */
    public LogQuery after(OperationId last) {
        return new LogQuery(order, OptionalLong.of(last.value()), limit);
    }
}
