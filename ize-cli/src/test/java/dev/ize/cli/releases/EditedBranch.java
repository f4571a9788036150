package dev.ize.cli.releases;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** A fork of the newest release on which a program has done what recordings do not do: operations of every kind. */
final class EditedBranch {
    static final String NAME = "edited";

    private static final StorePath PLACE = StorePath.of("/place");
    private static final StorePath NOTES = PLACE.resolve("notes");
    private static final StorePath LARGE = PLACE.resolve("large");
    private static final Name ORIGIN = Name.of("user.origin");

    private EditedBranch() {}

    static Branch make(FileSystemStorage storage, Point firstRelease) {
        Branch branch = storage.fork(NAME, storage.mainBranch().head());
        editContents(storage, branch);
        branch.apply(attributes());
        branch.apply(moves());
        bringBack(branch, firstRelease);
        return branch;
    }

    /** Writes what is in one chunk and what is in several, over chunk ends and past the end. */
    private static void editContents(FileSystemStorage storage, Branch branch) {
        try (StoredContent large = storage.store(new ByteArrayInputStream(noise(1, 700_000)))) {
            branch.apply(Change.by("editor")
                    .message("write, cut and extend")
                    .session("one")
                    .createDirectory(PLACE)
                    .create(NOTES, Content.of("first line\n"))
                    .write(NOTES, 6, Content.of("words"))
                    .write(NOTES, 5_000, Content.of("after a gap"))
                    .truncate(NOTES, 8)
                    .create(LARGE, large)
                    .write(LARGE, 123_456, Content.of(noise(2, 200_000)))
                    .write(LARGE, 900_000, Content.of(new byte[100_000]))
                    .truncate(LARGE, 850_001)
                    .create(PLACE.resolve("replaced"), Content.of(noise(3, 300_000)))
                    .replace(PLACE.resolve("replaced"), Content.of(""))
                    .build());
        }
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Change attributes() {
        Instant early = Instant.parse("1969-07-20T20:17:40.000000001Z");
        return Change.by("editor")
                .setPermissions(NOTES, 07777)
                .add(new Operation.SetTimestamps(NOTES, Optional.of(early), Optional.of(early.plusNanos(1))))
                .add(new Operation.SetTimestamps(PLACE, Optional.empty(), Optional.of(early)))
                .add(new Operation.SetOwnership(NOTES, -1, 1000))
                .add(new Operation.SetExtendedAttribute(NOTES, ORIGIN, noise(4, 300)))
                .add(new Operation.SetExtendedAttribute(PLACE, ORIGIN, new byte[0]))
                .add(new Operation.RemoveExtendedAttribute(NOTES, ORIGIN))
                .build();
    }

    private static Change moves() {
        return Change.by("editor")
                .createSymlink(PLACE.resolve("link"), "notes")
                .createSymlink(PLACE.resolve("other link"), "nowhere")
                .deleteSymlink(PLACE.resolve("other link"))
                .link(NOTES, PLACE.resolve("second name"))
                .rename(NOTES, PLACE.resolve("replaced"))
                .delete(PLACE.resolve("second name"))
                .createDirectory(PLACE.resolve("empty"))
                .deleteDirectory(PLACE.resolve("empty"))
                .renameDirectory(StorePath.of("/com/google/common"), StorePath.of("/common"))
                .exchange(PLACE, StorePath.of("/META-INF"))
                .build();
    }

    /** By a change that is staged. */
    private static void bringBack(Branch branch, Point point) {
        StorePath base = StorePath.of("/com/google/common/base");
        try (StagedChange stage = branch.stage("editor", "the first release again, beside the newest", "two")) {
            stage.add(new Operation.CreateDirectory(StorePath.of("/old"), 0700, Optional.empty()));
            stage.add(new Operation.Restore(StorePath.of("/old/base"), point, base));
            stage.add(new Operation.Restore(StorePath.of("/common/base"), point, base));
            stage.publish();
        }
    }
}
