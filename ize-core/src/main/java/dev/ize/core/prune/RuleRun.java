package dev.ize.core.prune;

import dev.ize.spi.KeepRules;
import dev.ize.spi.PruneReport.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies rules to the ends of one branch's changes, told newest first. */
final class RuleRun {
    private final KeepRules rules;
    private final Period daily;
    private final Period weekly;
    private final Period monthly;
    private @Nullable Instant newest;
    private int lastLeft;

    RuleRun(KeepRules rules) {
        this.rules = rules;
        this.lastLeft = rules.last();
        this.daily = new Period(rules.daily(), day -> day);
        this.weekly = new Period(
                rules.weekly(), day -> day.with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY)));
        this.monthly = new Period(rules.monthly(), YearMonth::from);
    }

    /** Why the next older change is kept; empty: it is not. */
    Set<Reason> next(Instant time) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (newest == null) {
            newest = time;
            reasons.add(Reason.NEWEST);
        }
        if (lastLeft > 0) {
            lastLeft--;
            reasons.add(Reason.LAST);
        }
        boolean within =
                !rules.within().isZero() && Duration.between(time, newest).compareTo(rules.within()) <= 0;
        if (within) {
            reasons.add(Reason.WITHIN);
        }
        LocalDate day = LocalDate.ofInstant(time, rules.zone());
        addIf(daily.next(day), Reason.DAILY, reasons);
        addIf(weekly.next(day), Reason.WEEKLY, reasons);
        addIf(monthly.next(day), Reason.MONTHLY, reasons);
        return reasons;
    }

    private static void addIf(boolean kept, Reason reason, Set<Reason> reasons) {
        if (kept) {
            reasons.add(reason);
        }
    }

    /** Keeps the first that it is told of each of so many periods. */
    private static final class Period {
        private final Function<LocalDate, Object> of;
        private int left;
        private @Nullable Object last;

        Period(int count, Function<LocalDate, Object> of) {
            this.left = count;
            this.of = of;
        }

        boolean next(LocalDate day) {
            if (left == 0) {
                return false;
            }
            Object period = of.apply(day);
            if (Objects.equals(period, last)) {
                return false;
            }
            last = period;
            left--;
            return true;
        }
    }
}
