package dev.ize.bench.targets;

/** How a line of the table is measured. */
interface Line {
    /**
     * Measures it on all engines of a scene.
     *
     * @throws Exception if it cannot go on; what was found before stays
     */
    void measure(Scene scene, Findings findings) throws Exception;
}
