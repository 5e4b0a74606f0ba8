// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of an earlier training while the workers of another one begin. */
final class TestOlderResults {

    @TempDir private Path out;

    @BeforeEach
    void earlier() throws Exception {
        for (String name :
                new String[] {"model.sora", "metrics.json", "workers.json", "mine.txt"}) {
            Files.writeString(out.resolve(name), "earlier");
        }
    }

    private static void await(CountDownLatch latch) throws Exception {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void theyAreRemovedOnceTheWorkersHaveBegun() throws Exception {
        CountDownLatch looked = new CountDownLatch(2);
        AtomicBoolean begun = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        OlderResults older =
                OlderResults.of(
                        out,
                        () -> {
                            looked.countDown();
                            if (failures.getAndIncrement() == 0) {
                                throw new IllegalStateException("out of reach for a moment");
                            }
                            return begun.get();
                        });
        try (older) {
            await(looked);
            assertThat(out.resolve("model.sora")).exists();

            begun.set(true);
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (Files.exists(out.resolve("workers.json"))) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(20);
            }
        }
        assertThat(out.toFile().list()).containsExactly("mine.txt");
    }

    /** A file system that answers after the training has ended: the results are its own then. */
    @Test
    void aLateAnswerRemovesNothing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicReference<Thread> watcher = new AtomicReference<>();
        OlderResults older =
                OlderResults.of(
                        out,
                        () -> {
                            watcher.set(Thread.currentThread());
                            asked.countDown();
                            try {
                                await(answered);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return true;
                        });
        await(asked);
        // the end does not wait for an answer
        Thread.currentThread().interrupt();
        older.close();
        assertThat(Thread.interrupted()).isTrue();

        answered.countDown();

        watcher.get().join(60_000);
        assertThat(watcher.get().isAlive()).isFalse();
        assertThat(out.toFile().list()).hasSize(4);
    }

    @Test
    void aTrainingThatIsRefusedRemovesNothing() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        try (OlderResults older =
                OlderResults.of(
                        out,
                        () -> {
                            looked.countDown();
                            return false;
                        })) {
            assertThat(older).isNotNull();
            await(looked);
        }
        assertThat(out.toFile().list()).hasSize(4);
    }
}
