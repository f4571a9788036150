package dev.ize.tck.storage;

/** What is wrong in a storage: an answer to each call, most often the right one. */
interface Alteration {
    /** Answers a call in place of the right storage. */
    Object answer(StorageCall call) throws Throwable;
}
