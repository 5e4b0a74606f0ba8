// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.RunListener;
import dev.sora.core.TrainingSession.EpochSums;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.graph.Weights;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.packaging.Progress.Partial;
import dev.sora.core.plan.Plan;
import dev.sora.core.training.BestEpoch;
import dev.sora.core.training.Resume;
import dev.sora.core.training.Session;
import dev.sora.core.training.Trainer;
import dev.sora.metric.MetricResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The epochs of a session and the state of early stopping: metrics may be added to the last epoch
 * until the next one begins.
 */
final class SessionEpochs {

    private final Plan plan;
    private final Session session;
    private final RunListener listener;
    private BestEpoch best;

    /** The number of epochs that early stopping has received. */
    private int settled;

    SessionEpochs(Plan plan, Session session, RunListener listener) {
        this.plan = plan;
        this.session = session;
        this.listener = listener;
        this.best = new BestEpoch(plan.training(), session.evaluated(), listener);
    }

    /** Returns whether the training needs no more epochs. */
    boolean areEnough() {
        return best.shouldStop(session.history()) || session.epochs() >= plan.training().epochs();
    }

    /** Passes the last epoch, with all its metrics, to early stopping. */
    void settle() {
        if (isLastOpen()) {
            settled = session.epochs();
            EpochMetrics last = session.history().get(settled - 1);
            best.accept(settled, last.metrics());
            best.tellFirstUndefined(last);
        }
    }

    /** Adds results of validation to the metrics of the last epoch, unless it is settled. */
    void measured(Metrics<MetricResult> results) {
        if (isLastOpen() && !results.isEmpty()) {
            Map<String, Double> metrics = new LinkedHashMap<>();
            FlatMetrics.flatten(plan, results)
                    .forEach((name, value) -> metrics.put("val_" + name, value));
            session.measured(metrics);
        }
    }

    private boolean isLastOpen() {
        return settled < session.epochs();
    }

    /** Returns the weights of the best epoch, if they are not the current ones. */
    Optional<Weights> best() {
        boolean isLast = isLastOpen() && best.isLastBest(session.history());
        return isLast ? Optional.empty() : best.weights();
    }

    /**
     * Returns the result with the current weights.
     *
     * @throws IllegalStateException if no epoch is completed
     */
    Trainer.Result last() {
        SessionChecks.completed(session.epochs());
        return new Trainer.Result(session.evaluated(), session.history(), session.epochs());
    }

    /**
     * Returns the result with the weights that the plan chooses, after the last epoch.
     *
     * @throws IllegalStateException if no epoch is completed
     */
    Trainer.Result chosen() {
        SessionChecks.completed(session.epochs());
        settle();
        return best.result(session.evaluated(), session.history(), session.epochs());
    }

    /** Returns what the completed steps of the epoch in progress add up to. */
    EpochSums sums() {
        Partial now = session.partial();
        return new EpochSums(now.records(), now.losses());
    }

    /** Replaces what the completed steps of the epoch in progress add up to. */
    void setSums(EpochSums sums) {
        if (session.stepOfEpoch() == 0) {
            throw new IllegalStateException("no step of the epoch is completed: it has no sums");
        }
        session.replaceSums(sums.records(), sums.losses());
    }

    /** Continues from a saved state, which the session has restored already. */
    void goOn(Resume resume) {
        best.close();
        best = new BestEpoch(plan.training(), session.evaluated(), listener);
        settled = Math.max(0, session.epochs() - (resume.partial().isEmpty() ? 1 : 0));
        best.begin(resume, settled);
    }
}
