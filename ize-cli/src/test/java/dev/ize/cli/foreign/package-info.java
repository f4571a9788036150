/** Backends that the project does not know: each is wrong in its way, and a test puts it into a jar. */
package dev.ize.cli.foreign;
