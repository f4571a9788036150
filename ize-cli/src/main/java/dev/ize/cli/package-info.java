/**
 * The {@code ize} command.
 *
 * <p>{@link dev.ize.cli.Main} takes the words of a command line and gives an exit code. {@link
 * dev.ize.cli.Ize} holds the options that every command has and opens the store; each other class named after a
 * command is that command, and does nothing but read its words, call the storage and print. What takes more
 * than that lies in {@code output} and {@code tree}.
 *
 * <p>A command runs on the thread that calls it, and its objects are for that thread and one run.
 *
 * <p>Engines are found at run time and never named here.
 */
@NullMarked
package dev.ize.cli;

import org.jspecify.annotations.NullMarked;
