/**
 * What a run of the benchmarks leaves behind: files of JSON in one directory, from which alone a report is made.
 *
 * <p>{@link dev.ize.bench.raw.ResultDirectory} is the entry. Records here are the formats: a component is a member of
 * its name. No benchmark and no engine may be used here. Everything is a value, or for one thread at a time.
 */
@NullMarked
package dev.ize.bench.raw;

import org.jspecify.annotations.NullMarked;
