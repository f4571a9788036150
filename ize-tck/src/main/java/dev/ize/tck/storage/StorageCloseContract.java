package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.LogQuery;
import dev.ize.spi.NodeId;
import dev.ize.spi.Operation;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** After close nothing is read or written, and every call says so. */
abstract class StorageCloseContract extends StorageContract {
    @Test
    void everyCallToAClosedStorageIsTurnedAway() {
        FileSystemStorage storage = storage();
        View view = head();
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("mainBranch", () -> storage.mainBranch().head());
        calls.put("branch", () -> storage.branch("main"));
        calls.put("findBranch", () -> storage.findBranch("main"));
        calls.put("branches", storage::branches);
        calls.put("fork", () -> storage.fork("fork", view));
        calls.put("deleteBranch", () -> storage.deleteBranch("fork"));
        calls.put("createSnapshot", () -> storage.createSnapshot("v1", view, ""));
        calls.put("findSnapshot", () -> storage.findSnapshot("v1"));
        calls.put("snapshots", storage::snapshots);
        calls.put("deleteSnapshot", () -> storage.deleteSnapshot("v1"));
        calls.put("atSnapshot", () -> storage.atSnapshot("v1"));
        calls.put("store", () -> storage.store(new ByteArrayInputStream(new byte[10])));
        calls.put("difference", () -> storage.difference(view, view));
        calls.put("sync", storage::sync);
        calls.put("statistics", storage::statistics);

        assertAllClosed(calls);
    }

    @Test
    void everyCallToABranchOfAClosedStorageIsTurnedAway() {
        create("/file", "x");
        Branch branch = main();
        Point point = head().point();
        Change change = Change.by("tester").delete(path("/file")).build();
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("head", branch::head);
        calls.put("at time", () -> branch.at(Instant.MAX));
        calls.put("at point", () -> branch.at(point));
        calls.put("at operation", () -> branch.at(new OperationId(1)));
        calls.put("apply", () -> branch.apply(change));
        calls.put("stage", () -> branch.stage("tester", "", ""));
        calls.put("log", () -> branch.log(LogQuery.newestFirst(1)));

        assertAllClosed(calls);
    }

    @Test
    void everyCallToAViewOfAClosedStorageIsTurnedAway() {
        create("/file", "x");
        View view = head();
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("effectiveTime", view::effectiveTime);
        calls.put("chainHash", view::chainHash);
        calls.put("find", () -> view.find(path("/file")));
        calls.put("entry", () -> view.entry(path("/file")));
        calls.put("findNode", () -> view.findNode(NodeId.ROOT));
        calls.put("paths", () -> view.paths(NodeId.ROOT));
        calls.put("list", () -> view.list(StorePath.ROOT));
        calls.put("list a page", () -> view.list(StorePath.ROOT, Optional.empty(), 1));
        calls.put("walk", () -> view.walk(StorePath.ROOT).count());
        calls.put("extendedAttributes", () -> view.extendedAttributes(path("/file")));
        calls.put("read", () -> view.read(path("/file")));
        calls.put("content", () -> view.content(path("/file")));
        calls.put("history", () -> view.history(path("/file"), LogQuery.newestFirst(1)));
        calls.put("history of a node", () -> view.history(NodeId.ROOT, LogQuery.newestFirst(1)));

        assertAllClosed(calls);
        assertThatThrownBy(() -> view.newInputStream(path("/file")).close()).satisfies(StorageCloseContract::isClosed);
        assertThatThrownBy(() -> view.open(path("/file")).close()).satisfies(StorageCloseContract::isClosed);
    }

    private void assertAllClosed(Map<String, ThrowingCallable> calls) {
        closeStorage();

        calls.forEach((name, call) -> assertThatThrownBy(call).as(name).isInstanceOf(StorageClosedException.class));
    }

    /** Streams and channels wrap what the storage throws. */
    private static void isClosed(Throwable thrown) {
        assertThat(thrown instanceof IOException ? thrown.getCause() : thrown)
                .isInstanceOf(StorageClosedException.class);
    }

    @Test
    void openStreamsAndWalksEndWithTheStorage() throws IOException {
        create("/file", noise(2 << 20, 1));
        apply(change -> {
            for (int i = 0; i < 3000; i++) {
                change.createDirectory(path("/d" + i));
            }
            return change;
        });
        SeekableByteChannel channel = head().open(path("/file"));
        InputStream stream = head().newInputStream(path("/file"));
        Iterator<Entry> walk = head().walk(StorePath.ROOT).iterator();
        channel.read(ByteBuffer.allocate(10));
        assertThat(stream.read()).isNotNegative();
        walk.next();

        closeStorage();

        assertThatThrownBy(() -> {
                    channel.position(1 << 20);
                    channel.read(ByteBuffer.allocate(10));
                })
                .satisfies(StorageCloseContract::isClosed);
        assertThatThrownBy(stream::readAllBytes).satisfies(StorageCloseContract::isClosed);
        assertThatThrownBy(() -> walk.forEachRemaining(entry -> {})).isInstanceOf(StorageClosedException.class);
        channel.close();
        stream.close();
    }

    @Test
    void stagesAndContentsEndWithTheStorage() {
        FileSystemStorage storage = storage();
        StagedChange stage = main().stage("tester", "", "");
        StoredContent content = storage.store(new ByteArrayInputStream(noise(100_000, 1)));

        closeStorage();

        assertThatThrownBy(() -> stage.add(new Operation.DeleteFile(path("/file"))))
                .isInstanceOf(StorageClosedException.class);
        assertThatThrownBy(stage::publish).isInstanceOf(StorageClosedException.class);
        stage.close();
        content.close();
        create("/file", "a later storage is not bothered");
        assertThat(text("/file")).isEqualTo("a later storage is not bothered");
    }

    @Test
    void closingTwiceDoesNothing() {
        FileSystemStorage storage = open(directory.resolve("other"));

        storage.close();
        storage.close();

        try (FileSystemStorage again = open(directory.resolve("other"))) {
            storage.close();
            apply(again.mainBranch(), change -> change.create(path("/file"), Content.of("x")));
        }
    }

    @Test
    void valuesStayUsableAfterClose() {
        create("/file", "x");
        Entry entry = head().entry(path("/file"));
        Point point = head().point();
        View view = head();

        closeStorage();

        assertThat(entry.path()).isEqualTo(path("/file"));
        assertThat(view.point()).isEqualTo(point);
    }
}
