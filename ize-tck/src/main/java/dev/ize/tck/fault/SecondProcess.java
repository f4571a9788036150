package dev.ize.tck.fault;

import dev.ize.spi.StoreLockedException;

/** Opens a store that another process may have open, and says how that went. */
final class SecondProcess {
    private SecondProcess() {}

    /** A subject. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        try {
            Subject.parse(arguments).open().close();
            Talk.say("opened");
        } catch (StoreLockedException e) {
            long owner = ProcessHandle.current()
                    .parent()
                    .map(ProcessHandle::pid)
                    .filter(pid -> String.valueOf(e.getMessage()).contains("pid=" + pid))
                    .orElse(-1L);
            Talk.say("StoreLockedException names " + owner);
        }
    }
}
