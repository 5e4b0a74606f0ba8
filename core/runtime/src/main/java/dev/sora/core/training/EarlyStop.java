// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Watches the monitored metric: which epoch is the best, and whether to stop. */
final class EarlyStop {

    private final EarlyStopping settings;
    private final List<Double> monitored = new ArrayList<>();
    private double best = Double.NaN;
    private int bestEpoch;
    private int stale;
    private int undefined;

    EarlyStop(EarlyStopping settings) {
        this.settings = settings;
    }

    /**
     * Adds the value of an epoch; returns whether it is the best so far. An undefined value is
     * ignored: it counts neither for nor against stopping, and schedules do not receive it.
     */
    boolean accept(int epoch, double value) {
        if (!Double.isFinite(value)) {
            undefined++;
            return false;
        }
        double turned = settings.higherIsBetter() ? -value : value;
        monitored.add(turned);
        double bound = settings.higherIsBetter() ? -best : best;
        boolean better = Double.isNaN(best) || turned < bound - settings.minDelta();
        if (better) {
            best = value;
            bestEpoch = epoch;
            stale = 0;
        } else {
            stale++;
        }
        return better;
    }

    /** Adds an epoch; returns whether it is the best so far. */
    boolean accept(EpochMetrics row) {
        return accept(row.epoch(), monitored(row.metrics()));
    }

    /** Returns an instance with the same monitor for another history. */
    EarlyStop anew(List<EpochMetrics> history) {
        EarlyStop other = new EarlyStop(settings);
        history.forEach(other::accept);
        return other;
    }

    /** Returns the monitored metric of an epoch; NaN if it is missing. */
    double monitored(Map<String, Double> metrics) {
        return metrics.getOrDefault(settings.monitor(), Double.NaN);
    }

    boolean shouldStop() {
        return stale > 0 && stale >= settings.patience();
    }

    /**
     * Returns the monitored metric of each epoch that defined it, with the sign such that lower is
     * better.
     */
    List<Double> monitored() {
        return monitored;
    }

    /** Returns the number of epochs in which the metric was undefined. */
    int undefined() {
        return undefined;
    }

    double best() {
        return best;
    }

    int bestEpoch() {
        return bestEpoch;
    }

    EarlyStopping settings() {
        return settings;
    }
}
