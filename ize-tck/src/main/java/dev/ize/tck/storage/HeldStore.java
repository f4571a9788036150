package dev.ize.tck.storage;

import dev.ize.spi.Change;
import dev.ize.spi.Content;
import dev.ize.spi.FileSystemStorage;
import dev.ize.spi.FileSystemStorageProvider;
import dev.ize.spi.StorePath;
import java.io.IOException;
import java.nio.file.Path;

/** Makes a store with a file and has it open until the process is killed, or nobody waits for it any more. */
final class HeldStore implements OtherProcess.Task {
    static final String HELD = "The store is open.";
    static final String TEXT = "acknowledged";

    @Override
    public void run(FileSystemStorageProvider provider, Path store) throws IOException {
        FileSystemStorage storage = provider.open(store, OtherProcess.options(provider));
        storage.mainBranch()
                .apply(Change.by("tester")
                        .create(StorePath.of("/file"), Content.of(TEXT))
                        .build());
        System.out.println(HELD);
        System.out.flush();
        System.in.transferTo(System.out);
        storage.close();
    }
}
