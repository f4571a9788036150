package dev.ize.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ize.tck.rule.Control;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A disk whose power is cut at any moment keeps what was promised: what was acknowledged as durable, or synchronised,
 * is there, and of the rest the newest may be missing. Needs root, and so is left out of the normal build.
 */
@Tag("power")
abstract class FaultPowerContract extends FaultContract {
    private static final int SHORT_CUTS = 10;
    private static final int LONG_CUTS = 100;
    private static final int CUTS_OF_THE_CONTROL = 10;

    /** Whether the engine makes everything durable that it acknowledges, whatever it is asked for. */
    abstract boolean isAlwaysDurable();

    @Shows("fault-2")
    @ParameterizedTest
    @EnumSource
    void powerCutLosesNothingThatWasPromised(LoopDisk.FileSystem fileSystem) throws InterruptedException, IOException {
        try (LoopDisk disk = makeDisk(fileSystem)) {
            PowerCuts cuts = cuts(disk, Map.of());

            cuts.run(Form.chosen().runs(SHORT_CUTS, LONG_CUTS));

            report(fileSystem + " " + cuts.summary());
        }
    }

    @Control(wrong = "NO_SYNCHRONISATION", breaks = "fault-2")
    @ParameterizedTest
    @EnumSource
    void storageWithoutSynchronisationIsFound(LoopDisk.FileSystem fileSystem) throws InterruptedException, IOException {
        try (LoopDisk disk = makeDisk(fileSystem)) {
            Optional<PreloadedLibrary> noSync = PreloadedLibrary.build("no_sync", directory.toRealPath());
            assumeTrue(noSync.isPresent(), "no gcc here, or no Linux");
            Map<String, String> anyFile = noSync.get().environment();
            assertFound(disk, "of any file", anyFile);

            // Of a store that was made as it should be, only the engine is at fault.
            Map<String, String> engine = new HashMap<>(anyFile);
            engine.put("NO_SYNC_PART", "/data");
            assertFound(disk, "of the engine's files", engine);
        }
    }

    private void assertFound(LoopDisk disk, String what, Map<String, String> environment) {
        PowerCuts cuts = cuts(disk, environment);

        Throwable found = catchThrowable(() -> cuts.run(CUTS_OF_THE_CONTROL));

        assertThat(found).isInstanceOf(AssertionError.class).hasMessageContaining(Talk.WRONG);
        assertThat(cuts.cuts()).isPositive();
        report(disk.fileSystem() + " without synchronisation " + what + ": found after cuts=" + cuts.cuts() + " as "
                + found.toString().replaceAll("(?s)\n.*", ""));
    }

    private LoopDisk makeDisk(LoopDisk.FileSystem fileSystem) throws IOException {
        Optional<String> missing = LoopDisk.missing();
        assumeTrue(missing.isEmpty(), () -> "no power can be cut here: " + missing.orElse(""));
        return new LoopDisk(fileSystem, directory.toRealPath());
    }

    private PowerCuts cuts(LoopDisk disk, Map<String, String> environment) {
        return new PowerCuts(provider().getClass(), isAlwaysDurable(), disk, environment, Form.seed());
    }
}
