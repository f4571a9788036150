package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.spi.Content;
import dev.ize.spi.Entry;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Operation;
import dev.ize.spi.Point;
import dev.ize.spi.StagedChange;
import dev.ize.spi.StorageClosedException;
import dev.ize.spi.StorePath;
import dev.ize.spi.StoredContent;
import dev.ize.spi.View;
import dev.ize.tck.rule.Shows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Iterator;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** After close nothing is read or written, and every call says so. */
abstract class StorageCloseContract extends StorageContract {
    @Test
    @Shows("life-22")
    void everyCallToAClosedStorageIsTurnedAway() {
        assertAllClosed(ClosedCalls.toStorage(storage(), head()));
    }

    @Test
    @Shows("life-22")
    void everyCallToABranchOfAClosedStorageIsTurnedAway() {
        create("/file", "x");

        assertAllClosed(ClosedCalls.toBranch(main(), head().point()));
    }

    @Test
    @Shows("life-22")
    void everyCallToAViewOfAClosedStorageIsTurnedAway() {
        create("/file", "x");

        assertAllClosed(ClosedCalls.toView(head(), path("/file")));
    }

    private void assertAllClosed(Map<String, ThrowingCallable> calls) {
        closeStorage();

        calls.forEach((name, call) -> assertThatThrownBy(call).as(name).matches(ClosedCalls::isClosed));
    }

    @Test
    @Shows("life-24")
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
                .matches(ClosedCalls::isClosed);
        assertThatThrownBy(stream::readAllBytes).matches(ClosedCalls::isClosed);
        assertThatThrownBy(() -> walk.forEachRemaining(entry -> {})).isInstanceOf(StorageClosedException.class);
        channel.close();
        stream.close();
    }

    @Test
    @Shows("life-24")
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
    @Shows({"life-20", "life-21"})
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
    @Shows("life-25")
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
