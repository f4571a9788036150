package dev.ize.core.verify;

import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.format.Effect;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keys;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.verify.Findings.Found;
import dev.ize.core.verify.RepairTask.Repair;
import dev.ize.core.write.Overlay;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.Name;
import dev.ize.spi.VerificationFinding.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One directory in one engine snapshot: its versions are read and counted, and its live and dead zones compared with
 * what follows from them, record by record and, for what is too much, by their number.
 */
final class DirectoryCheck {
    private final Survey survey;
    private final VersionCheck versions;
    private final EngineSnapshot snapshot;
    private final long directory;
    private final Listings listings;
    private final PathFinder paths;

    /** The version above in the versions zone, if it is of the same name and branch. */
    private @Nullable VersionKey newer;

    private long listed;

    DirectoryCheck(Survey survey, VersionCheck versions, EngineSnapshot snapshot, long directory) {
        this.survey = survey;
        this.versions = versions;
        this.snapshot = snapshot;
        this.directory = directory;
        this.listings = new Listings(snapshot, survey.outline());
        this.paths = new PathFinder(survey.outline());
    }

    void run() {
        try (Cursor cursor = zone(Keys.VERSIONS)) {
            while (cursor.next()) {
                checkVersion(cursor.key(), cursor.value());
            }
        }
        long present = 0;
        for (int zone : new int[] {Keys.LIVE, Keys.DEAD}) {
            try (Cursor cursor = zone(zone)) {
                while (cursor.next()) {
                    present += checkZoneRecord(cursor.key(), cursor.value());
                }
            }
        }
        survey.counts().add(Counts.Sort.LISTED, present);
        if (present != listed) {
            findSurplus();
        }
    }

    private Cursor zone(int zone) {
        return snapshot.cursor(Keyspaces.ENTRIES, Keys.zone(directory, zone), Keys.zone(directory, zone + 1));
    }

    private void checkVersion(byte[] key, byte[] value) {
        survey.counts().add(Counts.Sort.ENTRIES);
        VersionKey version = VersionKey.parse(Keyspaces.ENTRIES, key).orElse(null);
        if (version == null) {
            malformed(key);
            return;
        }
        versions.count(snapshot, key, version);
        EntryRecord record;
        try {
            record = EntryRecord.decode(key, value);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            damaged(key, e, version);
            newer = version;
            return;
        }
        if (record.birth() != version.seq()) {
            String sentence = "A version of an entry has another birth than its key says.";
            survey.findings()
                    .report(Kind.DIFFERENT_RECORD, Keyspaces.ENTRIES, key, sentence, paths.places(snapshot, version));
        }
        checkListed(version, record);
        versions.pruned().checkEntry(snapshot, version, record);
        newer = version;
    }

    /** Looks for the record of a version in its zone. */
    private void checkListed(VersionKey version, EntryRecord record) {
        Name name = ((Effect.OfEntry) version.effect()).name();
        VersionKey above = newer;
        boolean newest = above == null
                || above.branch() != version.branch()
                || !above.effect().equals(version.effect());
        ZoneKey zoneKey = newest
                ? new ZoneKey(Keys.LIVE, directory, version.branch(), 0, name)
                : new ZoneKey(Keys.DEAD, directory, version.branch(), above == null ? 0 : above.seq(), name);
        Optional<Boolean> isListed = isListed(version, record, name);
        if (isListed.isEmpty() || !isListed.get()) {
            return;
        }
        byte[] key = zoneKey.toBytes();
        byte[] value = snapshot.get(Keyspaces.ENTRIES, key);
        if (value == null) {
            wrong(version, key, "A directory's listing lacks an entry.");
            return;
        }
        listed++;
        try {
            if (!EntryRecord.decode(key, value).equals(record)) {
                wrong(version, key, "A directory's listing has something else for an entry.");
            }
        } catch (CorruptStoreException | IllegalArgumentException e) {
            damaged(key, e, version);
        }
    }

    private Optional<Boolean> isListed(VersionKey version, EntryRecord record, Name name) {
        try {
            return listings.isListed(directory, name, version.branch(), record);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            survey.findings().skip();
            return Optional.empty();
        }
    }

    /** 1 for a record that counts. */
    private int checkZoneRecord(byte[] key, byte[] value) {
        ZoneKey zoneKey = ZoneKey.parse(key).orElse(null);
        if (zoneKey == null) {
            malformed(key);
            return 0;
        }
        try {
            EntryRecord.decode(key, value);
        } catch (CorruptStoreException | IllegalArgumentException e) {
            Effect effect = new Effect.OfEntry(directory, zoneKey.name());
            damaged(key, e, VersionKey.of(effect, zoneKey.branch(), zoneKey.death()));
        }
        return 1;
    }

    /** The zones have more than follows from the versions: says what. */
    private void findSurplus() {
        for (int zone : new int[] {Keys.LIVE, Keys.DEAD}) {
            try (Cursor cursor = zone(zone)) {
                while (cursor.next()) {
                    byte[] key = cursor.key();
                    ZoneKey.parse(key).ifPresent(parsed -> checkSurplus(key, parsed));
                }
            }
        }
    }

    private void checkSurplus(byte[] key, ZoneKey zoneKey) {
        try {
            if (listings.expected(zoneKey) == null) {
                Effect effect = new Effect.OfEntry(directory, zoneKey.name());
                wrong(
                        VersionKey.of(effect, zoneKey.branch(), zoneKey.death()),
                        key,
                        "A directory's listing has an entry that no version explains.");
            }
        } catch (CorruptStoreException | IllegalArgumentException e) {
            survey.findings().skip();
        }
    }

    private void wrong(VersionKey version, byte[] key, String sentence) {
        if (!survey.findings().isDoubtful(version.effect())) {
            Found found = survey.findings()
                    .report(Kind.WRONG_LISTING, Keyspaces.ENTRIES, key, sentence, paths.places(snapshot, version));
            listing(key).ifPresent(repair -> survey.repairs().offerFromLog(found, repair));
        }
    }

    private void damaged(byte[] key, RuntimeException damage, VersionKey version) {
        String sentence = Damage.describe(damage);
        Found found = survey.findings()
                .report(Kind.DAMAGED_RECORD, Keyspaces.ENTRIES, key, sentence, paths.places(snapshot, version));
        listing(key).ifPresent(repair -> survey.repairs().offerFromVersions(found, repair));
    }

    /** The repair of a record of the live or dead zone, which follows from the versions; empty for another key. */
    private Optional<Repair> listing(byte[] key) {
        return ZoneKey.parse(key).map(zoneKey -> overlay -> rewrite(overlay, zoneKey, key));
    }

    private boolean rewrite(Overlay overlay, ZoneKey zoneKey, byte[] key) {
        EntryRecord record = new Listings(overlay, survey.outline()).expected(zoneKey);
        if (record == null) {
            overlay.delete(Keyspaces.ENTRIES, key);
        } else {
            overlay.put(Keyspaces.ENTRIES, key, record.encode(key));
        }
        return true;
    }

    private void malformed(byte[] key) {
        survey.findings().report(Kind.MALFORMED_KEY, Keyspaces.ENTRIES, key, "No record has such a key.", List.of());
    }
}
