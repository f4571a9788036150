package dev.ize.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.ContentReference.Form;
import dev.ize.spi.CorruptStoreException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeNodeTest {
    private static final ContentHash HASH = ContentHash.ofContent(new byte[] {1});
    private static final ContentHash OTHER = ContentHash.ofContent(new byte[] {2});
    private static final Extent CHUNK = new Extent.Chunk(40_000, HASH);
    private static final Extent HOLE = new Extent.Hole(1L << 40);

    @Test
    void nodeSurvivesEncoding() {
        TreeNode leaf = new TreeNode(0, List.of(CHUNK, HOLE));
        TreeNode inner = new TreeNode(3, List.of(new Extent.Child(9, HASH), new Extent.Child(1, OTHER)));

        assertThat(TreeNode.decode(leaf.encode()).extents()).isEqualTo(leaf.extents());
        assertThat(TreeNode.decode(inner.encode()).extents()).isEqualTo(inner.extents());
        assertThat(TreeNode.decode(inner.encode()).level()).isEqualTo(3);
    }

    @Test
    void bytesAreThoseOfTheFormat() {
        byte[] bytes = new TreeNode(0, List.of(CHUNK, HOLE)).encode();

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("54" + "01" + "00" + "0002" //
                        + "00" + "c0b802" + HASH //
                        + "01" + "808080808020");
    }

    @Test
    void everyOffsetIsFoundInItsExtent() {
        TreeNode node = new TreeNode(1, List.of(new Extent.Child(2, HASH), new Extent.Child(1, HASH)));

        assertThat(node.indexAt(0)).isZero();
        assertThat(node.indexAt(1)).isZero();
        assertThat(node.indexAt(2)).isEqualTo(1);
        assertThat(node.start(1)).isEqualTo(2);
        assertThat(node.length()).isEqualTo(3);
    }

    @Test
    void invalidNodesAreNeitherMadeNorRead() {
        Extent child = new Extent.Child(Long.MAX_VALUE, HASH);

        assertThatIllegalArgumentException().isThrownBy(() -> new TreeNode(0, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeNode(0, List.of(child)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeNode(1, List.of(CHUNK)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeNode(ChunkTree.MAX_LEVEL + 1, List.of(child)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TreeNode(0, Collections.nCopies(513, CHUNK)));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> new TreeNode(1, List.of(child, child)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "54",
                "5401000000",
                "55010000010180808004",
                "54020000010180808004",
                "54010100010180808004",
                "54013100010180808004",
                "54010002010180808004",
                "54010000010180808004ff",
                "5401000001018080800400",
                "540100000101808003",
                "5401000001010000",
                "540100000101ffffffffffffffffff01",
                "540100000101ffffffffffffffffff7f",
                "54010000010380808004",
                "5401000001000100",
                "540100ffff0180808004",
                "540100000201ffffffffffffffff7f01ffffffffffffffff7f",
            })
    void damagedNodesAreCorrupt(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatExceptionOfType(CorruptStoreException.class).isThrownBy(() -> TreeNode.decode(bytes));
    }

    @Test
    void theNodeThatTheDamagedOnesWereMadeOfIsGood() {
        byte[] bytes = HexFormat.of().parseHex("54010000010180808004");

        assertThat(TreeNode.decode(bytes).extents()).containsExactly(new Extent.Hole(8 << 20));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomDamageIsCorruptOrAnotherValidNode(long seed) {
        Random random = new Random(seed);
        byte[] good = new TreeNode(0, List.of(CHUNK, HOLE, CHUNK, CHUNK, HOLE)).encode();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = damaged(random, good);
            try {
                assertThat(TreeNode.decode(bytes).encode())
                        .as("seed=%d round=%d", seed, round)
                        .isEqualTo(bytes);
            } catch (CorruptStoreException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void childrenAreTheObjectsANodeRefersTo() {
        byte[] leaf = new TreeNode(0, List.of(CHUNK, HOLE)).encode();
        byte[] inner = new TreeNode(1, List.of(new Extent.Child(9, OTHER))).encode();

        assertThat(ChunkTree.children(leaf)).containsExactly(new ContentReference(HASH, Form.BYTES, 40_000));
        assertThat(ChunkTree.children(inner)).containsExactly(new ContentReference(OTHER, Form.TREE, 9));
    }

    private static byte[] damaged(Random random, byte[] good) {
        byte[] bytes = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length + 3) : good.length);
        for (int hits = random.nextInt(4); hits > 0 && bytes.length > 0; hits--) {
            int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(Math.min(12, bytes.length));
            bytes[at] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
