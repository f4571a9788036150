package dev.ize.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.engine.EmptySnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.ActRecord;
import dev.ize.core.format.BranchRecord;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.CountersRecord;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.FloorRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NamesRecord.Link;
import dev.ize.core.format.NodeRecord;
import dev.ize.core.format.OperationRecord;
import dev.ize.core.format.SnapshotRecord;
import dev.ize.core.format.TallyRecord;
import dev.ize.core.write.Overlay;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Name;
import dev.ize.spi.NodeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a store, put one by one into memory, each under its key and with its checksum. */
class HandMadeRecords {
    private final Overlay records = new Overlay(new EmptySnapshot());

    /** The records, to be altered. */
    public Overlay records() {
        return records;
    }

    /** An act with a link of its own. */
    public void replaceAct(long seq, ActRecord act) {
        byte[] key = Keys.act(seq);
        records.put(Keyspaces.ACTS, key, act.encode(key));
    }

    /** The act with a seq. */
    public ActRecord act(long seq) {
        byte[] key = Keys.act(seq);
        return ActRecord.decode(key, records.get(Keyspaces.ACTS, key));
    }

    /** A branch, and, if it lives, its name. */
    public void putBranch(long branch, BranchRecord record) {
        byte[] key = Keys.branch(branch);
        records.put(Keyspaces.BRANCHES, key, record.encode(key));
        if (!record.deleted()) {
            putName(record.name(), branch);
        }
    }

    /** The name of a branch. */
    public void putName(String name, long branch) {
        byte[] key = Keys.branchName(name.getBytes(StandardCharsets.UTF_8));
        putSealed(Keyspaces.BRANCHES, key, new ByteWriter().varint(branch));
    }

    /** The record of a branch. */
    public BranchRecord branch(long branch) {
        byte[] key = Keys.branch(branch);
        return BranchRecord.decode(key, records.get(Keyspaces.BRANCHES, key));
    }

    /** A snapshot. */
    public void putSnapshot(String name, SnapshotRecord record) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        records.put(Keyspaces.SNAPSHOTS, key, record.encode(key));
    }

    /** The floor of a branch. */
    public void putFloor(long branch, FloorRecord record) {
        byte[] key = Keys.floor(branch);
        records.put(Keyspaces.BRANCHES, key, record.encode(key));
    }

    /** What the sweep of a branch has left. */
    void putTally(long branch, TallyRecord record) {
        byte[] key = Keys.tally(branch);
        records.put(Keyspaces.BRANCHES, key, record.encode(key));
    }

    /** The counters. */
    public void putCounters(CountersRecord counters) {
        byte[] key = Keys.counters();
        records.put(Keyspaces.META, key, counters.encode(key));
    }

    /** The counters as they are stored. */
    public CountersRecord counters() {
        byte[] key = Keys.counters();
        return CountersRecord.decode(key, records.get(Keyspaces.META, key));
    }

    /** The marker of a stage that begins at a seq. */
    public void putStage(long branch, long start) {
        putSealed(Keyspaces.META, Keys.stage(branch), new ByteWriter().varint(start));
    }

    /** A record of a log. */
    public void putOperation(long branch, long seq, OperationRecord record) {
        byte[] key = Keys.operation(branch, seq);
        records.put(Keyspaces.OPERATIONS, key, record.encode(key));
    }

    /** The record of a log. */
    public OperationRecord operation(long branch, long seq) {
        byte[] key = Keys.operation(branch, seq);
        return OperationRecord.decode(key, records.get(Keyspaces.OPERATIONS, key));
    }

    /** A version of a node. */
    public void putNode(long branch, long seq, long node, NodeRecord record) {
        byte[] key = Keys.version(Keys.nodePrefix(node), branch, seq);
        records.put(Keyspaces.NODES, key, record.encode(key));
    }

    /** A version of an entry, which is the live one too. */
    public void putEntry(long branch, long seq, long parent, Name name, long node, @Nullable NodeKind kind) {
        byte[] version = Keys.version(Keys.entryPrefix(parent, name), branch, seq);
        byte[] live = Keys.live(parent, branch, name);
        EntryRecord record = new EntryRecord(seq, node, kind);
        putEntry(version, record);
        putEntry(live, record);
    }

    /** An entry under a key of its own: a version, or one that is listed. */
    void putEntry(byte[] key, EntryRecord record) {
        records.put(Keyspaces.ENTRIES, key, record.encode(key));
    }

    /** Entries that a node gained and lost. */
    public void putNames(long branch, long seq, long node, Link... links) {
        byte[] key = Keys.version(Keys.nodePrefix(node), branch, seq);
        records.put(Keyspaces.NAMES, key, new NamesRecord(List.of(links)).encode(key));
    }

    /** A content under an id, as it is recorded, and the hash that leads to it, whose key is returned. */
    public byte[] putContent(byte[] raw, long id, byte[] record) {
        records.put(Keyspaces.CONTENT, Keys.content(id), record);
        return putHash(raw, id);
    }

    /** The hash of a content, which leads to an id. */
    byte[] putHash(byte[] raw, long id) {
        byte[] key = Keys.contentId(
                ContentReference.Form.BYTES, ContentHash.ofContent(raw).toByteArray());
        putSealed(Keyspaces.CONTENT_IDS, key, new ByteWriter().varint(id));
        return key;
    }

    /** A record of no type of its own: fields and their checksum. */
    public void putSealed(Keyspace keyspace, byte[] key, ByteWriter fields) {
        records.put(keyspace, key, Checksum.seal(keyspace, key, fields));
    }

    /** Deletes a record that is there. */
    void delete(Keyspace keyspace, byte[] key) {
        assertThat(records.get(keyspace, key)).isNotNull();
        records.delete(keyspace, key);
    }

    /** Changes a bit of a record's checksum. */
    public void flip(Keyspace keyspace, byte[] key) {
        byte[] value = records.get(keyspace, key).clone();
        value[value.length - 1] ^= 1;
        records.put(keyspace, key, value);
    }
}
