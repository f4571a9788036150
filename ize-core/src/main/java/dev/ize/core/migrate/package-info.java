/**
 * Migration: the records of a store copied from one engine to another as they are.
 *
 * <p>Start at {@link dev.ize.core.migrate.RecordCopy}; {@code dev.ize.core.StoreMigration} opens what it copies from
 * and to. Nothing of the format is understood here but that keyspaces hold keys and values. All is the work of one
 * thread, which reads while another may write what it hands over.
 */
@NullMarked
package dev.ize.core.migrate;

import org.jspecify.annotations.NullMarked;
