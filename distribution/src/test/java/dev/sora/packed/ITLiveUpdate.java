// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Adds and removes plugins in a JVM while it trains and predicts with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class ITLiveUpdate {

    private static final RunListener DEAF = event -> {};

    private final List<Path> jars = new ArrayList<>();
    private LiveBench bench;

    @BeforeAll
    void start(@TempDir Path dir) throws IOException {
        bench = new LiveBench(dir, Path.of(System.getProperty("sora.folder"), "plugins"));
        assertThat(bench.host().problems()).isEmpty();
        String[] factors = {"0.5", "2.0", "-1.0", "4.0"};
        for (int i = 0; i < factors.length; i++) {
            ParticleJar.passes("1." + i + ".0");
            jars.add(ParticleJar.write(dir, "1." + i + ".0", factors[i]));
        }
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    private static AtomicLong passes(int minor) {
        return ParticleJar.passes("1." + minor + ".0");
    }

    @Test
    void aTrainingEndsWithThePluginsItBeganWith() throws Exception {
        for (int i = 0; i < jars.size(); i++) {
            passes(i).set(0);
        }
        bench.update(jars.get(0));
        Path undisturbed = bench.train(DEAF);
        long steps = passes(0).get();
        List<String> said = bench.predict(undisturbed, it -> {});
        List<WeakReference<ClassLoader>> old = new ArrayList<>();

        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch updated = new CountDownLatch(1);
        CompletableFuture<List<String>> predicting =
                CompletableFuture.supplyAsync(() -> predict(undisturbed, asked, updated));
        asked.await();
        Path disturbed = trainWhileUpdating(old);
        updated.countDown();

        assertThat(passes(0)).hasValue(2 * steps);
        for (int i = 1; i < jars.size(); i++) {
            assertThat(passes(i)).hasValue(0);
        }
        assertThat(predicting.get(1, TimeUnit.MINUTES)).isEqualTo(said);
        assertThat(LiveBench.weights(disturbed)).isEqualTo(LiveBench.weights(undisturbed));
        assertThat(lock(disturbed)).contains("1.0.0").doesNotContain("1.3.0");
        assertThat(bench.version()).isEqualTo("1.3.0");
        Path next = bench.train(DEAF);
        assertThat(lock(next)).contains("1.3.0").doesNotContain("1.0.0");
        assertThat(LiveBench.weights(next)).isNotEqualTo(LiveBench.weights(undisturbed));
        assertThat(passes(3)).hasPositiveValue();
        assertThat(LiveBench.reached(old)).as("class loaders of old versions").isZero();
    }

    /** Updates three times during a training, and checks that the training keeps its version. */
    private Path trainWhileUpdating(List<WeakReference<ClassLoader>> old) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        AtomicLong trained = passes(0);
        CompletableFuture<Void> updates =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                long begun = trained.get();
                                for (int i = 1; i < jars.size(); i++) {
                                    awaitAbove(trained, begun + 20L * i);
                                    old.add(bench.loader());
                                    bench.update(jars.get(i));
                                    awaitAbove(trained, trained.get());
                                }
                            } finally {
                                done.countDown();
                            }
                        });
        Path model =
                bench.train(
                        event -> {
                            if (event instanceof RunEvent.EpochEnded ended && ended.epoch() == 3) {
                                await(done);
                            }
                        });
        updates.get(1, TimeUnit.MINUTES);
        return model;
    }

    private List<String> predict(Path model, CountDownLatch asked, CountDownLatch updated) {
        try {
            return bench.predict(
                    model,
                    prediction -> {
                        asked.countDown();
                        await(updated);
                    });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitAbove(AtomicLong counter, long floor) {
        while (counter.get() <= floor) {
            pause();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the entry of the particle's plugin in the lock of a package. */
    private static String lock(Path model) throws IOException {
        String text = Files.readString(model.resolveSibling("sora.lock"));
        int shade = text.indexOf("shade");
        return text.substring(shade, Math.min(text.length(), shade + 120));
    }

    @Test
    void manyRunsAndManyChangesDoNotHarmEachOther() throws Exception {
        if (bench.shades().isEmpty()) {
            bench.update(jars.get(0));
        }
        long begun = System.nanoTime();
        Queue<WeakReference<ClassLoader>> seen = new ConcurrentLinkedQueue<>();
        AtomicLong trained = new AtomicLong();
        AtomicLong changes = new AtomicLong();
        // Continues until there were enough trainings and changes, at most 90 seconds.
        BooleanSupplier goesOn =
                () -> {
                    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                    return seconds < 4
                            || seconds < 90 && (trained.get() <= 3 || changes.get() <= 10);
                };
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(CompletableFuture.runAsync(() -> work(goesOn, trained), this::start));
        }
        all.add(CompletableFuture.runAsync(() -> change(goesOn, seen, changes), this::start));
        for (CompletableFuture<Void> one : all) {
            one.get(2, TimeUnit.MINUTES);
        }
        assertThat(trained).hasValueGreaterThan(3);
        assertThat(changes).hasValueGreaterThan(10);
        bench.host().change(List.of(), bench.shades());
        assertThat(LiveBench.reached(List.copyOf(seen))).as("class loaders left").isZero();
    }

    private void start(Runnable work) {
        new Thread(work, "live").start();
    }

    private void work(BooleanSupplier goesOn, AtomicLong trained) {
        while (goesOn.getAsBoolean()) {
            try {
                bench.train(DEAF, "training.epochs=1", "training.batch_size=400");
                trained.incrementAndGet();
            } catch (SoraException e) {
                // The particle was not offered when the run was planned, or was removed afterwards.
                assertThat(e.problems())
                        .extracting(Problem::code)
                        .containsAnyOf("SORA-3120", "SORA-2103");
            }
        }
    }

    private void change(
            BooleanSupplier goesOn, Queue<WeakReference<ClassLoader>> seen, AtomicLong changes) {
        Random random = new Random(11);
        while (goesOn.getAsBoolean()) {
            switch (random.nextInt(4)) {
                case 0 -> bench.host().change(List.of(), bench.shades());
                case 1 -> bench.update(jars.get(0));
                default -> bench.update(jars.get(random.nextInt(jars.size())));
            }
            if (!bench.shades().isEmpty()) {
                seen.add(bench.loader());
            }
            changes.incrementAndGet();
            pause();
        }
    }
}
