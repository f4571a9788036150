package dev.ize.backend.lmdb;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.fault.FaultContractSuite;

/** Storages over LMDB pass the fault contract. */
final class LmdbFaultContractTest extends FaultContractSuite {
    @Override
    protected EngineProvider provider() {
        return new LmdbProvider();
    }

    @Override
    protected boolean holdsAcknowledgements(String fileName) {
        return fileName.equals("data.mdb");
    }

    @Override
    protected boolean isAlwaysDurable() {
        return true;
    }
}
