package dev.ize.core.verify;

import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Effect;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key of a version, taken apart: which effect of which operation wrote it.
 *
 * @param keyspace where it is: NODES, ENTRIES (the versions zone), NAMES or XATTRS
 * @param effect what it is a version of
 * @param branch the branch of the operation
 * @param seq the operation's seq
 */
record VersionKey(Keyspace keyspace, Effect effect, long branch, long seq) {
    private static final int NUMBERS = Long.BYTES + Keys.VERSION_BYTES;

    /** The version that an effect of an operation names. */
    static VersionKey of(Effect effect, long branch, long seq) {
        return new VersionKey(keyspace(effect), effect, branch, seq);
    }

    private static Keyspace keyspace(Effect effect) {
        if (effect instanceof Effect.OfNode) {
            return Keyspaces.NODES;
        }
        if (effect instanceof Effect.OfEntry) {
            return Keyspaces.ENTRIES;
        }
        return effect instanceof Effect.OfNames ? Keyspaces.NAMES : Keyspaces.XATTRS;
    }

    /** Takes a key apart; empty if no version has such a key. */
    static Optional<VersionKey> parse(Keyspace keyspace, byte[] key) {
        if (key.length < NUMBERS) {
            return Optional.empty();
        }
        long node = Keys.longAt(key, 0);
        Optional<Effect> effect;
        if (keyspace.equals(Keyspaces.NODES)) {
            effect = Optional.of(new Effect.OfNode(node));
        } else if (keyspace.equals(Keyspaces.NAMES)) {
            effect = Optional.of(new Effect.OfNames(node));
        } else if (keyspace.equals(Keyspaces.ENTRIES)) {
            effect = name(key, Long.BYTES + 1).map(name -> new Effect.OfEntry(node, name));
        } else {
            effect = name(key, Long.BYTES).map(name -> new Effect.OfAttribute(node, name));
        }
        boolean hasName = effect.isPresent()
                && (effect.get() instanceof Effect.OfEntry || effect.get() instanceof Effect.OfAttribute);
        if (effect.isEmpty() || (!hasName && key.length != NUMBERS)) {
            return Optional.empty();
        }
        return Optional.of(new VersionKey(keyspace, effect.get(), Keys.branchOf(key), Keys.seqOf(key)));
    }

    private static Optional<Name> name(byte[] key, int from) {
        int end = key.length - Keys.VERSION_BYTES - 1;
        if (end <= from || key[end] != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Name.of(Arrays.copyOfRange(key, from, end)));
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    byte[] toBytes() {
        return Keys.version(prefix(), branch, seq);
    }

    /** What all versions of the same thing start with. */
    byte[] prefix() {
        if (effect instanceof Effect.OfEntry entry) {
            return Keys.entryPrefix(entry.parent(), entry.name());
        }
        if (effect instanceof Effect.OfAttribute attribute) {
            return Keys.attributePrefix(attribute.node(), attribute.name());
        }
        return Keys.nodePrefix(effect instanceof Effect.OfNode node ? node.node() : ((Effect.OfNames) effect).node());
    }
}
