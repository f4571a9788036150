package dev.ize.core.dump;

/**
 * One part of a dump.
 *
 * @param kind what it is
 * @param payload what it says
 */
record Frame(DumpFormat.Kind kind, byte[] payload) {}
