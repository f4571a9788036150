/**
 * The storage contract: what the {@linkplain dev.ize.spi interface} promises, as tests.
 *
 * <p>A backend extends {@link dev.ize.tck.storage.StorageContractSuite} once and names its provider; that is
 * all. The tests are split by topic, a class each, and are package-private, so that no backend can empty one by
 * overriding it. Each opens a store of its own, in a directory of its own, with a clock that it moves itself, and waits
 * for the threads that it starts.
 *
 * <p>A storage of any kind can be checked, on an engine of the seam or not: nothing that the storage contract uses may
 * import ize-core. What must damage, move or count records reaches them through the seam and the format of ize-core,
 * and is a contract of its own, {@link dev.ize.tck.storage.RecordContractSuite}, for backends that are an engine.
 */
@NullMarked
package dev.ize.tck.storage;

import org.jspecify.annotations.NullMarked;
