package dev.ize.cli.foreign;

import dev.ize.core.engine.Engine;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import dev.ize.tck.engine.ForwardingEngine;

/** Forgets to delete. */
public final class ForgetfulProvider extends ForeignProvider {
    public static final String ID = "forgetful";

    public ForgetfulProvider() {
        super(ID);
    }

    @Override
    Engine around(Engine right) {
        return new ForwardingEngine(right) {
            @Override
            public void write(WriteBatch batch, Durability durability) {
                WriteBatch puts = new WriteBatch();
                batch.requirements()
                        .forEach(required -> puts.require(required.keyspace(), required.key(), required.expected()));
                for (WriteBatch.Step step : batch.steps()) {
                    if (step instanceof WriteBatch.Put put) {
                        puts.put(put.keyspace(), put.key(), put.value());
                    }
                }
                super.write(puts, durability);
            }
        };
    }
}
