/**
 * A run of the kit against a backend that only its id names, in a JVM of its own, and what came of it.
 *
 * <p>{@link dev.ize.tck.run.BackendRun} is the main class of that JVM, which may die. It prints {@linkplain
 * dev.ize.tck.run.RunEvent events}, a line each; who started it reads them into a {@link dev.ize.tck.run.RunRecord},
 * which holds a status for each rule, and a {@link dev.ize.tck.run.Verdict}.
 *
 * <p>JUnit runs the tests one after the other and tells of them on one thread. A record is for one thread.
 */
@NullMarked
package dev.ize.tck.run;

import org.jspecify.annotations.NullMarked;
