package dev.ize.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Name;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final Name NAME = Name.of("ab");

    @Test
    void keysAreTheseBytes() {
        assertThat(hex(Keys.counters())).isEqualTo("636f756e74657273");
        assertThat(hex(Keys.stagePrefix())).isEqualTo("7374616765");
        assertThat(hex(Keys.branchName(new byte[] {'b'}))).isEqualTo("6e62");
        assertThat(hex(Keys.floor(2))).isEqualTo("660000000000000002");
        assertThat(hex(Keys.keptPoints(2))).isEqualTo("6b0000000000000002");
        assertThat(hex(Keys.keptPoint(2, 300))).isEqualTo("6b0000000000000002000000000000012c");
        assertThat(hex(Keys.tally(2))).isEqualTo("740000000000000002");
        assertThat(hex(Keys.act(300))).isEqualTo("000000000000012c");
        assertThat(hex(Keys.content(300))).isEqualTo("000000000000012c");
        assertThat(hex(Keys.contentId(ContentReference.Form.TREE, new byte[] {1, 2})))
                .isEqualTo("010201");
        assertThat(hex(Keys.attributePrefix(5, NAME))).isEqualTo("0000000000000005616200");
        assertThat(hex(Keys.zone(5, Keys.DEAD))).isEqualTo("000000000000000502");
        assertThat(hex(Keys.zoneBranch(5, Keys.LIVE, 2))).isEqualTo("0000000000000005010000000000000002");
        assertThat(hex(Keys.firstRoot())).isEqualTo("0000000000000001fffffffffffffffeffffffffffffffff");
    }

    @Test
    void longestNamesHaveKeys() {
        Name longest = Name.of("n".repeat(Name.MAX_BYTES));

        assertThat(Keys.entryPrefix(5, longest)).hasSize(10 + Name.MAX_BYTES);
        assertThat(Keys.attributePrefix(5, longest)).hasSize(9 + Name.MAX_BYTES);
        assertThat(Keys.live(5, 2, longest)).hasSize(17 + Name.MAX_BYTES);
        assertThat(Keys.dead(5, 2, 300, longest)).hasSize(25 + Name.MAX_BYTES);
    }

    @Test
    void versionedKeyTellsItsBranchAndSeq() {
        byte[] key = Keys.version(Keys.entryPrefix(5, NAME), 2, 300);

        assertThat(Keys.branchOf(key)).isEqualTo(2);
        assertThat(Keys.seqOf(key)).isEqualTo(300);
    }

    @Test
    void numberIsReadWhereItLies() {
        byte[] key = Keys.operation(2, 300);

        assertThat(Keys.longAt(key, 0)).isEqualTo(2);
        assertThat(Keys.longAt(key, 8)).isEqualTo(300);
    }

    @Test
    void keyThatIsTooShortForANumberIsDamage() {
        byte[] key = new byte[15];

        assertThatThrownBy(() -> Keys.longAt(key, 8)).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> Keys.longAt(key, -1)).isInstanceOf(CorruptStoreException.class);
        assertThatThrownBy(() -> Keys.branchOf(key)).isInstanceOf(CorruptStoreException.class);
    }

    @Test
    void nameIsReadWhereItLies() {
        byte[] key = Keys.live(5, 2, NAME);

        assertThat(Keys.name(key, 17, key.length)).isEqualTo(NAME);
    }

    @Test
    void keyWithoutANameThatAnEntryCanHaveIsDamage() {
        byte[] key = Keys.zoneBranch(5, Keys.LIVE, 2);

        assertThatThrownBy(() -> Keys.name(key, 18, 17))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("too short");
        assertThatThrownBy(() -> Keys.name(key, 17, 17))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("no entry can have");
    }

    @Test
    void rangeOfAPrefixEndsBehindItsLastKey() {
        assertThat(Keys.after(new byte[] {1, 2})).containsExactly(1, 3);
        assertThat(Keys.after(new byte[] {1, (byte) 0xFF})).containsExactly(2);
        assertThat(Keys.after(new byte[] {(byte) 0x7F})).containsExactly(0x80);
    }

    @Test
    void rangeOfAPrefixThatNothingComesAfterHasNoEnd() {
        assertThat(Keys.after(new byte[] {(byte) 0xFF, (byte) 0xFF})).isNull();
        assertThat(Keys.after(new byte[0])).isNull();
    }

    @Test
    void keyHasThePrefixesThatItBeginsWith() {
        byte[] key = {1, 2};

        assertThat(Keys.hasPrefix(key, new byte[0])).isTrue();
        assertThat(Keys.hasPrefix(key, new byte[] {1})).isTrue();
        assertThat(Keys.hasPrefix(key, new byte[] {1, 2})).isTrue();
        assertThat(Keys.hasPrefix(key, new byte[] {2})).isFalse();
        assertThat(Keys.hasPrefix(key, new byte[] {1, 2, 3})).isFalse();
    }

    @Test
    void keysAreTheCallersOwn() {
        Keys.counters()[0] = 0;
        Keys.stagePrefix()[0] = 0;

        assertThat(Keys.counters()[0]).isEqualTo((byte) 'c');
        assertThat(Keys.stagePrefix()[0]).isEqualTo((byte) 's');
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
