/**
 * The compatibility kit: it says whether a backend is right.
 *
 * <p>The kit's contracts are JUnit 5 classes that a backend's own tests extend. A key-value engine faces
 * {@link dev.ize.tck.engine.EngineContractSuite}, which checks every sentence of the {@linkplain
 * dev.ize.core.engine engine seam}. The kit proves itself on {@link dev.ize.tck.memory.InMemoryEngine}, which
 * passes, and in its own tests on engines that are wrong on purpose, which must not.
 *
 * <p>Threads: JUnit makes one instance of a contract for each test and runs it on one thread; tests start further
 * threads and wait for them. Every test closes what it opens.
 *
 * <p>No backend may be imported here, and no test of the kit may ask which backend it runs on.
 */
@NullMarked
package dev.ize.tck;

import org.jspecify.annotations.NullMarked;
