/**
 * What mutation testing of the shared layer asks of JUnit: which tests run, and that none runs in vain. Only the profile
 * {@code mutation} switches these extensions on; docs/mutation.md has the command and the results.
 */
@NullMarked
package dev.ize.tck.mutation;

import org.jspecify.annotations.NullMarked;
