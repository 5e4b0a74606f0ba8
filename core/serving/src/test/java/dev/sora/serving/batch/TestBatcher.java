// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.refusal.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests are computed together, and each gets its own answers. */
final class TestBatcher {

    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicLong pause = new AtomicLong();
    private Batcher batcher = batcher(4, 100, Duration.ZERO);

    private Batcher batcher(int records, int queue, Duration wait) {
        return new Batcher(
                "test", new Batching(records, wait, 1), queue, this::predict, sizes::add);
    }

    /** Answers each record with its own value; a record of null throws, as a broken plugin does. */
    private List<Prediction> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options) {
        entered.countDown();
        try {
            go.await();
            TimeUnit.MILLISECONDS.sleep(pause.get());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        List<Prediction> predictions = new ArrayList<>();
        for (Map<String, ?> record : records) {
            if (record.isEmpty()) {
                throw new IllegalArgumentException("a plugin fails");
            }
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
        go.countDown();
        batcher.close();
    }

    private CompletableFuture<Batcher.Answer> send(Object... values) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Object value : values) {
            records.add(Map.of("x", value));
        }
        return batcher.predict(records, PredictionOptions.DEFAULT, in(60_000));
    }

    private static long in(long millis) {
        return System.nanoTime() + Duration.ofMillis(millis).toNanos();
    }

    private static List<Object> values(CompletableFuture<Batcher.Answer> answer) {
        return answer.join().predictions().stream()
                .map(each -> each.output("y").get("value"))
                .toList();
    }

    /** Sends a request that occupies the worker until {@link #go}. */
    private CompletableFuture<Batcher.Answer> occupy() throws InterruptedException {
        CompletableFuture<Batcher.Answer> first = send(0);
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        return first;
    }

    @Test
    void gathersWhatArrivesWhileItIsBusyAndGivesEachItsOwn() throws InterruptedException {
        CompletableFuture<Batcher.Answer> first = occupy();
        CompletableFuture<Batcher.Answer> two = send(1, 2);
        CompletableFuture<Batcher.Answer> one = send(3);
        CompletableFuture<Batcher.Answer> more = send(4, 5);
        go.countDown();

        assertThat(values(first)).containsExactly(0);
        assertThat(values(two)).containsExactly(1, 2);
        assertThat(values(one)).containsExactly(3);
        assertThat(values(more)).containsExactly(4, 5);
        assertThat(more.join().predictions().get(1).number()).isEqualTo(2);
        // 1, 2 and 3 together; 4 and 5 would have made more than four
        assertThat(sizes).containsExactly(1, 3, 2);
    }

    @Test
    void computesARequestThatIsLargerThanABatch() {
        go.countDown();

        assertThat(values(send(1, 2, 3, 4, 5, 6))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void onlyTheRequestThatFailsFails() throws InterruptedException {
        CompletableFuture<Batcher.Answer> first = occupy();
        CompletableFuture<Batcher.Answer> good = send(1);
        CompletableFuture<Batcher.Answer> bad =
                batcher.predict(List.of(Map.of()), PredictionOptions.DEFAULT, in(60_000));
        CompletableFuture<Batcher.Answer> other = send(2);
        go.countDown();

        assertThat(values(first)).containsExactly(0);
        assertThat(values(good)).containsExactly(1);
        assertThat(values(other)).containsExactly(2);
        assertThatThrownBy(bad::join).hasRootCauseMessage("a plugin fails");
        // and the worker goes on
        assertThat(values(send(3))).containsExactly(3);
    }

    @Test
    void keepsRequestsWithOtherOptionsApart() throws InterruptedException {
        CompletableFuture<Batcher.Answer> first = occupy();
        CompletableFuture<Batcher.Answer> all = send(1);
        CompletableFuture<Batcher.Answer> top =
                batcher.predict(
                        List.of(Map.of("x", 2)), PredictionOptions.DEFAULT.top(1), in(60_000));
        CompletableFuture<Batcher.Answer> again = send(3);
        go.countDown();

        assertThat(values(first)).containsExactly(0);
        assertThat(values(all)).containsExactly(1);
        assertThat(values(top)).containsExactly(2);
        assertThat(values(again)).containsExactly(3);
        assertThat(sizes).containsExactly(1, 2, 1);
    }

    @Test
    void refusesWhatDoesNotFitIntoTheQueue() throws InterruptedException {
        batcher.close();
        batcher = batcher(4, 3, Duration.ZERO);
        occupy();
        send(1, 2);

        assertThatThrownBy(() -> send(3, 4))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(503);
                            assertThat(refused.problem().code()).isEqualTo("SORA-6116");
                            assertThat(refused.retryAfter()).hasValue(1);
                        });
    }

    @Test
    void doesNotComputeWhatWaitedForTooLong() throws InterruptedException {
        occupy();
        CompletableFuture<Batcher.Answer> late =
                batcher.predict(List.of(Map.of("x", 1)), PredictionOptions.DEFAULT, in(300));
        assertThatThrownBy(late::join).hasRootCauseInstanceOf(RefusedException.class);
        go.countDown();

        assertThat(values(send(2))).containsExactly(2);
        assertThat(sizes).containsExactly(1, 1);
    }

    @Test
    void refusesAtOnceWhatItsPaceCannotReach() throws InterruptedException {
        go.countDown();
        pause.set(200);
        send(0).join();
        CompletableFuture<Batcher.Answer> running = send(1);
        while (batcher.waiting() > 0) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(
                        () ->
                                batcher.predict(
                                        List.of(Map.of("x", 2)), PredictionOptions.DEFAULT, in(20)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("SORA-6117"));
        assertThat(values(running)).containsExactly(1);
    }

    /** Requests that wait are computed in the order in which they arrived (BentoML 4592). */
    @Test
    void computesInOrderOfArrival() throws InterruptedException {
        batcher.close();
        batcher = batcher(1, 100, Duration.ZERO);
        CompletableFuture<Batcher.Answer> first = occupy();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            int number = i;
            all.add(send(i).thenAccept(answer -> order.add(number)));
        }
        go.countDown();
        all.forEach(CompletableFuture::join);

        assertThat(values(first)).containsExactly(0);
        assertThat(order).isSorted().hasSize(20);
    }

    @Test
    void onlyALoneAnswerIsWrittenByTheThreadThatComputedIt() throws InterruptedException {
        CompletableFuture<Batcher.Answer> first = occupy();
        CompletableFuture<Batcher.Answer> one = send(1);
        CompletableFuture<Batcher.Answer> two = send(2);
        go.countDown();

        assertThat(first.join().estimated()).isFalse();
        assertThat(one.join().estimated()).isTrue();
        assertThat(first.join().isLast()).isFalse();
        assertThat(one.join().isLast()).isFalse();
        assertThat(two.join().isLast()).isFalse();
        assertThat(send(3).join().isLast()).isTrue();
    }

    @Test
    void waitsForABatchToFill() {
        batcher.close();
        batcher = batcher(2, 100, Duration.ofSeconds(60));
        batcher.bootstrap(1_000);
        go.countDown();
        CompletableFuture<Batcher.Answer> one = send(1);
        CompletableFuture<Batcher.Answer> two = send(2);

        assertThat(values(one)).containsExactly(1);
        assertThat(values(two)).containsExactly(2);
        assertThat(sizes).containsExactly(2);
    }

    /** A worker that waits for others keeps the time that the first request needs. */
    @Test
    void doesNotWaitForOthersUntilADeadlineIsMissed() {
        batcher.close();
        batcher = batcher(2, 100, Duration.ofSeconds(60));
        batcher.bootstrap(Duration.ofSeconds(2).toNanos());
        go.countDown();

        assertThat(
                        values(
                                batcher.predict(
                                        List.of(Map.of("x", 1)),
                                        PredictionOptions.DEFAULT,
                                        in(3_200))))
                .containsExactly(1);
    }

    @Test
    void refusesWhatWaitsWhenItIsClosed() throws InterruptedException {
        CompletableFuture<Batcher.Answer> first = occupy();
        CompletableFuture<Batcher.Answer> waiting = send(1);
        batcher.close();
        go.countDown();

        assertThat(values(first)).containsExactly(0);
        assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> send(2)).isInstanceOf(RefusedException.class);
    }
}
