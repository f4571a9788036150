package dev.ize.tck.fault;

import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageException;
import dev.ize.spi.VerificationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A process that makes a store, damages copies of it one after the other, and reads each: all that a damaged file
 * may do to a JVM it does to this one.
 *
 * <p>It prints {@code begin} with a number before each damage, and {@code read} with the number and the outcome
 * after it.
 */
final class RotReader {
    /** What a reader got of a damaged store; the worst that it met. */
    enum Outcome {
        /** The damage is where nobody reads: everything was right. */
        INTACT,
        /** Something could not be read, and that was said; all that was read was right. */
        REPORTED,
        /** Something that was acknowledged was not there, which no read said and a verification did. */
        VERIFIED,
        /** Something that was acknowledged was not there, and nothing said so. */
        LOST,
        /** Bytes or names were returned that nobody wrote there. */
        WRONG,
        /** A call threw what its contract does not allow. */
        UNTYPED,
        /** A call did not return. */
        HUNG,
        /** The JVM was ended by a signal, or by itself. */
        KILLED
    }

    private static final int STEPS = 50;

    private final Subject subject;
    private final Path pristine;
    private final Lane lane;

    private RotReader(Subject subject, Path pristine) {
        this.subject = subject;
        this.pristine = pristine;
        lane = subject.lane(0, 0);
    }

    /** A subject, whose directory is free for use, the first damage, and the one after the last. */
    public static void main(String[] arguments) {
        try {
            Subject subject = Subject.parse(arguments);
            int from = Integer.parseInt(arguments[Subject.ARGUMENTS]);
            int to = Integer.parseInt(arguments[Subject.ARGUMENTS + 1]);
            RotReader reader = new RotReader(subject, subject.store().resolve("pristine-" + from));
            reader.makeStore();
            for (int i = from; i < to; i++) {
                reader.damageAndRead(i);
            }
        } catch (Exception | Error e) {
            Talk.sayWrong(e);
        }
    }

    /** In two parts, so that an engine has what it keeps after opening as well as what it has written since. */
    private void makeStore() {
        for (int part = 1; part <= 2; part++) {
            try (FileSystemStorage storage = subject.at(pristine).open()) {
                while (lane.steps() < STEPS * part / 2) {
                    lane.run(storage);
                }
            }
        }
        try (FileSystemStorage storage = subject.at(pristine).open()) {
            List<Finding> findings = Survey.of(storage, lane);
            if (!findings.isEmpty()) {
                throw new AssertionError("The store is wrong before it is damaged: " + findings);
            }
        }
    }

    private void damageAndRead(int number) throws IOException {
        SplittableRandom random = new SplittableRandom(subject.seed() * 1_000_003 + number);
        Path copy = subject.store().resolve("copy");
        Directories.delete(copy);
        Directories.copy(pristine, copy);
        Damage.Kind kind = Rot.kind(number);
        Damage damage = Damage.choose(kind, dataFiles(copy), random);
        Talk.say("begin " + number + " " + damage);
        damage.apply();
        try {
            Talk.say(Patience.call(() -> "read " + number + " " + read(copy, damage)));
        } catch (Throwable e) {
            Talk.say("read " + number + " " + Outcome.HUNG + " " + damage + " " + e);
            Runtime.getRuntime().halt(0);
        }
    }

    private static List<Path> dataFiles(Path store) {
        return Directories.contents(store.resolve("data")).stream()
                .filter(Files::isRegularFile)
                .toList();
    }

    private String read(Path copy, Damage damage) {
        FileSystemStorage storage;
        try {
            storage = subject.at(copy).open();
        } catch (StorageException e) {
            return Outcome.REPORTED + " " + damage + " at open: " + e;
        } catch (RuntimeException | VirtualMachineError e) {
            return Outcome.UNTYPED + " " + damage + " at open: " + e;
        }
        List<Finding> findings = Survey.of(storage, lane);
        Outcome read = outcome(findings);
        Outcome noticed = read == Outcome.LOST && isFoundByVerification(storage) ? Outcome.VERIFIED : read;
        try {
            storage.close();
        } catch (StorageException e) {
            findings.add(new Finding(Finding.Kind.REPORTED, "close " + e));
        } catch (RuntimeException | VirtualMachineError e) {
            findings.add(new Finding(Finding.Kind.UNTYPED, "close " + e));
        }
        Outcome closed = outcome(findings);
        return (closed == read ? noticed : closed) + " " + damage + " "
                + findings.stream()
                        .sorted((one, other) -> one.kind().compareTo(other.kind()))
                        .limit(3)
                        .toList();
    }

    private static boolean isFoundByVerification(FileSystemStorage storage) {
        try {
            return !storage.verify(VerificationOptions.full(), Progress.NONE).isSound();
        } catch (StorageException e) {
            return true;
        }
    }

    /** The worst of what was found. What came back from before the end counts as lost, since what undid it is. */
    private static Outcome outcome(List<Finding> findings) {
        Outcome worst = Outcome.INTACT;
        for (Finding finding : findings) {
            Outcome outcome = switch (finding.kind()) {
                case REPORTED -> Outcome.REPORTED;
                case LOST, SURPLUS -> Outcome.LOST;
                case WRONG -> Outcome.WRONG;
                case UNTYPED -> Outcome.UNTYPED;
            };
            worst = outcome.compareTo(worst) > 0 ? outcome : worst;
        }
        return worst;
    }
}
