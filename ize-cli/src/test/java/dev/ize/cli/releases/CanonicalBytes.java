package dev.ize.cli.releases;

import dev.ize.core.format.OperationVisitor;
import dev.ize.spi.ContentReference;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The canonical bytes of operations, written down once more, apart from the code that the store uses: a tag, the
 * path, what the operation adds. Numbers are 7 bits a byte, low ones first; bytes stand behind their length.
 */
final class CanonicalBytes implements OperationVisitor<CanonicalBytes> {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Optional<ContentReference> content;

    /** For an operation that writes this content, if it writes one. */
    CanonicalBytes(Optional<ContentReference> content) {
        this.content = content;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    CanonicalBytes number(long value) {
        long rest = value;
        while (rest < 0 || rest > 127) {
            out.write((int) (rest % 128) + 128);
            rest /= 128;
        }
        out.write((int) rest);
        return this;
    }

    CanonicalBytes bytes(byte[] value) {
        number(value.length);
        out.writeBytes(value);
        return this;
    }

    CanonicalBytes text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Seconds, of which those before 1970 are odd numbers and the others even, and nanoseconds. */
    CanonicalBytes time(Instant time) {
        long seconds = time.getEpochSecond();
        return number(seconds < 0 ? -2 * seconds - 1 : 2 * seconds).number(time.getNano());
    }

    private CanonicalBytes start(int tag, StorePath path) {
        out.write(tag);
        return path(path);
    }

    private CanonicalBytes path(StorePath path) {
        number(path.names().size());
        path.names().forEach(name -> bytes(name.toByteArray()));
        return this;
    }

    private CanonicalBytes content() {
        ContentReference reference = content.orElseThrow();
        number(reference.form() == ContentReference.Form.BYTES ? 0 : 1).number(reference.length());
        out.writeBytes(reference.hash().toByteArray());
        return this;
    }

    private CanonicalBytes time(Optional<Instant> time) {
        return time(time.orElseThrow());
    }

    private CanonicalBytes optional(Optional<Instant> time) {
        number(time.isPresent() ? 1 : 0);
        return time.map(this::time).orElse(this);
    }

    @Override
    public CanonicalBytes createFile(Operation.CreateFile operation) {
        return start(1, operation.path()).content().number(operation.mode()).time(operation.modified());
    }

    @Override
    public CanonicalBytes writeFile(Operation.WriteFile operation) {
        return start(2, operation.path()).number(operation.offset()).content().time(operation.modified());
    }

    @Override
    public CanonicalBytes truncateFile(Operation.TruncateFile operation) {
        return start(3, operation.path()).number(operation.size()).time(operation.modified());
    }

    @Override
    public CanonicalBytes replaceContent(Operation.ReplaceContent operation) {
        return start(4, operation.path()).content().time(operation.modified());
    }

    @Override
    public CanonicalBytes deleteFile(Operation.DeleteFile operation) {
        return start(5, operation.path());
    }

    @Override
    public CanonicalBytes renameFile(Operation.RenameFile operation) {
        return start(6, operation.path()).path(operation.from());
    }

    @Override
    public CanonicalBytes createDirectory(Operation.CreateDirectory operation) {
        return start(7, operation.path()).number(operation.mode()).time(operation.modified());
    }

    @Override
    public CanonicalBytes deleteDirectory(Operation.DeleteDirectory operation) {
        return start(8, operation.path());
    }

    @Override
    public CanonicalBytes renameDirectory(Operation.RenameDirectory operation) {
        return start(9, operation.path()).path(operation.from());
    }

    @Override
    public CanonicalBytes setPermissions(Operation.SetPermissions operation) {
        return start(10, operation.path()).number(operation.mode());
    }

    @Override
    public CanonicalBytes setTimestamps(Operation.SetTimestamps operation) {
        return start(11, operation.path()).optional(operation.modified()).optional(operation.accessed());
    }

    @Override
    public CanonicalBytes setOwnership(Operation.SetOwnership operation) {
        return start(12, operation.path())
                .number(Integer.toUnsignedLong(operation.owner()))
                .number(Integer.toUnsignedLong(operation.group()));
    }

    @Override
    public CanonicalBytes createSymlink(Operation.CreateSymlink operation) {
        return start(13, operation.path()).bytes(operation.target()).time(operation.modified());
    }

    @Override
    public CanonicalBytes deleteSymlink(Operation.DeleteSymlink operation) {
        return start(14, operation.path());
    }

    @Override
    public CanonicalBytes createHardLink(Operation.CreateHardLink operation) {
        return start(15, operation.path()).path(operation.existing());
    }

    @Override
    public CanonicalBytes setExtendedAttribute(Operation.SetExtendedAttribute operation) {
        return start(16, operation.path()).bytes(operation.name().toByteArray()).bytes(operation.value());
    }

    @Override
    public CanonicalBytes removeExtendedAttribute(Operation.RemoveExtendedAttribute operation) {
        return start(17, operation.path()).bytes(operation.name().toByteArray());
    }

    @Override
    public CanonicalBytes exchangeEntries(Operation.ExchangeEntries operation) {
        return start(18, operation.path()).path(operation.other());
    }

    @Override
    public CanonicalBytes restore(Operation.Restore operation) {
        throw new AssertionError("A restore stands in no log: " + operation);
    }
}
