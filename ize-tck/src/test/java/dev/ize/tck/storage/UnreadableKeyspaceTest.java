package dev.ize.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ize.core.VersionedFileSystemStorage;
import dev.ize.core.engine.Cursor;
import dev.ize.core.engine.Engine;
import dev.ize.core.engine.EngineProvider;
import dev.ize.core.engine.EngineSnapshot;
import dev.ize.core.engine.Keyspace;
import dev.ize.core.format.Keyspaces;
import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.Progress;
import dev.ize.spi.StorageFailedException;
import dev.ize.spi.StorageOptions;
import dev.ize.spi.StorePath;
import dev.ize.spi.VerificationFinding;
import dev.ize.spi.VerificationFinding.Kind;
import dev.ize.spi.VerificationOptions;
import dev.ize.spi.VerificationReport;
import dev.ize.tck.memory.InMemoryProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What verification makes of an engine that cannot read on in one keyspace. */
final class UnreadableKeyspaceTest {
    @TempDir
    Path directory;

    /** The keyspace of the cursors that fail when they are to move on, and what they throw. */
    private Optional<Keyspace> unreadable = Optional.empty();

    private RuntimeException failure = new CorruptStoreException("The engine says that a page is damaged.", null);

    static Stream<Keyspace> keyspaces() {
        return Keyspaces.ALL.stream().filter(keyspace -> !keyspace.equals(Keyspaces.META));
    }

    @ParameterizedTest
    @MethodSource("keyspaces")
    void damageThatTheEngineFindsIsAFindingAndTheOtherKeyspacesAreChecked(Keyspace keyspace) {
        try (FileSystemStorage storage = fill()) {
            VerificationReport before = verify(storage);

            unreadable = Optional.of(keyspace);
            VerificationReport report = verify(storage);

            assertThat(before.findings()).isEmpty();
            assertThat(report.findings()).anyMatch(finding -> isUnreadable(finding, keyspace));
            boolean readsNodes = report.checked()
                    .get("versions of nodes")
                    .equals(before.checked().get("versions of nodes"));
            assertThat(readsNodes).isEqualTo(!keyspace.equals(Keyspaces.NODES));
        }
    }

    @ParameterizedTest
    @MethodSource("keyspaces")
    void engineThatFailsEndsAVerificationAndIsAskedNothingMore(Keyspace keyspace) {
        failure = new StorageFailedException("The disk does not answer.", null);
        try (FileSystemStorage storage = fill()) {
            unreadable = Optional.of(keyspace);

            assertThatThrownBy(() -> verify(storage)).isInstanceOf(StorageFailedException.class);

            unreadable = Optional.empty();
            assertThatThrownBy(() -> verify(storage)).isInstanceOf(StorageFailedException.class);
        }
    }

    private static boolean isUnreadable(VerificationFinding finding, Keyspace keyspace) {
        return finding.kind() == Kind.UNREADABLE_KEYSPACE
                && finding.description().contains("keyspace=" + keyspace.name() + " ");
    }

    private static VerificationReport verify(FileSystemStorage storage) {
        return storage.verify(VerificationOptions.full(), Progress.NONE);
    }

    private FileSystemStorage fill() {
        FileSystemStorage storage = VersionedFileSystemStorage.open(
                wrap(EngineProvider.class, new InMemoryProvider(), Optional.empty()),
                directory.resolve("store"),
                StorageOptions.defaults());
        for (int i = 0; i < 3; i++) {
            byte[] bytes = new byte[5000];
            new SplittableRandom(i).nextBytes(bytes);
            StorePath path = StorePath.of("/file" + i);
            storage.mainBranch()
                    .apply(Change.by("tester").create(path, Content.of(bytes)).build());
            storage.mainBranch()
                    .apply(Change.by("tester")
                            .add(new Operation.SetExtendedAttribute(path, Name.of("user.x"), new byte[1]))
                            .build());
            storage.createSnapshot("mark" + i, storage.mainBranch().head(), "");
        }
        return storage;
    }

    /** Does what another one does, with engines, snapshots and cursors that do so too, up to a cursor's failure. */
    private <T> T wrap(Class<T> type, T right, Optional<Keyspace> of) {
        Object wrapped =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (type == Cursor.class
                            && method.getName().equals("next")
                            && of.isPresent()
                            && of.equals(unreadable)) {
                        throw failure;
                    }
                    Object answer;
                    try {
                        answer = method.invoke(right, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (answer instanceof Engine engine) {
                        return wrap(Engine.class, engine, of);
                    }
                    if (answer instanceof EngineSnapshot snapshot) {
                        return wrap(EngineSnapshot.class, snapshot, of);
                    }
                    return answer instanceof Cursor cursor
                            ? wrap(Cursor.class, cursor, Optional.of((Keyspace) arguments[0]))
                            : answer;
                });
        return type.cast(wrapped);
    }
}
