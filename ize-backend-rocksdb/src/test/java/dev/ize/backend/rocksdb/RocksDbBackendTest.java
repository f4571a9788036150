package dev.ize.backend.rocksdb;

import dev.ize.tck.EngineBackendSuite;

/** RocksDB passes the compatibility kit, found by its id as a program finds it. */
final class RocksDbBackendTest extends EngineBackendSuite {
    @Override
    protected String backend() {
        return "rocksdb";
    }

    @Override
    protected boolean holdsAcknowledgements(String fileName) {
        return fileName.endsWith(".log");
    }
}
