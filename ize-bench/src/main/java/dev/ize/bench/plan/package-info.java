/**
 * What there is to measure: workloads, and the cells that each profile chooses of them.
 *
 * <p>Everything here is a value, for any thread. No engine and no benchmark class may be used here.
 */
@NullMarked
package dev.ize.bench.plan;

import org.jspecify.annotations.NullMarked;
