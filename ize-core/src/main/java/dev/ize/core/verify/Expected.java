package dev.ize.core.verify;

import dev.ize.core.format.ByteReader;
import dev.ize.core.format.ByteWriter;
import dev.ize.core.format.Checksum;
import dev.ize.core.format.ContentLocation;
import dev.ize.core.format.ContentLocation.Place;
import dev.ize.core.format.EntryRecord;
import dev.ize.core.format.Keyspaces;
import dev.ize.core.format.NamesRecord;
import dev.ize.core.format.NodeRecord;
import dev.ize.spi.ContentReference;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a record that an operation wrote must say. */
sealed interface Expected {
    /**
     * Whether a stored record says so.
     *
     * @throws dev.ize.spi.CorruptStoreException if it does not decode
     */
    boolean agreesWith(byte[] key, byte[] value);

    /**
     * The record, if all of it is known.
     *
     * @param places finds where a content lies whose place is not known
     */
    Optional<byte[]> encode(byte[] key, Function<ContentReference, Optional<Place>> places);

    /**
     * A version of a node. Where its content lies is not compared.
     *
     * @param contentKnown whether the log says what the content is, or only how long
     */
    record OfNode(NodeRecord record, boolean contentKnown) implements Expected {
        @Override
        public boolean agreesWith(byte[] key, byte[] value) {
            NodeRecord stored = NodeRecord.decode(key, value);
            return stored.kind() == record.kind()
                    && stored.links() == record.links()
                    && Objects.equals(stored.attributes(), record.attributes())
                    && Arrays.equals(stored.target(), record.target())
                    && hasContent(stored.content());
        }

        @Override
        public Optional<byte[]> encode(byte[] key, Function<ContentReference, Optional<Place>> places) {
            ContentLocation content = record.content();
            if (content == null) {
                return Optional.of(record.encode(key));
            }
            if (!contentKnown) {
                return Optional.empty();
            }
            boolean isPlaced =
                    content.reference().length() == 0 || !(content.place() instanceof ContentLocation.Nowhere);
            return (isPlaced ? Optional.of(content.place()) : places.apply(content.reference()))
                    .map(place -> record.with(new ContentLocation(content.reference(), place))
                            .encode(key));
        }

        private boolean hasContent(@Nullable ContentLocation stored) {
            ContentLocation own = record.content();
            if (own == null || stored == null) {
                return own == null && stored == null;
            }
            return contentKnown
                    ? stored.reference().equals(own.reference())
                    : stored.reference().length() == own.reference().length();
        }
    }

    /** A version of an entry. */
    record OfEntry(EntryRecord record) implements Expected {
        @Override
        public boolean agreesWith(byte[] key, byte[] value) {
            return EntryRecord.decode(key, value).equals(record);
        }

        @Override
        public Optional<byte[]> encode(byte[] key, Function<ContentReference, Optional<Place>> places) {
            return Optional.of(record.encode(key));
        }
    }

    /** Entries gained and lost. */
    record OfNames(NamesRecord record) implements Expected {
        @Override
        public boolean agreesWith(byte[] key, byte[] value) {
            return NamesRecord.decode(key, value).equals(record);
        }

        @Override
        public Optional<byte[]> encode(byte[] key, Function<ContentReference, Optional<Place>> places) {
            return Optional.of(record.encode(key));
        }
    }

    /**
     * A version of an extended attribute.
     *
     * @param value null: it was removed
     */
    record OfAttribute(byte @Nullable [] value) implements Expected {
        @Override
        public boolean agreesWith(byte[] key, byte[] stored) {
            ByteReader in = Checksum.open(Keyspaces.XATTRS, key, stored);
            byte[] decoded = in.u8() == 0 ? null : in.sized();
            in.finish();
            return Arrays.equals(decoded, value);
        }

        @Override
        public Optional<byte[]> encode(byte[] key, Function<ContentReference, Optional<Place>> places) {
            ByteWriter out = new ByteWriter().u8(value == null ? 0 : 1);
            if (value != null) {
                out.sized(value);
            }
            return Optional.of(Checksum.seal(Keyspaces.XATTRS, key, out));
        }
    }
}
