// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.TrainingPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the best epoch by the monitored metric, keeps its weights, and decides when to stop.
 * Without a monitored metric, the last epoch is the best.
 */
public final class BestEpoch implements AutoCloseable {

    private final Optional<EarlyStop> earlyStop;
    private final BestWeights kept;
    private final RunListener listener;

    /** Creates an instance that has seen no epoch. */
    public BestEpoch(TrainingPlan training, Weights weights, RunListener listener) {
        this.earlyStop = training.earlyStopping().map(EarlyStop::new);
        this.kept = new BestWeights(weights);
        this.listener = listener;
    }

    /** Continues from a saved state. */
    void begin(Resume resume) {
        begin(resume, resume.epoch());
        if (resume.best().isEmpty()
                && resume.epoch() > 0
                && resume.partial().isEmpty()
                && earlyStop.isPresent()) {
            // in a checkpoint of the best epoch, the current weights are the best
            kept.keep();
        }
    }

    /** Continues from a saved state, taking only its first epochs into account. */
    public void begin(Resume resume, int epochs) {
        earlyStop.ifPresent(
                early -> resume.history().stream().limit(epochs).forEach(early::accept));
        if (!resume.best().isEmpty()) {
            kept.load(resume.best());
        }
    }

    /** Adds an epoch with the current weights; returns whether it is the best. */
    public boolean accept(int epoch, Map<String, Double> metrics) {
        boolean better = earlyStop.map(e -> e.accept(epoch, e.monitored(metrics))).orElse(true);
        if (better && earlyStop.isPresent()) {
            kept.keep();
        }
        return better;
    }

    /** Returns whether a metric is monitored. */
    boolean isMonitored() {
        return earlyStop.isPresent();
    }

    /** Returns whether the metric has not improved for longer than the patience. */
    boolean shouldStop() {
        return earlyStop.map(EarlyStop::shouldStop).orElse(false);
    }

    /**
     * Returns whether the metric has not improved for longer than the patience, in a history whose
     * last epoch may not have been added yet.
     */
    public boolean shouldStop(List<EpochMetrics> history) {
        return earlyStop.map(early -> early.anew(history).shouldStop()).orElse(false);
    }

    /**
     * Returns whether the last epoch of a history, which may not have been added yet, is the best.
     */
    public boolean isLastBest(List<EpochMetrics> history) {
        int last = history.size();
        return earlyStop.map(early -> early.anew(history).bestEpoch() == last).orElse(true);
    }

    /** Returns the weights of the best epoch, if they are stored apart from the current ones. */
    public Optional<Weights> weights() {
        return kept.weights();
    }

    /** Frees the stored weights. */
    @Override
    public void close() {
        kept.close();
    }

    /** Reports the first epoch in which the metric is undefined. */
    public void tellFirstUndefined(EpochMetrics row) {
        earlyStop
                .filter(e -> e.undefined() == 1 && !Double.isFinite(e.monitored(row.metrics())))
                .ifPresent(e -> tellUndefined(e, row.epoch(), row.epoch()));
    }

    /**
     * Reports, at the end, the number of epochs in which the metric was undefined, if there were
     * several, or no epoch defined it.
     */
    void tellUndefined(int epochs) {
        earlyStop
                .filter(e -> e.undefined() > 0)
                .filter(e -> e.undefined() > 1 || e.bestEpoch() == 0)
                .ifPresent(e -> tellUndefined(e, 0, epochs));
    }

    private void tellUndefined(EarlyStop early, int epoch, int epochs) {
        listener.on(
                new RunEvent.MonitorUndefined(
                        early.settings().monitor(),
                        epoch,
                        early.undefined(),
                        epochs,
                        early.bestEpoch()));
    }

    /** Reports that the training stops before its last epoch. */
    void tellStopped(int epoch) {
        EarlyStop early = earlyStop.orElseThrow();
        listener.on(
                new RunEvent.StoppedEarly(
                        epoch, early.bestEpoch(), early.settings().monitor(), early.best()));
    }

    /** Returns the result of the training: the best epoch, if it is to be restored, or the last. */
    public Trainer.Result result(Weights current, List<EpochMetrics> history, int epoch) {
        boolean restores =
                earlyStop.map(e -> e.settings().restoreBest() && e.bestEpoch() > 0).orElse(false);
        return restores
                ? new Trainer.Result(
                        kept.weights().orElse(current),
                        history,
                        earlyStop.orElseThrow().bestEpoch())
                : new Trainer.Result(current, history, epoch);
    }
}
