package dev.ize.spi;

/**
 * A large change under way: its operations are written as they come and no view sees any of them until {@link
 * #publish()} makes all visible in one step.
 *
 * <p><i>Threads:</i> one at a time. <i>Life cycle:</i> {@link #close()} without {@code publish()} takes
 * everything back; after {@code publish()}, or a second time, it does nothing. A stage that is not closed keeps its
 * branch from other changes until the storage is closed. One that a crash leaves behind is removed when the store is
 * opened again, before its branch takes another change. After the end {@code add} and {@code publish} throw {@link
 * StorageClosedException}.
 *
 * <p><i>Failure:</i> an operation that does not fit makes the stage unable to go on: the call that finds it,
 * which may be a later {@code add} or {@code publish}, throws {@link ChangeRefusedException} with the
 * operation's position, and so does every later call; close the stage. So it is with every exception of {@code
 * add}. A {@code publish} that the engine refuses with a {@link WriteRefusedException} may be tried again where all
 * operations had been written by then, else throws the same again.
 */
public interface StagedChange extends AutoCloseable {
    /**
     * Adds an operation; it sees the effects of those before it. A content handle that it uses stays open until the
     * stage has ended.
     *
     * @throws InvalidNameException as for {@link Branch#apply}
     * @throws NoSuchPointException likewise
     * @throws PointPrunedException likewise
     * @throws NotFoundException likewise
     */
    void add(Operation operation);

    /** Number of operations added so far; a restore counts as one. */
    long operations();

    /**
     * Makes the change visible and durable, as the storage's {@link Durability} says.
     *
     * @throws IllegalStateException if no operation was added
     */
    AppliedChange publish();

    /** Ends the stage; what was written is taken back in the background, and until then the branch waits. */
    @Override
    void close();
}
