// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.graph.Defined;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.minibatches.EpochRows;
import dev.sora.core.minibatches.MinibatchDraw;
import dev.sora.core.minibatches.Prefetch;
import dev.sora.core.minibatches.Shard;
import dev.sora.core.packaging.Progress.Partial;
import dev.sora.core.plan.Plan;
import dev.sora.core.step.Minibatch;
import dev.sora.tensor.Signal;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The steps of a training in order: the completed ones, the minibatch of the next one, and the
 * factor of its learning rate.
 */
final class StepSequence {

    private static final Partial NOTHING = new Partial(0, Map.of(), 0, 0);

    private final Plan plan;
    private final FittedGraph graph;
    private final EncodedData data;
    private final NDManager manager;
    private final LearningRate rates;
    private final MinibatchDraw draw;
    private final Replicas replicas;
    private final Optional<Prefetch> prefetch;
    private final Shard shard;
    private final IntFunction<EpochRows> order;
    private final EpochHistory history;
    private final long stepsPerEpoch;
    private Optional<EpochInProgress> epoch = Optional.empty();
    private Partial partial = NOTHING;
    private int epochs;
    private long step;
    private long drawn;
    private double factor = 1;

    /**
     * Creates a sequence without completed steps.
     *
     * @param manager the manager of the training
     * @param history the completed epochs, which the learning rate may depend on
     * @param shard which records the data holds
     * @param replicas the further devices
     */
    StepSequence(
            Plan plan,
            TrainingSetup setup,
            EncodedData data,
            Shard shard,
            NDManager manager,
            EpochHistory history,
            Replicas replicas) {
        prefetch = Prefetch.of(data, setup.engine());
        this.plan = plan;
        this.replicas = replicas;
        this.shard = shard;
        this.graph = setup.network().graph();
        this.data = data;
        this.manager = manager;
        this.history = history;
        stepsPerEpoch = plan.training().batches().stepsPerEpoch(shard.records());
        rates = new LearningRate(plan, stepsPerEpoch);
        draw = new MinibatchDraw(graph, data, manager);
        order = EpochRows.each(plan, graph, data, shard);
    }

    /**
     * Checks that the completed steps belong to a training of this length.
     *
     * @throws dev.sora.problem.DataException if their learning rates differ from those of this
     *     length
     */
    void check(Resume resume) {
        rates.check(resume);
    }

    /** Continues from a saved state; its history is restored already. */
    void goOn(Resume resume) {
        closeEpoch();
        step = resume.step();
        drawn = step;
        epochs = resume.epoch();
        partial = resume.partial().orElse(NOTHING);
        if (partial.steps() > 0) {
            // all its steps may be completed
            factor = rates.factor(step, epochs + 1, history.rows());
        }
    }

    /** Returns the number of completed epochs. */
    int epochs() {
        return epochs;
    }

    /** Returns the number of completed steps, over all epochs. */
    long step() {
        return step;
    }

    /** Returns the number of steps in an epoch. */
    long stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** Returns the number of completed steps of the current epoch. */
    long stepOfEpoch() {
        return epoch.map(EpochInProgress::done).orElse(partial.steps());
    }

    /** Returns the factor of the learning rate of the last minibatch. */
    double factor() {
        return factor;
    }

    /** Returns the current epoch; begins it if necessary. */
    EpochInProgress epoch() {
        if (epoch.isEmpty()) {
            epoch =
                    Optional.of(
                            new EpochInProgress(plan, order.apply(epochs + 1), partial, manager));
        }
        return epoch.get();
    }

    /** Returns the current epoch, if it has begun and its steps have not ended. */
    Optional<EpochInProgress> begun() {
        return epoch;
    }

    /**
     * Returns a share of the minibatch of the next step; the caller closes it.
     *
     * @param share the index of the share, counted from 0
     * @param shares the number of shares
     */
    Minibatch next(int share, int shares) {
        passOver();
        EpochInProgress now = epoch();
        drawn = step + 1;
        factor = rates.factor(drawn, epochs + 1, history.rows());
        if (!replicas.isEmpty()) {
            return replicas.draw(drawn, now, share, shares, draw);
        }
        long number = now.done();
        if (prefetch.isEmpty()) {
            return draw(now, drawn, number, share, shares);
        }
        return prefetch.get()
                .next(
                        new Prefetch.Key(drawn, share, shares),
                        () -> draw(now, drawn, number, share, shares),
                        number + 1 < stepsPerEpoch
                                ? Optional.of(following(now, drawn + 1, number + 1, share, shares))
                                : Optional.empty());
    }

    /**
     * Returns the first part of the latest minibatch again; the caller closes it.
     *
     * @param parts the number of parts of the minibatch
     */
    Minibatch part(int parts) {
        EpochInProgress now = epoch();
        return replicas.isEmpty()
                ? draw.minibatch(drawn, now.rows(now.done()), 0, parts, now.newManager())
                : replicas.draw(drawn, now, 0, parts, draw);
    }

    private Supplier<Minibatch> following(
            EpochInProgress now, long next, long number, int share, int shares) {
        return () -> draw(now, next, number, share, shares);
    }

    private Minibatch draw(EpochInProgress now, long next, long number, int share, int shares) {
        return shard.isPart()
                ? draw.share(next, now.rows(number), share, now.newManager())
                : draw.minibatch(next, now.rows(number), share, shares, now.newManager());
    }

    /** Counts the step of the last minibatch as completed, if it is not yet. */
    void passOver() {
        done(drawn);
    }

    /** Counts a step as completed, if it is not yet. */
    void done(long number) {
        if (number > step) {
            step = number;
            epoch().stepped();
        }
    }

    /**
     * Returns whether a record that the epoch in progress leaves out has a loss of an output; waits
     * for the device.
     */
    boolean leavesOutLoss(String output) {
        if (epoch().takesAll()) {
            return false;
        }
        try (NDManager own = epoch().newManager()) {
            Signal target = graph.targets(data.targets(epoch().rowsLeftOut(), own)).get(output);
            return !target.has(Signal.DEFINED) || Defined.count(target).getFloat() > 0;
        }
    }

    /** Ends the steps of the epoch in progress. */
    void endSteps() {
        partial = epoch().partial();
        closeEpoch();
    }

    /** Counts the epoch whose steps have ended as completed; returns its totals. */
    Partial endEpoch() {
        Partial done = partial;
        epochs++;
        partial = NOTHING;
        return done;
    }

    /** Returns the completed part of the current epoch; waits for the device. */
    Partial partial() {
        if (epoch.isEmpty()) {
            return partial;
        }
        return epoch.get().done() == 0 ? NOTHING : epoch.get().partial();
    }

    /** Frees the current epoch, and the thread that draws ahead. */
    void close() {
        closeEpoch();
        prefetch.ifPresent(Prefetch::close);
    }

    /** Frees the current epoch, as if it had not begun. */
    void closeEpoch() {
        prefetch.ifPresent(Prefetch::discard);
        epoch.ifPresent(EpochInProgress::close);
        epoch = Optional.empty();
    }
}
