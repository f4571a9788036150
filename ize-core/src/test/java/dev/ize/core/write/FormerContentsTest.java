package dev.ize.core.write;

import static dev.ize.core.verify.HandMadeStore.DIRECTORY;
import static dev.ize.core.verify.HandMadeStore.MAIN;
import static dev.ize.core.verify.HandMadeStore.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.tree.Lineage;
import dev.ize.core.tree.TreeReader;
import dev.ize.core.verify.HandMadeStore;
import dev.ize.spi.Attributes;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import dev.ize.spi.StorePath;
import org.junit.jupiter.api.Test;

class FormerContentsTest {
    private static final long OWN = 4;
    private static final ContentReference CONTENT =
            new ContentReference(ContentHash.ofContent(new byte[1]), ContentReference.Form.BYTES, 1);

    private final HandMadeStore store = new HandMadeStore();
    private final FormerContents contents =
            new FormerContents(new TreeReader(store.records(), Lineage.ofRoot(MAIN), Long.MAX_VALUE));

    /** Puts a file into a directory whose content has a record of its own. */
    private void putFile(Name name) {
        store.putNode(
                MAIN,
                9,
                OWN,
                NodeRecord.file(
                        new Attributes(0644, 0, 0, time(9), time(9)),
                        new ContentLocation(CONTENT, new ContentLocation.InContent(1))));
        store.putEntry(MAIN, 9, DIRECTORY, name, OWN, NodeKind.FILE);
    }

    @Test
    void contentWithARecordOfItsOwnIsFound() {
        putFile(Name.of("own"));

        assertThat(contents.find(StorePath.of("/d/own"))).contains(CONTENT);
        assertThat(contents.find(StorePath.of("/d/b")))
                .as("content in an operation")
                .isEmpty();
    }

    @Test
    void nothingIsFoundWhereNoFileIs() {
        assertThat(contents.find(StorePath.ROOT)).isEmpty();
        assertThat(contents.find(StorePath.of("/d"))).isEmpty();
        assertThat(contents.find(StorePath.of("/none"))).isEmpty();
        assertThat(contents.find(StorePath.of("/none/c"))).isEmpty();
        assertThat(contents.find(StorePath.of("/d/b/c"))).isEmpty();
    }

    @Test
    void nothingIsFoundInADamagedDirectory() {
        store.flip(Keyspaces.ENTRIES, Keys.live(1, MAIN, HandMadeStore.D));

        assertThat(contents.find(StorePath.of("/d/b"))).isEmpty();
    }
}
