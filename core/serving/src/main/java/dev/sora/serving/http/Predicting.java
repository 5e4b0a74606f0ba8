// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.io.Json;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.serving.batch.Batcher;
import dev.sora.serving.models.ServedVersion;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Leases a version, computes with it, and gives it back once the answer is made. */
final class Predicting {

    private final Service service;

    Predicting(Service service) {
        this.service = service;
    }

    /** Makes the answer of a leased version. */
    interface Action {
        /** Returns the answer, at once or later. */
        CompletionStage<Reply> answer(ServedVersion leased);
    }

    /** Runs an action with a leased version. */
    CompletionStage<Reply> with(
            Exchange exchange, String model, Optional<String> version, Action action) {
        ServedVersion leased =
                exchange.checked()
                        .flatMap(service.models()::leaseAgain)
                        .orElseGet(() -> service.models().lease(model, version));
        exchange.version(leased.name(), leased.version());
        try {
            CompletionStage<Reply> answer = action.answer(leased);
            exchange.dropBody();
            return answer.whenComplete((reply, thrown) -> leased.release());
        } catch (RuntimeException | Error e) {
            leased.release();
            throw e;
        }
    }

    /**
     * Refuses a request before its body is read, if a single record of it would be refused.
     *
     * @throws RefusedException if the queue is full or too slow, or there is no such model
     */
    void checkRoom(Exchange exchange, String model, Optional<String> version) {
        // leased, because a version that is replaced meanwhile refuses everything
        ServedVersion leased = service.models().lease(model, version);
        try {
            checkRoom(exchange, leased);
            exchange.checked(leased);
        } finally {
            leased.release();
        }
    }

    void checkRoom(Exchange exchange, ServedVersion version) {
        version.batcher().check(exchange.deadline(service.config().limits().deadline()));
    }

    /**
     * Computes records.
     *
     * @param routed whether the rules of the model chose the version, so that a shadow computes
     *     them too
     * @param answer makes the answer of HTTP
     */
    CompletionStage<Reply> records(
            Exchange exchange,
            ServedVersion leased,
            List<Map<String, Object>> records,
            PredictionOptions options,
            boolean routed,
            Function<List<Prediction>, Reply> answer) {
        long deadline = exchange.deadline(service.config().limits().deadline());
        CompletionStage<Batcher.Answer> computed =
                leased.batcher().predict(records, options, deadline);
        if (routed) {
            shadow(leased, records, options, deadline, computed);
        }
        return reply(exchange, leased, computed, deadline, answer);
    }

    /**
     * Returns the answer for what is computed. One that is not ready to be sent at its deadline is
     * refused like one that is not computed: its client has stopped waiting for it.
     */
    CompletionStage<Reply> reply(
            Exchange exchange,
            ServedVersion leased,
            CompletionStage<Batcher.Answer> computed,
            long deadline,
            Function<List<Prediction>, Reply> answer) {
        return inTime(
                computed,
                deadline,
                service.executor(),
                leased.batcher()::answered,
                each -> {
                    exchange.computed(each);
                    return answer.apply(each.predictions());
                });
    }

    /**
     * Returns what is made of a computation, unless it is ready only after its deadline.
     *
     * @param executor makes it, unless nothing else waits for the thread that computed
     * @param noted is notified whether it was ready in time
     */
    static <T> CompletionStage<T> inTime(
            CompletionStage<Batcher.Answer> computed,
            long deadline,
            Executor executor,
            BiConsumer<Batcher.Answer, Boolean> noted,
            Function<Batcher.Answer, T> answer) {
        return computed.thenCompose(
                each -> {
                    Supplier<T> made = () -> made(each, deadline, noted, answer);
                    return each.isLast()
                            ? CompletableFuture.completedFuture(made.get())
                            : CompletableFuture.supplyAsync(made, executor);
                });
    }

    private static <T> T made(
            Batcher.Answer computed,
            long deadline,
            BiConsumer<Batcher.Answer, Boolean> noted,
            Function<Batcher.Answer, T> answer) {
        try {
            checkInTime(deadline);
            T made = answer.apply(computed);
            checkInTime(deadline);
            noted.accept(computed, true);
            return made;
        } catch (RefusedException late) {
            if (late.retryAfter().isPresent()) {
                noted.accept(computed, false);
            }
            throw late;
        }
    }

    private static void checkInTime(long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw Refusals.late(1);
        }
    }

    private void shadow(
            ServedVersion leased,
            List<Map<String, Object>> records,
            PredictionOptions options,
            long deadline,
            CompletionStage<Batcher.Answer> computed) {
        Optional<ServedVersion> found = service.models().leaseShadow(leased);
        if (found.isEmpty()) {
            return;
        }
        ServedVersion shadow = found.get();
        CompletionStage<Batcher.Answer> second;
        try {
            second = shadow.batcher().predictSpare(records, options, deadline);
        } catch (RuntimeException | Error e) {
            // a shadow may fall behind: it must not take time from the clients
            note(leased, shadow, null, e);
            return;
        }
        second.thenCombineAsync(
                        computed,
                        (one, other) -> Likeness.same(one.predictions(), other.predictions()),
                        service.executor())
                .whenComplete((same, thrown) -> note(leased, shadow, same, thrown));
    }

    /** Counts the outcome of a shadow, and gives it back. */
    private void note(
            ServedVersion leased,
            ServedVersion shadow,
            @Nullable Boolean same,
            @Nullable Throwable thrown) {
        String outcome;
        if (thrown == null) {
            outcome = Boolean.TRUE.equals(same) ? "same" : "different";
        } else {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            outcome = cause instanceof RefusedException ? "refused" : "failed";
        }
        service.metrics().shadow(leased.name(), shadow.version(), outcome);
        shadow.release();
    }

    /**
     * Refuses a request with a broken record.
     *
     * @throws RecordException for the first one
     */
    static void refuseBroken(List<Prediction> predictions) {
        for (Prediction prediction : predictions) {
            Optional<Problem> error = prediction.error();
            if (error.isPresent()) {
                throw new RecordException(error.get());
            }
        }
    }

    static Reply json(Object tree) {
        return Reply.json(200, Json.line(tree));
    }
}
