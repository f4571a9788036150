/**
 * The bytes on disk: keyspaces, keys, and the records that values hold.
 *
 * <p>Start at {@link dev.ize.core.format.Keyspaces}, which shows the whole key space. Integers in keys are
 * big-endian and unsigned; {@code ~x} is the bitwise complement, so that newest comes first. Every value but
 * those of CONTENT ends in a CRC32C over keyspace, key and value. {@code docs/format.md} holds the same in
 * prose; golden tests hold both to the code. No engine and no file-system rule belongs here.
 */
@NullMarked
package dev.ize.core.format;

import org.jspecify.annotations.NullMarked;
