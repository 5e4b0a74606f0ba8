// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.serving.batch.Job.Kind;
import dev.sora.serving.config.ServingConfig.Batching;
import dev.sora.serving.refusal.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Computes requests on a fixed number of threads. An idle thread computes a request at once; what
 * arrives while all threads are busy waits, and is computed together, as many records at a time as
 * cost least a record by what was measured. A request that cannot be computed by its deadline is
 * refused when it arrives, by the time that batches took so far; one that is not computed at its
 * deadline is refused then.
 */
public final class Batcher implements AutoCloseable {

    private final Waiting waiting;
    private final Computation computation;
    private final List<Thread> workers = new ArrayList<>();

    /** Computes records. */
    public interface Predictor {
        /**
         * Returns a prediction for each record, in order; a broken record has one with its error.
         */
        List<Prediction> predict(List<? extends Map<String, ?>> records, PredictionOptions options);
    }

    /**
     * The predictions of a request.
     *
     * @param predictions a prediction for each of its records
     * @param waited the nanoseconds before it was computed
     * @param computed the nanoseconds of the computation that it was part of
     * @param isLast whether nothing else waits, so that the thread which computed it may also write
     *     it: no other thread needs to be woken then
     * @param estimated whether the request was admitted by the time that others before it take
     */
    public record Answer(
            List<Prediction> predictions,
            long waited,
            long computed,
            boolean isLast,
            boolean estimated) {}

    /** Is notified of computations, for metrics. */
    public interface Listener {
        /** A batch of some records was computed. */
        void computed(int records);
    }

    /**
     * Starts the threads.
     *
     * @param name of the model and version, for the names of threads
     * @param queue the number of records that may wait
     */
    public Batcher(
            String name, Batching batching, int queue, Predictor predictor, Listener listener) {
        this.waiting = new Waiting(batching, queue);
        this.computation =
                new Computation(
                        predictor, batching.records(), listener, () -> waiting.records() > 0);
        for (int i = 0; i < batching.workers(); i++) {
            Thread worker = new Thread(this::work, "sora-" + name + "-" + i);
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
    }

    private void work() {
        List<Job> jobs = waiting.next();
        while (!jobs.isEmpty()) {
            long begun = System.nanoTime();
            boolean isWhole = computation.compute(jobs);
            jobs = waiting.next(jobs, isWhole, begun);
        }
    }

    /**
     * Computes records, together with others that have the same options.
     *
     * @param deadline the time by which they must be computed, as {@link System#nanoTime()}
     * @return the answer; completed with the exception of the computation
     * @throws dev.sora.serving.refusal.RefusedException if the queue is full or too slow
     */
    public CompletableFuture<Answer> predict(
            List<? extends Map<String, ?>> records, PredictionOptions options, long deadline) {
        return add(Job.ofRecords(Kind.RECORDS, records, options, deadline));
    }

    /**
     * Computes records once nothing else waits. They are the first to be refused if the queue is
     * full.
     */
    public CompletableFuture<Answer> predictSpare(
            List<? extends Map<String, ?>> records, PredictionOptions options, long deadline) {
        return add(Job.ofRecords(Kind.SPARE, records, options, deadline));
    }

    /**
     * Computes something alone, in the same queue.
     *
     * @param records the number of records that it is worth
     */
    public CompletableFuture<Answer> call(
            int records, long deadline, Supplier<List<Prediction>> call) {
        return add(Job.ofCall(Kind.CALL, records, call, deadline));
    }

    /**
     * Computes something alone that answers bit by bit, and therefore ends itself at its deadline
     * once it has begun.
     */
    public CompletableFuture<Answer> stream(long deadline, Supplier<List<Prediction>> call) {
        return add(Job.ofCall(Kind.STREAM, 1, call, deadline));
    }

    /**
     * Refuses a request that would be refused with a single record, before it is read.
     *
     * @throws dev.sora.serving.refusal.RefusedException if the queue is full or too slow
     */
    public void check(long deadline) {
        waiting.check(deadline);
    }

    private CompletableFuture<Answer> add(Job job) {
        waiting.add(job);
        return job.answer();
    }

    /**
     * Notes whether an answer was ready to be sent by its deadline, for the expected time of later
     * requests.
     */
    public void answered(Answer answer, boolean inTime) {
        // one that did not have to wait tells nothing about the estimates of others
        if (answer.estimated()) {
            waiting.answered(inTime);
        }
    }

    /** Notes how long a record took alone, before the first request. */
    public void bootstrap(long nanos) {
        waiting.measured(1, nanos);
    }

    /** Returns the number of records that are computed together while very many wait. */
    public int preferred() {
        return waiting.preferred();
    }

    /** Returns the seconds of a record by the size of batches, as far as they were measured. */
    public Map<Integer, Double> costs() {
        return waiting.costs();
    }

    /** Returns the number of records that wait. */
    public int waiting() {
        return waiting.records();
    }

    /** Refuses what waits, and ends the threads once they have computed what they began. */
    @Override
    public void close() {
        waiting.close().forEach(job -> job.answer().completeExceptionally(Refusals.ending()));
    }
}
