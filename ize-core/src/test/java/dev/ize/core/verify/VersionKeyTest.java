package dev.ize.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Effect;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Name;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The keys of versions, and of the zones of listings, are taken apart as they were put together, and no others are. */
class VersionKeyTest {
    private static final Name NAME = Name.of("a");

    private static void assertIsTakenApart(Keyspace keyspace, Effect effect, byte[] prefix) {
        VersionKey version = VersionKey.of(effect, 2, 70_000);

        assertThat(version.keyspace()).isEqualTo(keyspace);
        assertThat(version.prefix()).isEqualTo(prefix);
        assertThat(version.toBytes()).isEqualTo(Keys.version(prefix, 2, 70_000));
        assertThat(VersionKey.parse(keyspace, version.toBytes())).contains(version);
    }

    private static byte[] versionOf(byte[] prefix) {
        return Keys.version(prefix, 2, 70_000);
    }

    private static byte[] entry(String name, int end) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(Keys.zone(7, Keys.VERSIONS), 9 + bytes.length + 1);
        System.arraycopy(bytes, 0, key, 9, bytes.length);
        key[key.length - 1] = (byte) end;
        return versionOf(key);
    }

    @Test
    void keyOfEachSortOfVersionIsTakenApart() {
        assertIsTakenApart(Keyspaces.NODES, new Effect.OfNode(7), Keys.nodePrefix(7));
        assertIsTakenApart(Keyspaces.NAMES, new Effect.OfNames(7), Keys.nodePrefix(7));
        assertIsTakenApart(Keyspaces.ENTRIES, new Effect.OfEntry(7, NAME), Keys.entryPrefix(7, NAME));
        assertIsTakenApart(Keyspaces.XATTRS, new Effect.OfAttribute(7, NAME), Keys.attributePrefix(7, NAME));
    }

    @Test
    void keyOfAnotherLengthIsNone() {
        byte[] node = versionOf(Keys.nodePrefix(7));

        for (Keyspace keyspace : new Keyspace[] {Keyspaces.NODES, Keyspaces.NAMES}) {
            assertThat(VersionKey.parse(keyspace, Arrays.copyOf(node, node.length - 1)))
                    .isEmpty();
            assertThat(VersionKey.parse(keyspace, Arrays.copyOf(node, node.length + 1)))
                    .isEmpty();
        }
        for (int length = 0; length <= node.length; length++) {
            assertThat(VersionKey.parse(Keyspaces.ENTRIES, Arrays.copyOf(node, length)))
                    .isEmpty();
            assertThat(VersionKey.parse(Keyspaces.XATTRS, Arrays.copyOf(node, length)))
                    .isEmpty();
        }
    }

    @Test
    void keyWithoutANameThatAnEntryCanHaveIsNone() {
        assertThat(VersionKey.parse(Keyspaces.ENTRIES, entry("a", 0))).isPresent();
        assertThat(VersionKey.parse(Keyspaces.ENTRIES, entry("a", 1))).isEmpty();
        assertThat(VersionKey.parse(Keyspaces.ENTRIES, entry("", 0))).isEmpty();
        assertThat(VersionKey.parse(Keyspaces.ENTRIES, entry("a/b", 0))).isEmpty();
    }

    @Test
    void keyOfAListingIsTakenApart() {
        ZoneKey live = new ZoneKey(Keys.LIVE, 7, 2, 0, NAME);
        ZoneKey dead = new ZoneKey(Keys.DEAD, 7, 2, 70_000, NAME);

        assertThat(live.toBytes()).isEqualTo(Keys.live(7, 2, NAME));
        assertThat(ZoneKey.parse(live.toBytes())).contains(live);
        assertThat(dead.toBytes()).isEqualTo(Keys.dead(7, 2, 70_000, NAME));
        assertThat(ZoneKey.parse(dead.toBytes())).contains(dead);
    }

    @Test
    void keyThatNoListingHasIsNone() {
        byte[] live = Keys.live(7, 2, NAME);
        byte[] dead = Keys.dead(7, 2, 70_000, NAME);

        for (byte[] key : new byte[][] {live, dead}) {
            for (int length = 0; length < key.length; length++) {
                assertThat(ZoneKey.parse(Arrays.copyOf(key, length))).isEmpty();
            }
        }
        assertThat(ZoneKey.parse(versionOf(Keys.entryPrefix(7, NAME)))).isEmpty();
        live[live.length - 1] = '/';
        assertThat(ZoneKey.parse(live)).isEmpty();
    }
}
