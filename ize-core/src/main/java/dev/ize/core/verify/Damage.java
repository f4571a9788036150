package dev.ize.core.verify;

/** Words for what a decoder throws. */
final class Damage {
    private Damage() {}

    /** One sentence for people. */
    static String describe(RuntimeException damage) {
        String message = String.valueOf(damage.getMessage());
        int details = message.indexOf(" keyspace=");
        return details < 0 ? message : message.substring(0, details);
    }
}
