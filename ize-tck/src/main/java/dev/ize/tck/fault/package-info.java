/**
 * The fault contract: what becomes of a store when its process, its engine, its disk or its files fail.
 *
 * <p>A backend extends {@link dev.ize.tck.fault.FaultContractSuite} once and names its provider. Every test runs
 * a seeded workload, {@code Lane}, which knows without asking the storage what each of its steps leaves; does
 * harm; and compares the store with the lane by {@code Survey}. What may end a JVM happens in a JVM of its own.
 * Each contract has a control: a variant that is broken on purpose, which the same check must find.
 *
 * <p>The normal build runs a short form of each, but of the power cuts, which need root. The profile {@code faults} runs
 * the long forms and no other tests; {@code -Dgroups=kill} picks one topic by its tag, {@code -Dize.seed=1234} runs a
 * seed again, and {@code -Dize.fault=short} the short forms. Each test prints what it ran.
 *
 * <p>A test runs on one thread, and waits for the threads and processes that it starts.
 *
 * <p>No backend may be imported here.
 */
@NullMarked
package dev.ize.tck.fault;

import org.jspecify.annotations.NullMarked;
