// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.serving.batch.Batcher.Answer;
import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.refusal.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every request ends by its deadline, whatever the worker does, and none is refused for nothing.
 */
final class TestDeadlines {

    private static final int BATCH = 64;

    private final Semaphore go = new Semaphore(0);
    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    private final Batcher batcher =
            new Batcher(
                    "test", new Batching(BATCH, Duration.ZERO, 1), 100, this::predict, sizes::add);
    private volatile Error thrown;

    private List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options) {
        go.acquireUninterruptibly();
        if (thrown != null) {
            throw thrown;
        }
        List<Prediction> predictions = new ArrayList<>();
        for (Map<String, ?> record : records) {
            predictions.add(
                    new Prediction(
                            "memory",
                            predictions.size() + 1,
                            Map.of(),
                            Map.of("y", Map.of("value", record.get("x"))),
                            Optional.empty()));
        }
        return predictions;
    }

    @AfterEach
    void close() {
        go.release(100_000);
        batcher.close();
    }

    private static List<Map<String, Object>> records(int count) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            records.add(Map.of("x", i));
        }
        return records;
    }

    private CompletableFuture<Answer> send(int count, long millis) {
        return batcher.predict(records(count), PredictionOptions.DEFAULT, in(millis));
    }

    private static long in(long millis) {
        return System.nanoTime() + Duration.ofMillis(millis).toNanos();
    }

    private static void assertIsLate(CompletableFuture<Answer> answer) {
        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        late -> assertThat(late.problem().code()).isEqualTo("SORA-6117"));
    }

    @Test
    void endsWhatWaitsAndWhatIsComputedAtItsDeadline() {
        CompletableFuture<Answer> computed = send(1, 1_000);
        while (batcher.waiting() > 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<Answer> waiting = send(2, 300);
        CompletableFuture<Answer> file = batcher.call(1, in(300), List::of);

        // the worker is still busy with the first
        assertIsLate(waiting);
        assertIsLate(file);
        assertIsLate(computed);
        assertThat(batcher.waiting()).isZero();
        go.release(100);
        assertThat(send(1, 60_000).join().predictions()).hasSize(1);
        assertThat(sizes).containsExactly(1, 1);
    }

    /** The client hears before its deadline that the time left is too short to compute. */
    @Test
    void refusesWhatWaitsOnceItIsTooLateToBegin() {
        batcher.bootstrap(Duration.ofMillis(500).toNanos());
        CompletableFuture<Answer> first = send(1, 60_000);
        while (batcher.waiting() > 0) {
            Thread.onSpinWait();
        }
        long deadline = in(2_400);
        CompletableFuture<Answer> late =
                batcher.predict(records(1), PredictionOptions.DEFAULT, deadline);
        assertIsLate(late);
        assertThat(deadline - System.nanoTime()).isPositive();
        assertThat(batcher.waiting()).isZero();

        go.release(100);
        assertThat(first.join().predictions()).hasSize(1);
        assertThat(sizes).containsExactly(1);
    }

    /** What a request takes was overestimated: it is computed, though it once seemed too late. */
    @Test
    void computesWhatTakesLessThanItSeemed() {
        batcher.bootstrap(Duration.ofMillis(1_500).toNanos());
        CompletableFuture<Answer> first = send(1, 60_000);
        while (batcher.waiting() > 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<Answer> next = send(1, 7_200);
        for (int i = 0; i < 64; i++) {
            batcher.bootstrap(Duration.ofMillis(1).toNanos());
        }
        // until after the moment that was the latest one by the first measurement
        assertIsLate(batcher.call(1, in(6_000), List::of));
        go.release(100);

        assertThat(first.join().predictions()).hasSize(1);
        assertThat(next.join().predictions()).hasSize(1);
    }

    /** A worker that is free too late for a request computes the next one instead. */
    @Test
    void passesOverWhatItIsTooLateToBegin() {
        Line line = new Line();
        Job late = job(2, 60_000);
        Job inTime = job(3, 60_000);
        line.add(late);
        line.add(inTime);
        line.passOver(late::equals);

        assertThat(line.first()).isEqualTo(inTime);
        assertThat(line.records()).isEqualTo(3);
        assertThat(line.contains(late)).isFalse();
        assertThat(line.isPassedOver(late)).isTrue();
        assertThat(line.take(BATCH, job -> false)).containsExactly(inTime);
        assertThat(line.remove(late)).isTrue();
        assertThat(line.remove(late)).isFalse();
        assertThat(line.isEmpty()).isTrue();
        assertThat(line.records()).isZero();
    }

    /** What waited past its deadline is not computed any more (pytorch/serve 1720). */
    @Test
    void doesNotComputeWhatIsOver() {
        CompletableFuture<Answer> first = send(1, 60_000);
        while (batcher.waiting() > 0) {
            Thread.onSpinWait();
        }
        List<CompletableFuture<Answer>> stale = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            stale.add(send(1, 300));
        }
        stale.forEach(TestDeadlines::assertIsLate);
        go.release(100);

        assertThat(first.join().predictions()).hasSize(1);
        assertThat(send(1, 60_000).join().predictions()).hasSize(1);
        assertThat(sizes).containsExactly(1, 1);
    }

    @Test
    void aStreamThatHasBegunKeepsItsDeadlineItself() throws InterruptedException {
        Semaphore begun = new Semaphore(0);
        CompletableFuture<Answer> stream =
                batcher.stream(
                        in(50),
                        () -> {
                            begun.release();
                            go.acquireUninterruptibly();
                            return List.of();
                        });
        begun.acquire();
        assertIsLate(send(1, 300));
        assertThat(stream).isNotDone();
        go.release(1);
        assertThat(stream.join().predictions()).isEmpty();
    }

    @Test
    void stopsComputingOnceNobodyWaits() {
        CompletableFuture<Answer> large = send(10 * BATCH, 100);
        assertIsLate(large);
        go.release(100);

        assertThat(send(1, 60_000).join().predictions()).hasSize(1);
        assertThat(sizes).hasSizeLessThan(10);
    }

    @Test
    void numbersTheRecordsOfALargeRequestFromOne() {
        go.release(100);
        List<Prediction> predictions = send(2 * BATCH + 5, 60_000).join().predictions();

        assertThat(sizes).containsExactly(BATCH, BATCH, 5);
        for (int i = 0; i < predictions.size(); i++) {
            assertThat(predictions.get(i).number()).isEqualTo(i + 1);
            assertThat(predictions.get(i).output("y")).containsEntry("value", i + 1);
        }
    }

    private static Job job(int count, long millis) {
        return Job.ofRecords(
                Job.Kind.RECORDS, records(count), PredictionOptions.DEFAULT, in(millis));
    }

    @Test
    void spareJobsComeLastAndAreDroppedFirst() {
        Waiting waiting = new Waiting(new Batching(BATCH, Duration.ZERO, 1), 10);
        Job spare = spare();
        Job dropped = spare();
        waiting.add(spare);
        waiting.add(dropped);
        assertThatThrownBy(() -> waiting.add(spare())).isInstanceOf(RefusedException.class);
        Job own = job(3, 60_000);
        waiting.add(own);

        assertThat(dropped.answer()).isCompletedExceptionally();
        assertThat(waiting.next()).containsExactly(own);
        assertThat(waiting.next()).containsExactly(spare);
    }

    private static Job spare() {
        return Job.ofRecords(Job.Kind.SPARE, records(4), PredictionOptions.DEFAULT, in(60_000));
    }

    @Test
    void whateverAModelThrowsEndsItsRequestOnly() {
        go.release(100);
        for (Error each :
                List.of(new Error("x"), new AssertionError("x"), new OutOfMemoryError())) {
            thrown = each;
            assertThatThrownBy(send(1, 60_000)::join).hasCause(each);
            thrown = null;
            assertThat(send(2, 60_000).join().predictions()).hasSize(2);
        }
    }
}
