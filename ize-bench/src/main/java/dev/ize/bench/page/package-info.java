/**
 * A page of text, tables and charts, and the forms in which it is written: Markdown, HTML that needs no other file, and
 * charts as PNG.
 *
 * <p>{@link dev.ize.bench.page.Page} is the entry. Nothing here knows what the page is about, and no text that it is
 * given can become markup, but that text between backticks is code. Pages are values, for any thread.
 */
@NullMarked
package dev.ize.bench.page;

import org.jspecify.annotations.NullMarked;
