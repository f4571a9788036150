package dev.ize.tck.fault;

import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.WriteRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One way in which an engine fails: which call, how, and whether ever after.
 *
 * <p>Not among them is a write that took effect and says that it was refused: that breaks the seam's rule, and no
 * shared layer could do right by it.
 *
 * @param side the calls that are counted
 * @param at the number of the call that fails, from 1
 * @param failure what it throws
 * @param moment whether that is before the call has had its effect, or after; reads have none
 * @param lasting whether all later calls of the side fail too
 */
record EngineFault(Side side, int at, Failure failure, Moment moment, boolean lasting) {
    /** How the message of everything begins that a fault throws. */
    static final String INJECTED = "Injected";

    /** Calls that change something, or that do not. */
    enum Side {
        WRITES,
        READS
    }

    /** When a failing write takes effect. */
    enum Moment {
        BEFORE,
        AFTER
    }

    /** What is thrown. */
    enum Failure {
        REFUSED {
            @Override
            RuntimeException exception() {
                return new WriteRefusedException(INJECTED + ": refused", null);
            }
        },
        FAILED {
            @Override
            RuntimeException exception() {
                return new StorageFailedException(INJECTED + ": failed", null);
            }
        },
        CORRUPT {
            @Override
            RuntimeException exception() {
                return new CorruptStoreException(INJECTED + ": corrupt", null);
            }
        },
        RAW {
            @Override
            RuntimeException exception() {
                return new InjectedException();
            }
        };

        abstract RuntimeException exception();
    }

    /** What no engine should throw, and one with a bug may. */
    static final class InjectedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InjectedException() {
            super(INJECTED + ": an exception of the engine's own");
        }
    }

    /** A fault that never comes, to count calls. */
    static EngineFault none() {
        return new EngineFault(Side.WRITES, Integer.MAX_VALUE, Failure.RAW, Moment.BEFORE, false);
    }

    /** All ways in which one call may fail. */
    static List<EngineFault> allAt(Side side, int at) {
        List<EngineFault> faults = new ArrayList<>();
        for (Failure failure : Failure.values()) {
            if (side == Side.WRITES || failure != Failure.REFUSED) {
                faults.add(new EngineFault(side, at, failure, Moment.BEFORE, false));
                faults.add(new EngineFault(side, at, failure, Moment.BEFORE, true));
            }
            if (side == Side.WRITES && (failure == Failure.FAILED || failure == Failure.RAW)) {
                faults.add(new EngineFault(side, at, failure, Moment.AFTER, false));
            }
        }
        return faults;
    }

    /** The fault at work: counts calls and throws when its turn has come. */
    static final class Trigger {
        private final EngineFault fault;
        private final AtomicInteger writes = new AtomicInteger();
        private final AtomicInteger reads = new AtomicInteger();
        private volatile boolean fired;
        private volatile boolean over;

        Trigger(EngineFault fault) {
            this.fault = fault;
        }

        /** Whether a call has failed. */
        boolean hasFired() {
            return fired;
        }

        /** From now on every call succeeds. */
        void end() {
            over = true;
        }

        int calls(Side side) {
            return (side == Side.WRITES ? writes : reads).get();
        }

        void read() {
            if (isDue(Side.READS, reads.incrementAndGet())) {
                fire();
            }
        }

        void write(Runnable effect) {
            boolean due = isDue(Side.WRITES, writes.incrementAndGet());
            if (due && fault.moment() == Moment.BEFORE) {
                fire();
            }
            effect.run();
            if (due) {
                fire();
            }
        }

        private boolean isDue(Side side, int call) {
            return !over && fault.side() == side && (call == fault.at() || (fault.lasting() && call > fault.at()));
        }

        private void fire() {
            fired = true;
            throw fault.failure().exception();
        }
    }
}
