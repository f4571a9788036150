package dev.ize.cli.foreign;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.tck.engine.ForwardingEngine;

/** Takes the JVM down in its first write, as native code may. */
public final class DeadlyProvider extends ForeignProvider {
    public static final String ID = "deadly";
    public static final int EXIT_CODE = 77;
    public static final String LAST_WORDS = "the engine is lost";

    public DeadlyProvider() {
        super(ID);
    }

    @Override
    Engine around(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                System.err.println(LAST_WORDS);
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        };
    }
}
