package dev.ize.tck;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much of the kit runs: the system property {@value #PROPERTY} names it, and {@link #QUICK} is the default.
 *
 * <p>A test belongs to all profiles, unless its tag says otherwise: {@code full} and {@code soak} name the smallest
 * profile that it runs in; {@code fault}, which the whole fault contract has, means {@link #FULL}; {@code power}, which
 * power cuts have as they need root, means {@link #SOAK}. Where the property {@code ize.fault} is set, someone has
 * asked for faults, and they run in each profile.
 */
public enum Profile {
    /** For each build: 90 s at most a backend, on two cores. */
    QUICK,
    /** Before a release: 15 minutes at most a backend. Has the short form of the fault contract. */
    FULL,
    /** For a night: the same with more random sequences, and power cuts. */
    SOAK;

    /** System property that names the profile, in lower case. */
    public static final String PROPERTY = "ize.tck.profile";

    /**
     * The profile that the system property names.
     *
     * @throws IllegalArgumentException if there is no such profile
     */
    public static Profile current() {
        return of(System.getProperty(PROPERTY, QUICK.id()));
    }

    /**
     * The profile of that name, in lower case.
     *
     * @throws IllegalArgumentException if there is none, with those that there are
     */
    public static Profile of(String id) {
        return Arrays.stream(values())
                .filter(profile -> profile.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no profile '" + id + "' of the kit; there are "
                                + Arrays.stream(values()).map(Profile::id).collect(Collectors.joining(", ")) + "."));
    }

    /** Its name in properties, on command lines and in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The smallest profile that a test with these tags runs in. */
    public static Profile of(Collection<String> tags) {
        boolean faultsWanted = System.getProperty("ize.fault") != null;
        Set<String> set = Set.copyOf(tags);
        if (set.contains("soak") || (set.contains("power") && !faultsWanted)) {
            return SOAK;
        }
        return set.contains("full") || (set.contains("fault") && !faultsWanted) ? FULL : QUICK;
    }

    /** Whether it runs what a smaller or equal profile runs. */
    public boolean includes(Profile other) {
        return compareTo(other) >= 0;
    }

    /** The one of three sizes that is this profile's, such as a number of random sequences. */
    public int size(int quick, int full, int soak) {
        return switch (this) {
            case QUICK -> quick;
            case FULL -> full;
            case SOAK -> soak;
        };
    }
}
