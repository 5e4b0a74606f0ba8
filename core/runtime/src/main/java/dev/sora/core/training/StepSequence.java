// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.EncodedData;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.packaging.Progress.Partial;
import dev.sora.core.plan.Plan;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of a training in order: which are done, the minibatch of the next one, and the factor
 * of its learning rate.
 */
final class StepSequence {

    private static final Partial NOTHING = new Partial(0, Map.of(), 0, 0);

    private final Plan plan;
    private final NDManager manager;
    private final LearningRate rates;
    private final MinibatchDraw draw;
    private final EpochOrder order;
    private final EpochHistory history;
    private final long stepsPerEpoch;
    private Optional<EpochInProgress> epoch = Optional.empty();
    private Partial partial = NOTHING;
    private int epochs;
    private long step;
    private long drawn;
    private double factor = 1;

    /**
     * Creates a sequence of which nothing is done.
     *
     * @param manager the manager of the training
     * @param history the epochs that are done, as far as the learning rate depends on them
     */
    StepSequence(
            Plan plan,
            FittedGraph graph,
            EncodedData data,
            NDManager manager,
            EpochHistory history) {
        this.plan = plan;
        this.manager = manager;
        this.history = history;
        stepsPerEpoch = plan.training().batches().stepsPerEpoch(data.size());
        rates = new LearningRate(plan, stepsPerEpoch);
        draw = new MinibatchDraw(graph, Minibatches.of(graph, data, manager));
        order = EpochOrder.of(plan, graph, data);
    }

    /**
     * Checks that the steps that are done are those of a training of this length.
     *
     * @throws dev.sora.problem.DataException if their learning rates are those of another
     */
    void check(Resume resume) {
        rates.check(resume);
    }

    /** Goes on where a training was left; its history is restored already. */
    void goOn(Resume resume) {
        closeEpoch();
        step = resume.step();
        drawn = step;
        epochs = resume.epoch();
        partial = resume.partial().orElse(NOTHING);
        if (partial.steps() > 0) {
            // all its steps may be done
            factor = rates.factor(step, epochs + 1, history.rows());
        }
    }

    /** Returns the number of epochs that are done. */
    int epochs() {
        return epochs;
    }

    /** Returns the number of steps that are done, over all epochs. */
    long step() {
        return step;
    }

    /** Returns the number of steps in an epoch. */
    long stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** Returns the number of steps that are done of the epoch after those that are done. */
    long stepOfEpoch() {
        return epoch.map(EpochInProgress::done).orElse(partial.steps());
    }

    /** Returns the factor of the learning rate of the last minibatch. */
    double factor() {
        return factor;
    }

    /** Returns the epoch after those that are done; begins it if need be. */
    EpochInProgress epoch() {
        if (epoch.isEmpty()) {
            epoch =
                    Optional.of(
                            new EpochInProgress(plan, order.rows(epochs + 1), partial, manager));
        }
        return epoch.get();
    }

    /**
     * Returns the epoch after those that are done, if it has begun and its steps have not ended.
     */
    Optional<EpochInProgress> begun() {
        return epoch;
    }

    /**
     * Returns a share of the minibatch of the next step; the caller closes it.
     *
     * @param share which, counted from 0
     * @param shares how many there are
     */
    Minibatch next(int share, int shares) {
        passOver();
        EpochInProgress now = epoch();
        drawn = step + 1;
        factor = rates.factor(drawn, epochs + 1, history.rows());
        return draw.minibatch(drawn, now.rows(), share, shares, now.newManager());
    }

    /** Counts the step of the last minibatch as done, if it is not yet. */
    void passOver() {
        done(drawn);
    }

    /** Counts a step as done, if it is not yet. */
    void done(long number) {
        if (number > step) {
            step = number;
            epoch().stepped();
        }
    }

    /** Ends the steps of the epoch in progress. */
    void endSteps() {
        partial = epoch().partial();
        closeEpoch();
    }

    /** Counts the epoch whose steps ended as done; returns what was done of it. */
    Partial endEpoch() {
        Partial done = partial;
        epochs++;
        partial = NOTHING;
        return done;
    }

    /** Returns what is done of the epoch after those that are done; waits for the device. */
    Partial partial() {
        if (epoch.isEmpty()) {
            return partial;
        }
        return epoch.get().done() == 0 ? NOTHING : epoch.get().partial();
    }

    /** Frees the epoch in progress, as if it had not begun. */
    void closeEpoch() {
        epoch.ifPresent(EpochInProgress::close);
        epoch = Optional.empty();
    }
}
