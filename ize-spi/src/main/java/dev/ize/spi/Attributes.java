package dev.ize.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * Mode, owner and times of a node.
 *
 * @param mode POSIX permission bits, 0 to 07777, without the file type
 * @param owner numeric user id, as unsigned 32 bits
 * @param group numeric group id, as unsigned 32 bits
 * @param modified time of the last change of the content; for a directory, of the last time it was set
 * @param accessed time of the last access, as set; a storage never sets it by reading
 */
public record Attributes(int mode, int owner, int group, Instant modified, Instant accessed) {
    /** Largest mode: set-user-id, set-group-id, sticky and nine permission bits. */
    public static final int MAX_MODE = 07777;

    public Attributes {
        if (mode < 0 || mode > MAX_MODE) {
            throw new IllegalArgumentException("mode must be in 0-07777: " + Integer.toOctalString(mode));
        }
        Objects.requireNonNull(modified, "modified");
        Objects.requireNonNull(accessed, "accessed");
    }
}
