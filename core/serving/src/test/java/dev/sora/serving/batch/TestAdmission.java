// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.PredictionOptions;
import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.refusal.RefusedException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is admitted is expected to be answered in time, and nothing is refused for nothing. */
final class TestAdmission {

    private static final int BATCH = 64;

    private static long in(long millis) {
        return System.nanoTime() + Duration.ofMillis(millis).toNanos();
    }

    private static Job job(int count, long millis) {
        return Job.ofRecords(
                Job.Kind.RECORDS,
                Collections.nCopies(count, Map.of("x", 1)),
                PredictionOptions.DEFAULT,
                in(millis));
    }

    @Test
    void countsTheOwnBatchesOfARequestAndThatOthersAreComputedTogether() {
        Waiting waiting = new Waiting(new Batching(BATCH, Duration.ZERO, 1), 100_000);
        waiting.measured(BATCH, Duration.ofMillis(20).toNanos());

        // one batch holds them all
        for (int i = 0; i < BATCH - 1; i++) {
            waiting.add(job(1, 5_000));
        }
        assertThatThrownBy(() -> waiting.add(job(1_000 * BATCH, 5_000)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SORA-6117");
        waiting.add(Job.ofCall(Job.Kind.CALL, 1, List::of, in(5_000)));
        assertThat(waiting.next()).hasSize(BATCH - 1);
    }

    /**
     * A slow first batch, as that which loads libraries, refuses only what comes while it is
     * computed: a server without load is never busy (BentoML 3200).
     */
    @Test
    void aSlowStartRefusesNothingOnceItIsOver() {
        Waiting waiting = new Waiting(new Batching(BATCH, Duration.ZERO, 1), 100_000);
        waiting.measured(1, Duration.ofSeconds(60).toNanos());
        waiting.add(job(1, 1_000));
        assertThatThrownBy(() -> waiting.add(job(1, 1_000))).isInstanceOf(RefusedException.class);
        List<Job> taken = waiting.next();
        waiting.ended(taken, true, 1_000);

        waiting.add(job(1, 1_000));
        waiting.add(job(1, 1_000));
        assertThat(waiting.records()).isEqualTo(2);
    }

    /** Also by the check before a request is read; one that has time may wait. */
    @Test
    void admitsNothingThatWouldHaveToWaitForAWorkerWhichDoesNotComeBack()
            throws InterruptedException {
        Waiting waiting = new Waiting(new Batching(BATCH, Duration.ZERO, 1), 100_000);
        waiting.measured(1, 1_000);
        waiting.add(job(1, 60_000));
        waiting.next();
        TimeUnit.MILLISECONDS.sleep(30);

        assertThatThrownBy(() -> waiting.check(in(20))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> waiting.add(job(1, 20)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SORA-6117");
        waiting.check(in(60_000));
        waiting.add(job(1, 60_000));
        assertThat(waiting.records()).isEqualTo(1);
    }

    @Test
    void aLongRequestRefusesNothingThatAnotherWorkerComputesAtOnce() {
        Waiting waiting = new Waiting(new Batching(BATCH, Duration.ZERO, 2), 100_000);
        waiting.measured(BATCH, Duration.ofMillis(BATCH).toNanos());
        waiting.add(job(10_000, 60_000));
        List<Job> taken = waiting.next();
        waiting.add(job(1, 1_000));

        assertThat(taken).hasSize(1);
        assertThat(waiting.next()).hasSize(1);
        // now both compute
        assertThatThrownBy(() -> waiting.add(job(1, 1_000))).isInstanceOf(RefusedException.class);
    }

    @Test
    void theLastPartOfARequestDoesNotHalveWhatItCost() {
        Waiting waiting = new Waiting(new Batching(BATCH, Duration.ZERO, 1), 100_000);
        waiting.measured(BATCH + 1, Duration.ofMillis(BATCH + 1).toNanos());

        assertThat(waiting.costs()).containsExactly(Map.entry(BATCH, 0.001));
    }

    /** On a busy machine nine batches take a second, and one, which is interrupted, 31 seconds. */
    @Test
    void countsInterruptionsWhichMostBatchesDoNotHave() {
        Waiting waiting = new Waiting(new Batching(1, Duration.ZERO, 1), 100_000);
        for (int i = 1; i <= 100; i++) {
            waiting.add(job(1, 60_000));
            waiting.ended(waiting.next(), true, Duration.ofSeconds(i % 10 == 0 ? 31 : 1).toNanos());
        }
        int admitted = 0;
        try {
            while (admitted < 1_000) {
                waiting.add(job(1, 1_200_000));
                admitted++;
            }
        } catch (RefusedException full) {
            assertThat(full.problem().code()).isEqualTo("SORA-6117");
        }

        // 300 in 1,200 s; the first expectations are exceeded by half
        assertThat(admitted).isBetween(150, 230);
    }

    /** What is admitted is expected to be answered well before its deadline. */
    @Test
    void admitsNoMoreThanItCanAnswerInTime() {
        Waiting waiting = new Waiting(new Batching(1, Duration.ZERO, 2), 100_000);
        waiting.measured(1, Duration.ofMillis(1_000).toNanos());
        int admitted = 0;
        while (admitted < 100) {
            try {
                waiting.add(job(1, 20_000));
                admitted++;
            } catch (RefusedException e) {
                break;
            }
        }

        // two workers compute 40 in 20 s; the first expectations are exceeded by half
        assertThat(admitted).isBetween(20, 27);
    }
}
