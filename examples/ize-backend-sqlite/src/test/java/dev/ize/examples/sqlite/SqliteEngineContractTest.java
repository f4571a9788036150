package dev.ize.examples.sqlite;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.engine.EngineContractSuite;

/** SQLite passes the engine contract. */
final class SqliteEngineContractTest extends EngineContractSuite {
    @Override
    protected EngineProvider provider() {
        return new SqliteProvider();
    }
}
