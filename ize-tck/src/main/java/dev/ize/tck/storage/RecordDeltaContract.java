package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.content.ChunkCodec;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Content;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorages;
import dev.ize.spi.StorageOptions.OpenMode;
import dev.ize.spi.StoreUnusableException;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Objects that are stored against others: how they lie in records, and what damage to one of them does. */
abstract class RecordDeltaContract extends VerifiedStoreContract {
    private static final int VERSIONS = 20;

    @Override
    abstract EngineProvider provider();

    private static byte[] version(int number) {
        byte[] bytes = noise(20_000, 2);
        for (int i = 0; i < number; i++) {
            bytes[i * 1000] ^= 0x55;
        }
        return bytes;
    }

    private List<View> writeVersions(int count) {
        List<View> views = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            int number = i;
            apply(change -> change.replace(path("/d/chunk"), Content.of(version(number))));
            views.add(head());
        }
        return views;
    }

    @Test
    @Shows("integrity-3")
    void versionsStandOnEachOtherAFewStepsDeepAtMost() {
        writeVersions(VERSIONS);
        closeStorage();

        List<Integer> depths = new ArrayList<>();
        try (BareStore store = BareStore.open(provider(), storeDirectory())) {
            store.each(Keyspaces.CONTENT, (key, record) -> {
                long id = Keys.longAt(key, 0);
                OptionalLong base = ChunkCodec.baseId(record);
                if (base.isPresent()) {
                    depths.add(ChunkCodec.depth(record));
                    assertThat(Keys.mayHaveBase(id)).as("id %d", id).isTrue();
                    assertThat(base.getAsLong()).as("base of %d", id).isLessThan(id);
                }
            });
        }

        assertThat(depths).hasSizeGreaterThanOrEqualTo(VERSIONS).allMatch(depth -> depth <= ChunkCodec.MAX_DEPTH);
    }

    @Test
    @Shows("integrity-13")
    void damageToWhatOthersStandOnIsFoundInEachOfThem() {
        writeVersions(2);
        damage(store -> store.flip(Keyspaces.CONTENT, objectKey(store, nodeChunk, createdChunk)));

        List<VerificationFinding> findings = verify().findings();

        assertThat(findings).hasSize(3).allMatch(finding -> finding.kind() == Kind.DAMAGED_CONTENT);
        assertThat(findings).allSatisfy(finding -> assertThat(paths(finding)).contains("/d/chunk"));
    }

    @Test
    @Shows("integrity-13")
    void missingBaseIsFoundByQuickVerificationToo() {
        writeVersions(1);
        damage(store -> store.delete(Keyspaces.CONTENT, objectKey(store, nodeChunk, createdChunk)));

        assertThat(verify(VerificationOptions.withoutContentBytes()).findings())
                .extracting(VerificationFinding::kind)
                .containsExactlyInAnyOrder(Kind.MISSING_CONTENT, Kind.DAMAGED_CONTENT);
    }

    @Test
    @Shows("integrity-1")
    void damageToWhatOthersStandOnIsNeverServed() {
        List<View> views = writeVersions(2);
        damage(store -> store.flip(Keyspaces.CONTENT, objectKey(store, nodeChunk, createdChunk)));

        for (View view : views) {
            assertThatThrownBy(() -> main().at(view.point()).read(path("/d/chunk")))
                    .isInstanceOf(CorruptStoreException.class);
        }
    }

    /** An older program would not know that what others stand on has to stay. */
    @Test
    @Shows("life-9")
    void storeOfTheFormatBeforeIsReadAndNotWritten() throws IOException {
        closeStorage();
        Path file = storeDirectory().resolve(FileSystemStorages.PROPERTIES_FILE);
        Files.writeString(file, Files.readString(file).replace("format=2", "format=1"));

        assertThatThrownBy(() -> open(storeDirectory()))
                .isInstanceOf(StoreUnusableException.class)
                .hasMessageContaining("format=1");
        try (FileSystemStorage readOnly = provider()
                .open(storeDirectory(), options().mode(OpenMode.READ_ONLY).build())) {
            assertThat(readOnly.mainBranch().head().read(path("/d/chunk"))).isEqualTo(version(0));
        }
    }

    /** What is damaged is nothing to build on. */
    @Test
    @Shows("integrity-1")
    void newVersionOfADamagedOneIsWhole() {
        damage(store -> store.flip(Keyspaces.CONTENT, objectKey(store, nodeChunk, createdChunk)));

        apply(change -> change.replace(path("/d/chunk"), Content.of(version(5))));

        assertThat(head().read(path("/d/chunk"))).isEqualTo(version(5));
    }
}
