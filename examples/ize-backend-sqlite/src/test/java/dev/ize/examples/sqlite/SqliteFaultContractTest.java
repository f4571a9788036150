package dev.ize.examples.sqlite;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.fault.FaultContractSuite;

/** Storages over SQLite pass the fault contract. */
final class SqliteFaultContractTest extends FaultContractSuite {
    @Override
    protected EngineProvider provider() {
        return new SqliteProvider();
    }

    @Override
    protected boolean holdsAcknowledgements(String fileName) {
        return fileName.equals("data.sqlite-wal");
    }
}
