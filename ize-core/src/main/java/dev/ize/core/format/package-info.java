/**
 * The bytes on disk: keyspaces, keys, and the records that values hold.
 *
 * <p>Start at {@link dev.ize.core.format.Keyspaces}, which shows the whole key space. Integers in keys are
 * big-endian and unsigned; {@code ~x} is the bitwise complement, so that newest comes first. Every value but
 * those of CONTENT ends in a CRC32C over keyspace, key and value. {@code docs/format.md} holds the same in
 * prose; golden tests hold both to the code. No engine and no file-system rule belongs here.
 *
 * <p>The methods of all records are alike: {@code encode} gives the value that belongs under a key, and {@code decode}
 * takes it apart, or throws {@link dev.ize.spi.CorruptStoreException} where it does not match its checksum or does not
 * decode. What a record says is not checked against others, and one that is made not at all: {@code verify} does that.
 *
 * <p>Records are values and may be used by any thread; their arrays are not copied, and nobody changes one. {@link
 * dev.ize.core.format.ByteReader} and {@link dev.ize.core.format.ByteWriter} are for one thread. Where a component is
 * marked nullable, null is absence as its comment says. Times are instants of UTC, of nanoseconds.
 */
@NullMarked
package dev.ize.core.format;

import org.jspecify.annotations.NullMarked;
