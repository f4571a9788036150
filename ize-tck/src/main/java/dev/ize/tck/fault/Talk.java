package dev.ize.tck.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a child says to the process that started it: lines on its standard output. */
final class Talk {
    /** First word of a line about a store that is not as it should be, or a call that threw what it must not. */
    static final String WRONG = "wrong";

    private Talk() {}

    /** Says a line in one write, so that it is there whole or not at all when the process is killed. */
    static synchronized void say(String line) {
        byte[] bytes = (line.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }

    /** Says what is wrong and ends the process at once, whatever its other threads do. */
    static void sayWrong(Throwable failure) {
        String where = Arrays.stream(failure.getStackTrace()).limit(6).toList().toString();
        String cause = failure.getCause() == null ? "" : " because of " + failure.getCause();
        say(WRONG + " " + failure + cause + " " + where);
        Runtime.getRuntime().halt(3);
    }
}
