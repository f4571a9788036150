package dev.ize.cli;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Durability;
import java.nio.file.Path;

/** Changes what lies in an engine, behind a store's back. */
final class CopyDamage {
    private CopyDamage() {}

    static void changeOneRecord(EngineProvider provider, Path data) {
        try (Engine engine =
                provider.openEngine(data, Keyspaces.ALL, EngineAccess.READ_WRITE, provider.defaultOptions())) {
            WriteBatch batch = new WriteBatch();
            try (EngineSnapshot snapshot = engine.snapshot();
                    Cursor content = snapshot.cursor(Keyspaces.CONTENT, new byte[0], null)) {
                content.next();
                byte[] value = content.value();
                value[value.length - 1] ^= 1;
                batch.put(Keyspaces.CONTENT, content.key(), value);
            }
            engine.write(batch, Durability.SYNC);
        }
    }
}
