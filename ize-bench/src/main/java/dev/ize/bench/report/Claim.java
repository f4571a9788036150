package dev.ize.bench.report;

import dev.ize.bench.page.Unit;
import java.util.List;
import java.util.Optional;

/**
 * What the comparison that started the project says of an engine: five engines, each with a time for a read and for the
 * commit of a write, all of them given as about so much and without a machine, a size or a durability.
 *
 * @param engine its name there
 * @param read microseconds that a read is said to take
 * @param commit microseconds that a commit is said to take
 * @param subject the id under which the engine is measured here; empty where it cannot be had on the JVM
 * @param through how it is reached here
 */
record Claim(String engine, Range read, Range commit, Optional<String> subject, String through) {
    /**
     * A claimed time in microseconds.
     *
     * @param from at best
     * @param to at worst; the same where one number is given
     * @param condition under which; empty where none is named
     */
    record Range(double from, double to, String condition) {
        String text() {
            return from == to
                    ? "about " + Unit.NANOSECONDS.text(1000 * from)
                    : "about " + plain(from) + " – " + plain(to) + " µs";
        }

        private static String plain(double micros) {
            return micros == Math.rint(micros) ? Long.toString((long) micros) : Double.toString(micros);
        }
    }

    /**
     * A figure that was measured natively, once, and not by this command.
     *
     * @param micros the time, as a range where there were several
     * @param from at best
     */
    record Native(double from, double micros) {
        String text() {
            return from == micros
                    ? Unit.NANOSECONDS.text(1000 * micros)
                    : Unit.digits(from) + " – " + Unit.NANOSECONDS.text(1000 * micros);
        }
    }

    /** Where, when and how the native figures were measured. */
    static final String NATIVE_METHOD = "Measured natively in November 2026 on 2 vCPUs of an AMD EPYC, ext4 without a"
            + " journal, a flush of 4 KiB taking 154 µs in the same hour: redb 4.2.0, sled 0.34.7, sanakirja 1.2.1 from"
            + " Rust; 1,000,000 keys of 24 bytes with values of 100 bytes, reads of 10,000 hot keys, medians of three"
            + " processes. This command cannot repeat them.";

    /** All five, in the order of the document. */
    static final List<Claim> ALL = List.of(
            new Claim(
                    "Sanakirja",
                    new Range(1, 5, "key lookup"),
                    new Range(10, 50, ""),
                    Optional.empty(),
                    "cannot be had on the JVM; LMDB stands in for it here, which is a memory-mapped copy-on-write B+ tree"
                            + " too"),
            new Claim(
                    "ReDB",
                    new Range(0.5, 0.5, "cached"),
                    new Range(2, 10, ""),
                    Optional.of("redb"),
                    "redb 2.6.3 via OpenDAL: single keys, each write a durable commit"),
            new Claim(
                    "Sled",
                    new Range(1, 10, "by LSM level"),
                    new Range(5, 20, "more during compaction"),
                    Optional.of("sled"),
                    "sled 0.34.7 via OpenDAL: single keys, no durable commit"),
            new Claim(
                    "RocksDB",
                    new Range(0.5, 5, "by cache"),
                    new Range(1, 50, "by batch size"),
                    Optional.of("rocksdb"),
                    "rocksdbjni, bare"),
            new Claim(
                    "LMDB",
                    new Range(0.2, 0.2, "in the page cache"),
                    new Range(5, 15, ""),
                    Optional.of("lmdb"),
                    "lmdbjava, bare"));

    boolean isReachedThroughOpenDal(String id) {
        return subject.filter(id::equals).isPresent() && through.contains("OpenDAL");
    }

    /** A read, measured natively, of the engines that cannot be measured here. */
    Optional<Native> nativeRead() {
        return subject.isEmpty() ? Optional.of(new Native(0.66, 0.66)) : Optional.empty();
    }

    /** A commit without a flush, measured natively, where it cannot be measured here. */
    Optional<Native> nativeCommit() {
        return switch (engine) {
            case "Sanakirja" -> Optional.of(new Native(22, 22));
            case "ReDB" -> Optional.of(new Native(22, 24));
            default -> Optional.empty();
        };
    }

    /** A durable commit, measured natively, where it cannot be measured here. */
    Optional<Native> nativeDurableCommit() {
        return switch (engine) {
            case "Sanakirja" -> Optional.of(new Native(2485, 2485));
            case "Sled" -> Optional.of(new Native(148, 148));
            default -> Optional.empty();
        };
    }
}
