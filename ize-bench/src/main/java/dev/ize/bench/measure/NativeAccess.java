package dev.ize.bench.measure;

import java.util.List;

/** What a JVM that runs engines is told, so that it does not warn about native code. */
public final class NativeAccess {
    /** From which on a JVM warns about native code that was not asked for. */
    private static final int SINCE_JAVA = 24;

    private NativeAccess() {}

    /** Arguments for a JVM of the version of this one. */
    public static List<String> jvmArguments() {
        return Runtime.version().feature() >= SINCE_JAVA ? List.of("--enable-native-access=ALL-UNNAMED") : List.of();
    }
}
