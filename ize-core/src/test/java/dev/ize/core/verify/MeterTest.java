package dev.ize.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MeterTest {
    @Test
    @Timeout(30)
    void progressHearsWhileMuchIsDone() {
        List<Long> heard = new ArrayList<>();
        Meter meter = new Meter((step, done, total) -> heard.add(done), "step", 7);
        meter.reach(5);
        meter.reach(3);

        while (heard.isEmpty()) {
            meter.add();
        }

        assertThat(heard.get(0)).isGreaterThan(6);
        heard.clear();
        meter.finish();
        assertThat(heard).hasSize(1);
        Meter unknown = new Meter((step, done, total) -> heard.add(total), "step", -1);
        unknown.finish();
        assertThat(heard).endsWith(-1L);
    }
}
