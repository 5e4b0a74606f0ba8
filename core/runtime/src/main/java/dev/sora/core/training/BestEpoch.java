// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows which epoch is the best by the monitored figure, keeps its weights, and says when to stop;
 * without one, the last epoch is the best.
 */
public final class BestEpoch implements AutoCloseable {

    private final Optional<EarlyStop> earlyStop;
    private final BestWeights kept;
    private final RunListener listener;

    /** Knows of no epoch yet. */
    public BestEpoch(TrainingPlan training, Weights weights, RunListener listener) {
        this.earlyStop = training.earlyStopping().map(EarlyStop::new);
        this.kept = new BestWeights(weights);
        this.listener = listener;
    }

    /** Goes on where a training was left. */
    void begin(Resume resume) {
        begin(resume, resume.epoch());
        if (resume.best().isEmpty()
                && resume.epoch() > 0
                && resume.partial().isEmpty()
                && earlyStop.isPresent()) {
            // a checkpoint of the best epoch holds its weights once
            kept.keep();
        }
    }

    /** Goes on where a training was left, knowing no more than its first epochs. */
    public void begin(Resume resume, int epochs) {
        earlyStop.ifPresent(
                early -> resume.history().stream().limit(epochs).forEach(early::accept));
        if (!resume.best().isEmpty()) {
            kept.load(resume.best());
        }
    }

    /**
     * Takes an epoch into account, with the weights as they are; returns whether it is the best.
     */
    public boolean accept(int epoch, Map<String, Double> figures) {
        boolean better = earlyStop.map(e -> e.accept(epoch, e.monitored(figures))).orElse(true);
        if (better && earlyStop.isPresent()) {
            kept.keep();
        }
        return better;
    }

    /** Returns whether a figure is monitored. */
    boolean isMonitored() {
        return earlyStop.isPresent();
    }

    /** Returns whether the figure has not become better for too long. */
    boolean shouldStop() {
        return earlyStop.map(EarlyStop::shouldStop).orElse(false);
    }

    /**
     * Returns whether the figure has not become better for too long, by epochs whose last need not
     * have been taken into account.
     */
    public boolean shouldStop(List<EpochMetrics> history) {
        return earlyStop.map(early -> early.anew(history).shouldStop()).orElse(false);
    }

    /**
     * Returns whether the last of epochs, which need not have been taken into account, is the best.
     */
    public boolean isLastBest(List<EpochMetrics> history) {
        int last = history.size();
        return earlyStop.map(early -> early.anew(history).bestEpoch() == last).orElse(true);
    }

    /** Returns the weights of the best epoch, if they are kept apart from the current ones. */
    public Optional<Weights> weights() {
        return kept.weights();
    }

    /** Frees the weights that are kept. */
    @Override
    public void close() {
        kept.close();
    }

    /** Says that the figure was not defined, when it happens first. */
    public void tellFirstUndefined(EpochMetrics row) {
        earlyStop
                .filter(e -> e.undefined() == 1 && !Double.isFinite(e.monitored(row.figures())))
                .ifPresent(e -> tellUndefined(e, row.epoch(), row.epoch()));
    }

    /** Says in how many epochs the figure was not defined; the first was told when it happened. */
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

    /** Says that the training ends before its epochs are used up. */
    void tellStopped(int epoch) {
        EarlyStop early = earlyStop.orElseThrow();
        listener.on(
                new RunEvent.StoppedEarly(
                        epoch, early.bestEpoch(), early.settings().monitor(), early.best()));
    }

    /** Returns what the training came to: the best epoch, if it is to be restored, or the last. */
    Trainer.Result result(Weights current, List<EpochMetrics> history, int epoch) {
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
