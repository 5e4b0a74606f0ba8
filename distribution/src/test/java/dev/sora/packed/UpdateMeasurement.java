// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import dev.sora.core.RunEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Trains for about a minute, updates the plugin of the training three times meanwhile, and prints
 * the results. Ends with status 1 if the weights differ from those of a training without updates,
 * if the next training does not use the new version, or if an old version is still in the heap.
 */
final class UpdateMeasurement {

    private static final String LOADER =
            "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";

    private final LiveBench bench;
    private final List<Path> jars = new ArrayList<>();
    private boolean good = true;

    private UpdateMeasurement(LiveBench bench) throws IOException {
        this.bench = bench;
        String[] factors = {"0.5", "2.0", "-1.0", "4.0"};
        for (int i = 0; i < factors.length; i++) {
            ParticleJar.passes("1." + i + ".0");
            jars.add(ParticleJar.write(bench.folder(), "1." + i + ".0", factors[i]));
        }
    }

    /**
     * Measures.
     *
     * @param words the folder of the packed plugins, a folder to work in, and how many seconds a
     *     training lasts
     */
    public static void main(String[] words) throws Exception {
        int seconds = Integer.parseInt(words[2]);
        try (LiveBench bench =
                new LiveBench(Files.createDirectories(Path.of(words[1])), Path.of(words[0]))) {
            UpdateMeasurement measurement = new UpdateMeasurement(bench);
            measurement.run(seconds);
            if (!measurement.good) {
                System.exit(1);
            }
        }
    }

    private void run(int seconds) throws Exception {
        bench.update(jars.get(0));
        long loaders = instances(LOADER);
        int epochs = epochsIn(seconds);
        Training undisturbed = train(epochs, done -> {});
        say("undisturbed", "%.1f s, %d epochs".formatted(undisturbed.seconds, epochs));

        List<WeakReference<ClassLoader>> old = new CopyOnWriteArrayList<>();
        List<CompletableFuture<String>> updates = new ArrayList<>();
        Training disturbed =
                train(
                        epochs,
                        done -> {
                            int next = updates.size() + 1;
                            if (next < jars.size() && done >= next * epochs / jars.size()) {
                                updates.add(update(jars.get(next), old));
                            }
                        });
        say(
                "with three updates",
                "%.1f s; %s"
                        .formatted(
                                disturbed.seconds,
                                String.join(
                                        ", ",
                                        updates.stream().map(CompletableFuture::join).toList())));
        check(
                "same weights as undisturbed",
                Arrays.equals(
                        LiveBench.weights(disturbed.model), LiveBench.weights(undisturbed.model)));
        AtomicLong passes = ParticleJar.passes("1.3.0");
        check("the running one used none of them", passes.get() == 0);
        Training next = train(2, done -> {});
        check("the next one used 1.3.0", passes.get() > 0 && next.seconds > 0);
        long left = LiveBench.reached(old);
        check("class loaders of old versions reached: " + left, left == 0);
        long now = instances(LOADER);
        check(
                "class loaders of bundles in the heap: %d, %d before".formatted(now, loaders),
                now == loaders);
    }

    /** The result of a training. */
    private record Training(Path model, double seconds) {}

    private Training train(int epochs, IntConsumer epochEnded) {
        long begun = System.nanoTime();
        Path model =
                bench.train(
                        event -> {
                            if (event instanceof RunEvent.EpochEnded ended) {
                                epochEnded.accept(ended.epoch());
                            }
                        },
                        "training.epochs=" + epochs);
        return new Training(model, (System.nanoTime() - begun) / 1e9);
    }

    /** The first epochs include compilation, so they are slower than the others. */
    private int epochsIn(int seconds) {
        train(20, done -> {});
        Training probe = train(40, done -> {});
        return Math.max(8, (int) (40 * seconds / probe.seconds));
    }

    /** Updates on another thread while the training runs. */
    private CompletableFuture<String> update(Path jar, List<WeakReference<ClassLoader>> old) {
        return CompletableFuture.supplyAsync(
                () -> {
                    old.add(bench.loader());
                    long begun = System.nanoTime();
                    bench.update(jar);
                    double millis = (System.nanoTime() - begun) / 1e6;
                    return "%s in %.0f ms".formatted(jar.getFileName(), millis);
                });
    }

    private static long instances(String type) throws JMException {
        String histogram =
                (String)
                        ManagementFactory.getPlatformMBeanServer()
                                .invoke(
                                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                        "gcClassHistogram",
                                        new Object[] {new String[0]},
                                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(cells -> cells.length > 3 && cells[3].equals(type))
                .mapToLong(cells -> Long.parseLong(cells[1]))
                .sum();
    }

    private void check(String what, boolean holds) {
        say(holds ? "yes" : "NO", what);
        good &= holds;
    }

    private static void say(String head, String rest) {
        System.out.printf("%-20s %s%n", head, rest);
    }
}
