package dev.ize.core.write;

import dev.ize.core.content.ContentEditor;
import dev.ize.core.content.ContentWriter;
import dev.ize.core.format.ContentLocation;
import dev.ize.spi.ContentReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides where a file's content goes: tiny content of a small change into the operation's record, all other
 * into CONTENT. Belongs to the writer's thread.
 */
final class ContentPlacer {
    /**
     * Largest content that may lie in an operation's record, in bytes: 1 KiB, so that a small overwrite is two
     * writes, operation and node.
     */
    static final int INLINE_BYTES = 1024;

    private final ChangeRun run;
    private final ContentAdditions contents;

    ContentPlacer(ChangeRun run) {
        this.run = run;
        this.contents = run.contents();
    }

    /** Places a whole content. */
    ContentLocation place(PendingOperation.Ready content) {
        if (content.prepared().isEmpty()) {
            return contents.locate(content.reference());
        }
        PreparedContent prepared = content.prepared().get();
        if (mayInline(prepared.reference())) {
            return inline(prepared.reference(), prepared.raw());
        }
        prepared.objects()
                .forEach((key, raw) -> contents.addPrepared(
                        key, raw, Optional.ofNullable(content.records().get(key))));
        return contents.locate(prepared.reference());
    }

    /** Places what a content becomes when data is written into it. */
    ContentLocation write(ContentLocation content, long offset, PendingOperation.Ready data) {
        if (data.reference().length() == 0) {
            return content;
        }
        contents.beginEdit();
        ContentReference start = lend(content);
        ContentEditor editor = new ContentEditor(contents);
        if (data.prepared().isEmpty()) {
            return contents.locate(editor.write(start, offset, data.reference()));
        }
        byte[] raw = data.prepared().get().raw();
        if (offset + raw.length <= INLINE_BYTES && content.reference().length() <= INLINE_BYTES) {
            byte[] old = contents.readRoot(content);
            byte[] whole = Arrays.copyOf(old, (int) Math.max(old.length, offset + raw.length));
            System.arraycopy(raw, 0, whole, (int) offset, raw.length);
            return placeSmall(whole);
        }
        try {
            return contents.locate(editor.write(start, offset, new ByteArrayInputStream(raw), raw.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Places what a content becomes when its size is set. */
    ContentLocation truncate(ContentLocation content, long size) {
        if (size == content.reference().length()) {
            return content;
        }
        if (size <= INLINE_BYTES && content.reference().length() <= INLINE_BYTES) {
            return placeSmall(Arrays.copyOf(contents.readRoot(content), (int) size));
        }
        contents.beginEdit();
        return contents.locate(new ContentEditor(contents).truncate(lend(content), size));
    }

    private ContentReference lend(ContentLocation content) {
        if (content.place() instanceof ContentLocation.InOperation) {
            contents.lend(content, contents.readRoot(content));
        }
        return content.reference();
    }

    private ContentLocation placeSmall(byte[] whole) {
        ContentReference reference = new ContentReference(
                dev.ize.spi.ContentHash.ofContent(whole), ContentReference.Form.BYTES, whole.length);
        if (mayInline(reference)) {
            return inline(reference, whole);
        }
        return contents.locate(new ContentWriter(contents).write(whole));
    }

    private boolean mayInline(ContentReference reference) {
        return run.inlineAllowed() && reference.length() > 0 && reference.length() <= INLINE_BYTES;
    }

    private ContentLocation inline(ContentReference reference, byte[] raw) {
        run.putInline(raw);
        return new ContentLocation(reference, new ContentLocation.InOperation(run.branchId(), run.seq()));
    }
}
