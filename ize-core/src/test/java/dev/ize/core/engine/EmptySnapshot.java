package dev.ize.core.engine;

/** The state of an engine that nothing was written to. */
public class EmptySnapshot implements EngineSnapshot {
    @Override
    public byte[] get(Keyspace keyspace, byte[] key) {
        return null;
    }

    @Override
    public Cursor cursor(Keyspace keyspace, byte[] from, byte[] to) {
        return new Cursor() {
            @Override
            public boolean seekAtOrAfter(byte[] key) {
                return false;
            }

            @Override
            public boolean seekBefore(byte[] key) {
                return false;
            }

            @Override
            public boolean next() {
                return false;
            }

            @Override
            public boolean previous() {
                return false;
            }

            @Override
            public byte[] key() {
                throw new IllegalStateException("unpositioned");
            }

            @Override
            public byte[] value() {
                throw new IllegalStateException("unpositioned");
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
