/**
 * The storage contract: what the {@linkplain dev.ize.spi interface} promises, as tests.
 *
 * <p>A backend extends {@link dev.ize.tck.storage.StorageContractSuite} once and names its provider; that is
 * all. The tests are split by topic, a class each, and are package-private, so that no backend can empty one by
 * overriding it. Each opens a store of its own, in a directory of its own, with a clock that it moves itself, and waits
 * for the threads that it starts.
 *
 * <p>A storage of any kind can be checked, on an engine of the seam or not. Tests that must damage records reach them
 * through the seam and the format of ize-core, and are skipped, with that reason, where there is no engine.
 */
@NullMarked
package dev.ize.tck.storage;

import org.jspecify.annotations.NullMarked;
