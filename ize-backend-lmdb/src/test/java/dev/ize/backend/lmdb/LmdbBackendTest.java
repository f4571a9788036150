package dev.ize.backend.lmdb;

import dev.ize.tck.EngineBackendSuite;

/** LMDB passes the compatibility kit, found by its id as a program finds it. */
final class LmdbBackendTest extends EngineBackendSuite {
    @Override
    protected String backend() {
        return "lmdb";
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
