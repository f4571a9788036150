/**
 * The report of a run, made from its raw files only, and what moved between two runs.
 *
 * <p>{@link dev.ize.bench.report.Report} writes it, {@link dev.ize.bench.report.Comparison} compares. Each section of
 * the page is a class of its own; the rules by which they judge stand in the report too. Engines are named here only
 * where the comparison that started the project named them. Everything is a value, or for one thread at a time.
 */
@NullMarked
package dev.ize.bench.report;

import org.jspecify.annotations.NullMarked;
