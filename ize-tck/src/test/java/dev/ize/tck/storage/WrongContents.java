package dev.ize.tck.storage;

import dev.ize.spi.Change;
import dev.ize.spi.ChangeRefusedException;
import dev.ize.spi.Content;
import dev.ize.spi.ContentHash;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Node;
import dev.ize.spi.NotFoundException;
import dev.ize.spi.Operation;
import dev.ize.spi.StorageStatistics;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Ways to keep and to read contents wrongly. */
final class WrongContents {
    private WrongContents() {}

    static AlteredProvider droppingEmptyFiles() {
        return ChangedOperations.rewriting((operation, head) -> operation instanceof Operation.CreateFile create
                        && create.content().length() == 0
                ? List.of()
                : List.of(operation));
    }

    static AlteredProvider losingTheLastByte() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            return answer instanceof byte[] bytes && bytes.length > 0 ? Arrays.copyOf(bytes, bytes.length - 1) : answer;
        });
    }

    /** The reference of a content depends on the file that has it. */
    static AlteredProvider hashingTheNodeToo() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            return answer instanceof Entry entry && entry.node() instanceof Node.File file
                    ? new Entry(
                            entry.path(),
                            new Node.File(
                                    file.id(),
                                    file.attributes(),
                                    file.links(),
                                    new ContentReference(
                                            ContentHash.ofContent((file.id() + " "
                                                            + file.content().hash())
                                                    .getBytes(StandardCharsets.US_ASCII)),
                                            file.content().form(),
                                            file.size())))
                    : answer;
        });
    }

    static AlteredProvider keepingEveryCopy() {
        return countingContent(
                right -> counted(right, right.contentBytes() + right.writtenBytes(), right.storedContentBytes()));
    }

    static AlteredProvider compressingNothing() {
        return countingContent(
                right -> counted(right, right.contentBytes(), Math.max(right.contentBytes(), right.writtenBytes())));
    }

    static AlteredProvider keepingEveryVersionWhole() {
        return countingContent(
                right -> counted(right, right.contentBytes(), right.contentBytes() * right.operations()));
    }

    private static StorageStatistics counted(StorageStatistics right, long contentBytes, long storedContentBytes) {
        return new StorageStatistics(
                right.backend(),
                right.operations(),
                right.nodes(),
                right.branches(),
                right.snapshots(),
                right.writtenBytes(),
                contentBytes,
                storedContentBytes,
                right.diskBytes(),
                right.recordsByKeyspace());
    }

    private static AlteredProvider countingContent(UnaryOperator<StorageStatistics> counting) {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            return answer instanceof StorageStatistics right ? counting.apply(right) : answer;
        });
    }

    static AlteredProvider readingWhatIsNoFileAsEmpty() {
        return AlteredProvider.altering(() -> call -> {
            try {
                return call.proceed();
            } catch (NotFoundException e) {
                if (call.is("View.read")) {
                    return new byte[0];
                }
                throw e;
            }
        });
    }

    static AlteredProvider readingTheNewestVersion() {
        return AlteredProvider.altering(() -> call -> {
            if (call.is("View.read")) {
                return call.storage().mainBranch().head().read(call.argument(0, StorePath.class));
            }
            return call.proceed();
        });
    }

    /** Contents that are used in changes although their handles are closed, or another storage's. */
    static AlteredProvider takingAnyContent() {
        IdentityHashMap<Content, byte[]> known = new IdentityHashMap<>();
        return AlteredProvider.altering(() -> call -> {
            if (call.is("FileSystemStorage.store")) {
                byte[] bytes = call.argument(0, InputStream.class).readAllBytes();
                Object stored = call.proceed(new ByteArrayInputStream(bytes));
                known.put((Content) stored, bytes);
                return stored;
            }
            if (call.is("Branch.apply")) {
                Change change = call.argument(0, Change.class);
                List<Operation> operations = change.operations().stream()
                        .map(operation ->
                                operation instanceof Operation.CreateFile create && known.containsKey(create.content())
                                        ? new Operation.CreateFile(
                                                create.path(),
                                                Content.of(known.get(create.content())),
                                                create.mode(),
                                                create.modified())
                                        : operation)
                        .toList();
                return call.proceed(ChangedOperations.with(change, operations));
            }
            return call.proceed();
        });
    }

    static AlteredProvider takingAFailureForTheEnd() {
        return AlteredProvider.altering(() -> call -> {
            if (!call.is("FileSystemStorage.store")) {
                return call.proceed();
            }
            ByteArrayOutputStream came = new ByteArrayOutputStream();
            try {
                call.argument(0, InputStream.class).transferTo(came);
            } catch (IOException e) {
                came.write('?');
            }
            return call.proceed(new ByteArrayInputStream(came.toByteArray()));
        });
    }

    /** A second handle on the same content is never closed, nor unreachable. */
    @SuppressWarnings("ModifiedButNotUsed")
    static AlteredProvider keepingWhatIsNotUsed() {
        List<Object> kept = new ArrayList<>();
        return AlteredProvider.altering(() -> call -> {
            if (!call.is("FileSystemStorage.store")) {
                return call.proceed();
            }
            byte[] bytes = call.argument(0, InputStream.class).readAllBytes();
            kept.add(call.proceed(new ByteArrayInputStream(bytes)));
            return call.proceed(new ByteArrayInputStream(bytes));
        });
    }

    static AlteredProvider closingContentsThatItUsed() {
        return AlteredProvider.altering(() -> call -> {
            Object answer = call.proceed();
            if (call.is("Branch.apply")) {
                for (Operation operation : call.argument(0, Change.class).operations()) {
                    if (operation instanceof Operation.CreateFile create
                            && create.content() instanceof StoredContent stored) {
                        stored.close();
                    }
                }
            }
            return answer;
        });
    }

    static AlteredProvider refusingWithoutAType() {
        return AlteredProvider.altering(() -> call -> {
            try {
                return call.proceed();
            } catch (ChangeRefusedException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        });
    }

    static AlteredProvider startingRangesAtPages() {
        return alteringChannels(channel -> new ForwardingChannel(channel) {
            @Override
            public SeekableByteChannel position(long position) throws IOException {
                super.position(position & ~0xfffL);
                return this;
            }
        });
    }

    static AlteredProvider seemingToWrite() {
        return alteringChannels(channel -> new ForwardingChannel(channel) {
            @Override
            public int write(ByteBuffer bytes) {
                return bytes.remaining();
            }
        });
    }

    private static AlteredProvider alteringChannels(UnaryOperator<SeekableByteChannel> altering) {
        return AlteredProvider.altering(() ->
                call -> call.is("View.open") ? altering.apply((SeekableByteChannel) call.proceed()) : call.proceed());
    }

    static AlteredProvider followingTheFile() {
        return AlteredProvider.altering(() -> call -> {
            if (!call.is("View.open")) {
                return call.proceed();
            }
            FileSystemStorage storage = call.storage();
            StorePath path = call.argument(0, StorePath.class);
            return new ForwardingChannel((SeekableByteChannel) call.proceed()) {
                @Override
                public int read(ByteBuffer buffer) throws IOException {
                    Optional<Entry> now = storage.mainBranch().head().find(path);
                    return now.isPresent() ? super.read(buffer) : -1;
                }
            };
        });
    }
}
