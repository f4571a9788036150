package dev.ize.core.collect;

/**
 * An object that nothing was found to need.
 *
 * @param key its key in CONTENT_IDS
 * @param id where it lies in CONTENT
 * @param bytes size of its record, in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Candidate(byte[] key, long id, long bytes) {}
