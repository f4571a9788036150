package dev.ize.tck.storage;

import dev.ize.spi.Branch;
import dev.ize.spi.Change;
import dev.ize.spi.ContentHash;
import dev.ize.spi.DumpOptions;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.KeepRules;
import dev.ize.spi.LogQuery;
import dev.ize.spi.NodeId;
import dev.ize.spi.OperationId;
import dev.ize.spi.Point;
import dev.ize.spi.Progress;
import dev.ize.spi.RemovalMode;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.View;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Every call that a closed storage must turn away, by name; to be made after the close. */
final class ClosedCalls {
    private ClosedCalls() {}

    static Map<String, ThrowingCallable> toStorage(FileSystemStorage storage, View view) {
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
        calls.put("dump", () -> storage.dump(OutputStream.nullOutputStream(), DumpOptions.all(), Progress.NONE));
        calls.put("load", () -> storage.load(new ByteArrayInputStream(new byte[10]), Progress.NONE));
        calls.put("collect", () -> storage.collect(RemovalMode.DRY_RUN, Progress.NONE));
        calls.put("explain", () -> storage.explain(ContentHash.ofContent(new byte[1]), 1, Progress.NONE));
        calls.put(
                "prune",
                () -> storage.prune(KeepRules.builder().keepLast(1).build(), RemovalMode.DRY_RUN, Progress.NONE));
        calls.put("copyTo", () -> storage.copyTo(storage.directory().resolveSibling("copy"), Progress.NONE));
        calls.put("compact", () -> storage.compact(Progress.NONE));
        calls.put("verify", () -> storage.verify(VerificationOptions.full(), Progress.NONE));
        return calls;
    }

    static Map<String, ThrowingCallable> toBranch(Branch branch, Point point) {
        Change change = Change.by("tester").delete(StorePath.of("/file")).build();
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("head", branch::head);
        calls.put("at time", () -> branch.at(Instant.MAX));
        calls.put("at point", () -> branch.at(point));
        calls.put("at operation", () -> branch.at(new OperationId(1)));
        calls.put("floor", branch::floor);
        calls.put("apply", () -> branch.apply(change));
        calls.put("stage", () -> branch.stage("tester", "", ""));
        calls.put("log", () -> branch.log(LogQuery.newestFirst(1)));
        return calls;
    }

    static Map<String, ThrowingCallable> toView(View view, StorePath file) {
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("effectiveTime", view::effectiveTime);
        calls.put("chainHash", view::chainHash);
        calls.put("find", () -> view.find(file));
        calls.put("entry", () -> view.entry(file));
        calls.put("findNode", () -> view.findNode(NodeId.ROOT));
        calls.put("paths", () -> view.paths(NodeId.ROOT));
        calls.put("list", () -> view.list(StorePath.ROOT));
        calls.put("list a page", () -> view.list(StorePath.ROOT, Optional.empty(), 1));
        calls.put("walk", () -> view.walk(StorePath.ROOT).count());
        calls.put("extendedAttributes", () -> view.extendedAttributes(file));
        calls.put("read", () -> view.read(file));
        calls.put("newInputStream", () -> view.newInputStream(file).close());
        calls.put("open", () -> view.open(file).close());
        calls.put("content", () -> view.content(file));
        calls.put("history", () -> view.history(file, LogQuery.newestFirst(1)));
        calls.put("history of a node", () -> view.history(NodeId.ROOT, LogQuery.newestFirst(1)));
        return calls;
    }

    /** Whether it says that the storage is closed; streams and channels wrap what the storage throws. */
    static boolean isClosed(Throwable thrown) {
        return (thrown instanceof IOException ? thrown.getCause() : thrown) instanceof StorageClosedException;
    }
}
