package dev.ize.examples.sqlite;

import dev.ize.tck.EngineBackendSuite;

/** The compatibility kit on SQLite. */
final class SqliteBackendTest extends EngineBackendSuite {
    @Override
    protected String backend() {
        return "sqlite";
    }

    @Override
    protected boolean holdsAcknowledgements(String fileName) {
        return fileName.equals("data.sqlite-wal");
    }
}
