// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.RunListener;
import dev.sora.core.training.BestEpoch;
import dev.sora.core.training.Resume;
import dev.sora.core.training.Session;
import dev.sora.metric.MetricResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The epochs of a session that is driven from outside, and what early stopping knows of them: the
 * last epoch may be measured until the next one begins.
 */
final class SessionEpochs {

    private final Plan plan;
    private final Session session;
    private final RunListener listener;
    private BestEpoch best;

    /** The number of epochs that early stopping knows of. */
    private int settled;

    SessionEpochs(Plan plan, Session session, RunListener listener) {
        this.plan = plan;
        this.session = session;
        this.listener = listener;
        this.best = new BestEpoch(plan.training(), session.weights(), listener);
    }

    /** Returns whether the epochs that are done are all that the training needs. */
    boolean areEnough() {
        return best.shouldStop(session.history()) || session.epochs() >= plan.training().epochs();
    }

    /** Lets early stopping know of the last epoch, with all that was measured of it. */
    void settle() {
        if (isLastOpen()) {
            settled = session.epochs();
            EpochMetrics last = session.history().get(settled - 1);
            best.accept(settled, last.figures());
            best.tellFirstUndefined(last);
        }
    }

    /**
     * Adds results of validation to the figures of the last epoch, as long as it is not settled.
     */
    void measured(Map<String, Map<String, MetricResult>> results) {
        if (isLastOpen() && !results.isEmpty()) {
            Map<String, Double> figures = new LinkedHashMap<>();
            FlatMetrics.flatten(plan, results)
                    .forEach((name, value) -> figures.put("val_" + name, value));
            session.measured(figures);
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

    /** Goes on where a training was left, as the session does already. */
    void goOn(Resume resume) {
        best.close();
        best = new BestEpoch(plan.training(), session.weights(), listener);
        settled = Math.max(0, session.epochs() - (resume.partial().isEmpty() ? 1 : 0));
        best.begin(resume, settled);
    }
}
