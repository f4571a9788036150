package dev.ize.core.format;

import dev.ize.spi.Attributes;
import dev.ize.spi.Content;
import dev.ize.spi.ContentReference;
import dev.ize.spi.CorruptStoreException;
import dev.ize.spi.InvalidNameException;
import dev.ize.spi.Name;
import dev.ize.spi.Operation;
import dev.ize.spi.StorePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The canonical bytes of an operation: what the log stores and what the chain hashes. They hold paths and
 * content references and no internal number, so that equal logs have equal chains everywhere.
 *
 * <p>The tags are part of the format. Times are always present, and content is a reference: the writer has
 * filled in both.
 */
public final class OperationCodec {
    private OperationCodec() {}

    /**
     * Appends an operation.
     *
     * @throws IllegalArgumentException for a restore, for content that is no reference, and where a time is missing
     */
    public static void encode(ByteWriter out, Operation operation) {
        OperationVisitor.visit(operation, new Encoder(out));
    }

    /**
     * Reads an operation and leaves what follows.
     *
     * @throws CorruptStoreException if there is none, or one that nobody could have asked for
     */
    public static Operation decode(ByteReader in) {
        try {
            return decodeTagged(in);
        } catch (IllegalArgumentException | InvalidNameException e) {
            throw new CorruptStoreException("A record holds an operation that cannot be.", e);
        }
    }

    private static Operation decodeTagged(ByteReader in) {
        int tag = in.u8();
        StorePath path = path(in);
        return switch (tag) {
            case 1 -> new Operation.CreateFile(path, content(in), mode(in), time(in));
            case 2 -> new Operation.WriteFile(path, offset(in), content(in), time(in));
            case 3 -> new Operation.TruncateFile(path, offset(in), time(in));
            case 4 -> new Operation.ReplaceContent(path, content(in), time(in));
            case 5 -> new Operation.DeleteFile(path);
            case 6 -> new Operation.RenameFile(path(in), path);
            case 7 -> new Operation.CreateDirectory(path, mode(in), time(in));
            case 8 -> new Operation.DeleteDirectory(path);
            case 9 -> new Operation.RenameDirectory(path(in), path);
            case 10 -> new Operation.SetPermissions(path, mode(in));
            case 11 -> new Operation.SetTimestamps(path, optionalTime(in), optionalTime(in));
            case 12 -> new Operation.SetOwnership(path, (int) in.varint(), (int) in.varint());
            case 13 -> new Operation.CreateSymlink(path, in.sized(), time(in));
            case 14 -> new Operation.DeleteSymlink(path);
            case 15 -> new Operation.CreateHardLink(path(in), path);
            case 16 -> new Operation.SetExtendedAttribute(path, in.name(), in.sized());
            case 17 -> new Operation.RemoveExtendedAttribute(path, in.name());
            case 18 -> new Operation.ExchangeEntries(path(in), path);
            default -> throw in.damaged("unknown operation " + tag);
        };
    }

