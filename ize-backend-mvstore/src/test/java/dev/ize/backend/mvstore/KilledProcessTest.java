package dev.ize.backend.mvstore;

import static dev.ize.backend.mvstore.Engines.BLOBS;
import static dev.ize.backend.mvstore.Engines.KEYSPACES;
import static dev.ize.backend.mvstore.Engines.RECORDS;
import static dev.ize.backend.mvstore.Engines.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EngineAccess;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.WriteBatch;
import dev.ize.spi.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a writing process, again and again over the same store. */
final class KilledProcessTest {
    private static final int KILLS = 4;

    @TempDir
    Path directory;

    /** Writes numbered batches until it is killed, and says each number when the write has returned. */
    static final class Victim {
        public static void main(String[] arguments) {
            MvStoreOptions options = MvStoreOptions.defaults().withRetentionMillis(0);
            MvStoreEngine engine =
                    MvStoreEngine.open(Path.of(arguments[0]), KEYSPACES, EngineAccess.READ_WRITE, options);
            Durability durability = Durability.valueOf(arguments[1]);
            String head = Engines.read(engine, "head");
            Random random = new Random();
            for (int i = head == null ? 1 : Integer.parseInt(head) + 1; ; i++) {
                WriteBatch batch = Engines.put("head", "" + i);
                for (int j = 0; j < 30; j++) {
                    batch.put(RECORDS, bytes("key" + random.nextInt(2_000)), bytes("value".repeat(random.nextInt(50))));
                }
                batch.put(BLOBS, bytes("head"), bytes("" + i));
                engine.write(batch, durability);
                System.out.println(i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void everyAcknowledgedBatchIsThereAndNoneInPart(Durability durability) throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            int acknowledged = killAfter(60, durability);

            try (MvStoreEngine engine = Engines.open(directory);
                    EngineSnapshot snapshot = engine.snapshot()) {
                String head = Engines.text(snapshot.get(RECORDS, bytes("head")));
                assertThat(Integer.parseInt(head)).isGreaterThanOrEqualTo(acknowledged);
                assertThat(Engines.text(snapshot.get(BLOBS, bytes("head")))).isEqualTo(head);
                assertThat(Engines.records(snapshot)).hasSizeGreaterThan(500);
            }
        }
    }

    /** Kills a victim after some batches, and returns the last number it said. */
    private int killAfter(int batches, Durability durability) throws IOException, InterruptedException {
        Process victim = ChildJvm.start("128m", Victim.class, directory.toString(), durability.name());
        try (BufferedReader said = victim.inputReader(StandardCharsets.UTF_8)) {
            String last = null;
            for (int i = 0; i < batches; i++) {
                last = said.readLine();
            }
            victim.toHandle().destroyForcibly();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = line;
            }
            return Integer.parseInt(last);
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }
}
