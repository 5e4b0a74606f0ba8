// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Computes jobs and hands out their answers. Whatever a model throws, every job ends: its request
 * is answered, and the thread continues.
 */
final class Computation {

    private final Batcher.Predictor predictor;
    private final int most;
    private final Batcher.Listener listener;
    private final BooleanSupplier isWaiting;

    /**
     * @param most the number of records that are computed at once
     * @param isWaiting whether requests wait for a thread
     */
    Computation(
            Batcher.Predictor predictor,
            int most,
            Batcher.Listener listener,
            BooleanSupplier isWaiting) {
        this.predictor = predictor;
        this.most = most;
        this.listener = listener;
        this.isWaiting = isWaiting;
    }

    /**
     * Computes jobs together. If that fails as a whole, each is computed alone, so that only the
     * one that causes the failure fails.
     *
     * @return whether they were computed together, and to the end
     */
    boolean compute(List<Job> jobs) {
        try {
            computeTogether(jobs);
            return true;
        } catch (Throwable thrown) {
            // also what is no exception: a thread that ends here would leave its requests
            // unanswered
            if (jobs.size() == 1) {
                jobs.get(0).answer().completeExceptionally(thrown);
            } else {
                jobs.forEach(job -> compute(List.of(job)));
            }
            return false;
        }
    }

    private void computeTogether(List<Job> jobs) {
        long begin = System.nanoTime();
        Job first = jobs.get(0);
        List<Prediction> predictions;
        if (first.isAlone()) {
            predictions = first.call().get();
        } else {
            List<Map<String, ?>> all = new ArrayList<>();
            jobs.forEach(job -> all.addAll(job.values()));
            predictions =
                    predict(
                            all,
                            first.options(),
                            () -> jobs.stream().allMatch(job -> job.answer().isDone()));
        }
        answer(jobs, predictions, begin, System.nanoTime() - begin);
    }

    /**
     * Predicts in parts, and stops between two of them once nobody waits for the answer.
     *
     * @throws CancellationException if it stops
     */
    private List<Prediction> predict(
            List<Map<String, ?>> records, PredictionOptions options, BooleanSupplier isOver) {
        List<Prediction> predictions = new ArrayList<>(records.size());
        for (int from = 0; from < records.size(); from += most) {
            if (isOver.getAsBoolean()) {
                throw new CancellationException();
            }
            int to = Math.min(records.size(), from + most);
            List<Prediction> part = predictor.predict(records.subList(from, to), options);
            for (Prediction each : part) {
                predictions.add(Renumbered.of(each, -from));
            }
            listener.computed(to - from);
        }
        return predictions;
    }

    private void answer(List<Job> jobs, List<Prediction> predictions, long begin, long nanos) {
        boolean isLast = jobs.size() == 1 && !isWaiting.getAsBoolean();
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
            job.answer()
                    .complete(
                            new Batcher.Answer(
                                    own, begin - job.arrived(), nanos, isLast, job.estimated()));
        }
    }
}