    private static StorePath path(ByteReader in) {
        int count = in.smallVarint();
        List<Name> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.name());
        }
        return StorePath.of(names);
    }

    private static ContentReference content(ByteReader in) {
        return ContentLocation.decodeReference(in);
    }

    private static int mode(ByteReader in) {
        int mode = in.smallVarint();
        if (mode > Attributes.MAX_MODE) {
            throw in.damaged("mode out of range");
        }
        return mode;
    }

    private static long offset(ByteReader in) {
        long offset = in.varint();
        if (offset < 0) {
            throw in.damaged("offset out of range");
        }
        return offset;
    }

    private static Optional<Instant> time(ByteReader in) {
        return Optional.of(in.instant());
    }

    private static Optional<Instant> optionalTime(ByteReader in) {
        return in.u8() == 0 ? Optional.empty() : time(in);
    }

    /** Writes an operation's tag, path and further fields. */
    private record Encoder(ByteWriter out) implements OperationVisitor<ByteWriter> {
        private ByteWriter begin(int tag, StorePath path) {
            out.u8(tag);
            return path(path);
        }

        private ByteWriter path(StorePath path) {
            out.varint(path.names().size());
            path.names().forEach(name -> out.sized(name.toByteArray()));
            return out;
        }

        private ByteWriter content(Content content) {
            if (!(content instanceof ContentReference reference)) {
                throw new IllegalArgumentException("Content must have been stored before it is logged");
            }
            ContentLocation.encodeReference(out, reference);
            return out;
        }

        private ByteWriter time(Optional<Instant> time) {
            return out.instant(time.orElseThrow(() -> new IllegalArgumentException("The time must be filled in")));
        }

        private ByteWriter optionalTime(Optional<Instant> time) {
            out.u8(time.isPresent() ? 1 : 0);
            time.ifPresent(out::instant);
            return out;
        }

        @Override
        public ByteWriter createFile(Operation.CreateFile operation) {
            begin(1, operation.path());
            content(operation.content()).varint(operation.mode());
            return time(operation.modified());
        }

        @Override
        public ByteWriter writeFile(Operation.WriteFile operation) {
            begin(2, operation.path()).varint(operation.offset());
            content(operation.content());
            return time(operation.modified());
        }

        @Override
        public ByteWriter truncateFile(Operation.TruncateFile operation) {
            begin(3, operation.path()).varint(operation.size());
            return time(operation.modified());
        }

        @Override
        public ByteWriter replaceContent(Operation.ReplaceContent operation) {
            begin(4, operation.path());
            content(operation.content());
            return time(operation.modified());
        }

        @Override
        public ByteWriter deleteFile(Operation.DeleteFile operation) {
            return begin(5, operation.path());
        }

        @Override
        public ByteWriter renameFile(Operation.RenameFile operation) {
            begin(6, operation.path());
            return path(operation.from());
        }

        @Override
        public ByteWriter createDirectory(Operation.CreateDirectory operation) {
            begin(7, operation.path()).varint(operation.mode());
            return time(operation.modified());
        }

        @Override
        public ByteWriter deleteDirectory(Operation.DeleteDirectory operation) {
            return begin(8, operation.path());
        }

        @Override
        public ByteWriter renameDirectory(Operation.RenameDirectory operation) {
            begin(9, operation.path());
            return path(operation.from());
        }

        @Override
        public ByteWriter setPermissions(Operation.SetPermissions operation) {
            return begin(10, operation.path()).varint(operation.mode());
        }

        @Override
        public ByteWriter setTimestamps(Operation.SetTimestamps operation) {
            begin(11, operation.path());
            optionalTime(operation.modified());
            return optionalTime(operation.accessed());
        }

        @Override
        public ByteWriter setOwnership(Operation.SetOwnership operation) {
            return begin(12, operation.path())
                    .varint(Integer.toUnsignedLong(operation.owner()))
                    .varint(Integer.toUnsignedLong(operation.group()));
        }

        @Override
        public ByteWriter createSymlink(Operation.CreateSymlink operation) {
            begin(13, operation.path()).sized(operation.target());
            return time(operation.modified());
        }

        @Override
        public ByteWriter deleteSymlink(Operation.DeleteSymlink operation) {
            return begin(14, operation.path());
        }

        @Override
        public ByteWriter createHardLink(Operation.CreateHardLink operation) {
            begin(15, operation.path());
            return path(operation.existing());
        }

        @Override
        public ByteWriter setExtendedAttribute(Operation.SetExtendedAttribute operation) {
            return begin(16, operation.path())
                    .sized(operation.name().toByteArray())
                    .sized(operation.value());
        }

        @Override
        public ByteWriter removeExtendedAttribute(Operation.RemoveExtendedAttribute operation) {
            return begin(17, operation.path()).sized(operation.name().toByteArray());
        }

        @Override
        public ByteWriter exchangeEntries(Operation.ExchangeEntries operation) {
            begin(18, operation.path());
            return path(operation.other());
        }

        @Override
        public ByteWriter restore(Operation.Restore operation) {
            throw new IllegalArgumentException("A restore is logged as the operations that it comes to");
        }
    }
}
