package dev.ize.bench.targets;

import java.lang.management.ManagementFactory;

/** The processor time that all threads of this process have taken. */
final class ProcessTime {
    private ProcessTime() {}

    /** In nanoseconds; 0 where the JVM does not tell. */
    static long nanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime())
                : 0;
    }
}
