// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.core.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Computes jobs and hands out their answers. */
final class Computation {

    private final Batcher.Predictor predictor;
    private final Waiting waiting;
    private final Batcher.Listener listener;

    Computation(Batcher.Predictor predictor, Waiting waiting, Batcher.Listener listener) {
        this.predictor = predictor;
        this.waiting = waiting;
        this.listener = listener;
    }

    /**
     * Computes jobs together. If that fails as a whole, each is computed alone, so that only the
     * one that causes the failure fails.
     */
    void compute(List<Job> jobs) {
        long begin = System.nanoTime();
        int records = jobs.stream().mapToInt(Job::records).sum();
        try {
            List<Map<String, ?>> all = new ArrayList<>(records);
            jobs.forEach(job -> all.addAll(job.values()));
            Job first = jobs.get(0);
            List<Prediction> predictions =
                    first.isAlone() ? first.call().get() : predictor.predict(all, first.options());
            long nanos = System.nanoTime() - begin;
            waiting.done(records, nanos);
            listener.computed(records);
            answer(jobs, predictions, begin, nanos);
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            waiting.done(records, System.nanoTime() - begin);
            if (jobs.size() == 1) {
                jobs.get(0).answer().completeExceptionally(e);
            } else {
                jobs.forEach(job -> computeAgain(job));
            }
        }
    }

    private void computeAgain(Job job) {
        long begin = System.nanoTime();
        try {
            List<Prediction> predictions = predictor.predict(job.values(), job.options());
            answer(List.of(job), predictions, begin, System.nanoTime() - begin);
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            job.answer().completeExceptionally(e);
        }
    }

    private static void answer(
            List<Job> jobs, List<Prediction> predictions, long begin, long nanos) {
        int at = 0;
        for (Job job : jobs) {
            List<Prediction> own = predictions;
            if (!job.isAlone()) {
                int from = at;
                own = new ArrayList<>(job.records());
                for (Prediction each : predictions.subList(from, from + job.records())) {
                    own.add(Renumbered.of(each, from));
                }
                at += job.records();
            }
            job.answer().complete(new Batcher.Answer(own, begin - job.arrived(), nanos));
        }
    }
}
