// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.serving.batch.Batcher;
import dev.sora.serving.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An answer that was computed in time may wait for a thread, or take long to be written. */
final class TestLateAnswers {

    private static final Batcher.Answer COMPUTED = new Batcher.Answer(List.of(), 1, 1, false, true);

    private final AtomicInteger made = new AtomicInteger();
    private final List<Boolean> noted = new ArrayList<>();

    private String answer(long millis, Executor executor, long writing) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        return Predicting.inTime(
                        CompletableFuture.completedFuture(COMPUTED),
                        deadline,
                        executor,
                        (computed, inTime) -> noted.add(inTime),
                        computed -> {
                            made.incrementAndGet();
                            sleep(writing);
                            return "answer";
                        })
                .toCompletableFuture()
                .join();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void areSentWhileTheirTimeLasts() {
        assertThat(answer(600_000, Runnable::run, 0)).isEqualTo("answer");
        assertThat(noted).containsExactly(true);
    }

    @Test
    void areNotMadeOnceTheirTimeIsOver() {
        Executor busy =
                work -> {
                    sleep(30);
                    work.run();
                };
        assertThatThrownBy(() -> answer(10, busy, 0))
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("SORA-6117");
        assertThat(made).hasValue(0);
        assertThat(noted).containsExactly(false);
    }

    @Test
    void areRefusedIfTheyWereWrittenTooLate() {
        // the first check needs some time that is left on a busy machine
        assertThatThrownBy(() -> answer(2_000, Runnable::run, 2_001))
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("SORA-6117");
        assertThat(made).hasValue(1);
        assertThat(noted).containsExactly(false);
    }
}
