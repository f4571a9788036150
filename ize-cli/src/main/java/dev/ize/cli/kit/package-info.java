/**
 * The compatibility kit, run in a JVM of its own against one backend, and the reports of it.
 *
 * <p>{@link dev.ize.cli.kit.KitProcess} starts that JVM and follows it to its end, whichever that is; {@link
 * dev.ize.cli.kit.KitReport} is what is known then, and {@link dev.ize.cli.kit.ReportFiles} writes it.
 *
 * <p>For one thread. No backend is loaded here.
 */
@NullMarked
package dev.ize.cli.kit;

import org.jspecify.annotations.NullMarked;
