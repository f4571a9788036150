package dev.ize.bench.targets;

import dev.ize.bench.measure.EngineCalls;
import dev.ize.bench.page.Unit;
import dev.ize.spi.Durability;
import dev.ize.spi.FileSystemStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Durable operations by 64 threads, each on a file of its own and acknowledged one by one, beside those by one thread. */
final class ThreadsLine implements Line {
    private static final int THREADS = 64;
    private static final double SECOND = 1e9;
    private static final String SERIAL = "one thread";
    private static final String TOGETHER = "64 threads";

    @Override
    public void measure(Scene scene, Findings findings) throws Exception {
        for (String engine : scene.engines()) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try (FileSystemStorage storage =
                    scene.open(engine, scene.directory("threads").resolve("store"), Durability.SYNC)) {
                DurableFile[] files = DurableFile.in(storage, THREADS);
                int serial = scene.size(1000, 5);
                int each = scene.size(150, 2);
                Turns turns = new Turns()
                        .add(SERIAL, () -> SECOND / Turns.nanosOfEach(serial, files[0]::overwrite))
                        .add(TOGETHER, () -> together(threads, files, each));
                turns.run(scene.size(3, 0), scene.size(7, 2));
                EngineCalls.start();
                long cpu = ProcessTime.nanos();
                together(threads, files, each);
                double cpuOfEach = (double) (ProcessTime.nanos() - cpu) / (THREADS * each);
                EngineCalls.stop();
                for (DurableFile file : files) {
                    file.check();
                }
                findings.add(Finding.ratio(
                                "threads-64",
                                "",
                                engine,
                                turns.of(TOGETHER, TOGETHER + ", operations a second:", Unit.COUNT),
                                turns.of(SERIAL, SERIAL + ", operations a second:", Unit.COUNT))
                        .with(List.of(
                                "engine calls an operation: " + EngineCalls.text((long) THREADS * each),
                                "processor time of all threads an operation: " + Unit.NANOSECONDS.text(cpuOfEach))));
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Operations a second. */
    private static double together(ExecutorService threads, DurableFile[] files, int each) throws Exception {
        CountDownLatch ready = new CountDownLatch(files.length);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> ends = new ArrayList<>();
        for (DurableFile file : files) {
            ends.add(threads.submit(() -> {
                ready.countDown();
                go.await();
                for (int i = 0; i < each; i++) {
                    file.overwrite();
                }
                return null;
            }));
        }
        ready.await();
        long start = System.nanoTime();
        go.countDown();
        for (Future<?> end : ends) {
            end.get();
        }
        return SECOND * files.length * each / (System.nanoTime() - start);
    }
}
