/**
 * The compatibility kit: it says whether a backend is right.
 *
 * <p>A backend's own tests extend {@link dev.ize.tck.EngineBackendSuite}, or, where it is no key-value engine, {@link
 * dev.ize.tck.StorageBackendSuite}, and give its id; {@link dev.ize.tck.Profile} says how much runs. Where there is no
 * build, {@link dev.ize.tck.run.BackendRun} runs the same, which is what the command {@code ize tck} does. Each test
 * shows rules of the {@linkplain dev.ize.tck.rule.RuleBook rule book}; a failure names them.
 *
 * <p>The contracts are JUnit 5 classes by topic: {@link dev.ize.tck.engine} for every sentence of the {@linkplain
 * dev.ize.core.engine engine seam}, {@link dev.ize.tck.storage} for storages and the records below them, {@link
 * dev.ize.tck.fault} for what is left after failures. The kit proves itself on {@link
 * dev.ize.tck.memory.InMemoryEngine}, which passes, and in its own tests on implementations that are wrong on purpose,
 * which must not.
 *
 * <p>Threads: JUnit makes one instance of a contract for each test and runs it on one thread; tests start further
 * threads and wait for them. Every test closes what it opens.
 *
 * <p>No backend may be imported here, and no test of the kit may ask which backend it runs on.
 */
@NullMarked
package dev.ize.tck;

import org.jspecify.annotations.NullMarked;
