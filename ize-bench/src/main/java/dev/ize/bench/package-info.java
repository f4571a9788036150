/**
 * JMH benchmarks of file-system work, each written once and run on every backend.
 *
 * <p>A benchmark's {@code backend} parameter is the id of a provider on the class path. Stores lie in fresh
 * temporary directories. {@code ize-bench/README.md} says how to run them and what their figures mean. No class of
 * a backend may be named here.
 */
@NullMarked
package dev.ize.bench;

import org.jspecify.annotations.NullMarked;
