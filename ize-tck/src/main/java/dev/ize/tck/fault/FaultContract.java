package dev.ize.tck.fault;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.InProfile;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What all topics of the fault contract share. */
@Tag("fault")
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(InProfile.class)
abstract class FaultContract {
    @TempDir
    Path directory;

    abstract EngineProvider provider();

    final void report(String what) {
        Form.report(getClass().getSuperclass().getSimpleName(), provider().id(), what);
    }
}
