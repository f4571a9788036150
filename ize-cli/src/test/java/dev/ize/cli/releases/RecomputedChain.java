package dev.ize.cli.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ize.core.format.OperationVisitor;
import dev.ize.spi.Branch;
import dev.ize.spi.ChangeDescription;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.LogQuery;
import dev.ize.spi.LoggedOperation;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chain of a branch, computed from its log and from the bytes of its files as they are read back: of all
 * hashes that the store keeps none goes into it.
 */
final class RecomputedChain {
    private static final int PAGE = 1000;

    private final Branch branch;

    RecomputedChain(Branch branch) {
        this.branch = branch;
    }

    /** The link of the newest change. On the way, every change's link is compared with the one that the log has. */
    ContentHash head() throws IOException {
        byte[] link = new byte[ContentHash.BYTES];
        List<LoggedOperation> change = new ArrayList<>();
        for (LoggedOperation line : log(branch)) {
            if (!change.isEmpty() && !change.get(0).change().equals(line.change())) {
                link = next(link, change);
                change.clear();
            }
            change.add(line);
        }
        return ContentHash.of(next(link, change));
    }

    /** The whole log, oldest first. */
    static List<LoggedOperation> log(Branch branch) {
        List<LoggedOperation> all = new ArrayList<>();
        LogQuery query = LogQuery.oldestFirst(PAGE);
        List<LoggedOperation> page = branch.log(query);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = branch.log(query.after(page.get(page.size() - 1).id()));
        }
        return all;
    }

    private byte[] next(byte[] previous, List<LoggedOperation> change) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(previous);
        for (LoggedOperation line : change) {
            CanonicalBytes operation = OperationVisitor.visit(line.operation(), new CanonicalBytes(content(line)));
            digest.update(new CanonicalBytes(Optional.empty())
                    .bytes(operation.toByteArray())
                    .toByteArray());
        }
        ChangeDescription description = change.get(0).change();
        digest.update(new CanonicalBytes(Optional.empty())
                .number(0)
                .text(description.author())
                .text(description.message())
                .text(description.session())
                .time(description.effectiveTime())
                .toByteArray());
        byte[] link = digest.digest();
        assertThat(ContentHash.of(link)).as("link of %s", description).isEqualTo(description.chainHash());
        return link;
    }

    /** The reference of what an operation wrote, from the file as it was right after it. */
    private Optional<ContentReference> content(LoggedOperation line) throws IOException {
        if (line.operation() instanceof Operation.CreateFile create) {
            return reference(line, create.path(), 0, create.content().length());
        }
        if (line.operation() instanceof Operation.ReplaceContent replace) {
            return reference(line, replace.path(), 0, replace.content().length());
        }
        if (line.operation() instanceof Operation.WriteFile write) {
            return reference(line, write.path(), write.offset(), write.content().length());
        }
        return Optional.empty();
    }

    private Optional<ContentReference> reference(LoggedOperation line, StorePath path, long offset, long length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
        try (SeekableByteChannel channel = branch.at(line.id()).open(path)) {
            channel.position(offset);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        }
        assertThat(bytes.hasRemaining())
                .as("%s is shorter than what was written", path)
                .isFalse();
        return Optional.of(References.of(bytes.array()));
    }
}
