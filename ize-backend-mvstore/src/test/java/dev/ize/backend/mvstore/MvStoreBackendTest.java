package dev.ize.backend.mvstore;

import dev.ize.tck.EngineBackendSuite;

/** MVStore passes the compatibility kit, found by its id as a program finds it. */
final class MvStoreBackendTest extends EngineBackendSuite {
    @Override
    protected String backend() {
        return "mvstore";
    }

    @Override
    protected boolean holdsAcknowledgements(String fileName) {
        return fileName.endsWith(".mv");
    }
}
