package dev.ize.backend.mvstore;

import dev.ize.core.engine.EngineProvider;
import dev.ize.tck.fault.FaultContractSuite;

/** Storages over MVStore pass the fault contract. */
final class MvStoreFaultContractTest extends FaultContractSuite {
    @Override
    protected EngineProvider provider() {
        return new MvStoreProvider();
    }

    @Override
    protected boolean holdsAcknowledgements(String fileName) {
        return fileName.endsWith(".mv");
    }
}
