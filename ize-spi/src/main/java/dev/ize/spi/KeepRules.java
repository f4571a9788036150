package dev.ize.spi;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Which points a pruning keeps, beside each branch's newest and those that snapshots and forks hold. A point is kept if
 * any rule keeps it. Numbers are not negative, and 0 is no such rule; one rule must be there at least. Points are the ends of changes; each branch's own changes are counted by themselves, those of the
 * branches that it was forked from with these.
 *
 * @param last the newest changes, so many
 * @param within changes whose effective time is at most so long before that of their branch's newest; zero: none
 * @param daily the newest change of each of the last so many days that have one
 * @param weekly the newest change of each of the last so many weeks, Monday to Sunday, that have one
 * @param monthly the newest change of each of the last so many months that have one
 * @param zone where days, weeks and months begin. Default UTC
 * @param branches names of the branches to prune; empty: all, and what is left of deleted ones
 */
public record KeepRules(
        int last, Duration within, int daily, int weekly, int monthly, ZoneId zone, Set<String> branches) {
    public KeepRules {
        requireCount("last", last);
        requireCount("daily", daily);
        requireCount("weekly", weekly);
        requireCount("monthly", monthly);
        if (within.isNegative()) {
            throw new IllegalArgumentException("within must not be negative: " + within);
        }
        if (last == 0 && within.isZero() && daily == 0 && weekly == 0 && monthly == 0) {
            throw new IllegalArgumentException("The rules must keep something");
        }
        Objects.requireNonNull(zone, "zone");
        branches = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(branches));
    }

    private static void requireCount(String what, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(what + " must not be negative: " + count);
        }
    }

    /** A builder that keeps nothing yet, of all branches, in UTC. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects rules, each the component of its name; not for use by several threads. */
    public static final class Builder {
        private int last;
        private Duration within = Duration.ZERO;
        private int daily;
        private int weekly;
        private int monthly;
        private ZoneId zone = ZoneOffset.UTC;
        private final Set<String> branches = new LinkedHashSet<>();

        private Builder() {}

        public Builder keepLast(int changes) {
            last = changes;
            return this;
        }

        public Builder keepWithin(Duration beforeNewest) {
            within = beforeNewest;
            return this;
        }

        public Builder keepDaily(int days) {
            daily = days;
            return this;
        }

        public Builder keepWeekly(int weeks) {
            weekly = weeks;
            return this;
        }

        public Builder keepMonthly(int months) {
            monthly = months;
            return this;
        }

        public Builder zone(ZoneId value) {
            zone = value;
            return this;
        }

        public Builder branches(Collection<String> names) {
            branches.addAll(names);
            return this;
        }

        /**
         * The rules.
         *
         * @throws IllegalArgumentException if they keep nothing, or a number is negative
         */
        public KeepRules build() {
            return new KeepRules(last, within, daily, weekly, monthly, zone, branches);
        }
    }
}
