package dev.ize.spi;

/**
 * A large change under way: its operations are written as they come and no view sees any of them until {@link
 * #publish()} makes all visible in one step.
 *
 * <p><i>Threads:</i> one at a time. <i>Life cycle:</i> {@link #close()} without {@code publish()} takes
 * everything back; after {@code publish()} it does nothing. A stage that a crash leaves behind is removed when
 * the store is opened again, before its branch takes another change.
 *
 * <p><i>Failure:</i> an operation that does not fit makes the stage unable to go on: the call that finds it,
 * which may be a later {@code add} or {@code publish}, throws {@link ChangeRefusedException} with the
 * operation's position, and so does every later call; close the stage.
 */
public interface StagedChange extends AutoCloseable {
    /** Adds an operation; it sees the effects of those before it. */
    void add(Operation operation);

    /** Number of operations added so far. */
    long operations();

    /** Makes the change visible and durable. At least one operation must have been added. */
    AppliedChange publish();

    @Override
    void close();
}
