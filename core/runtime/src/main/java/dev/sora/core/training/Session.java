// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.graph.Weights;
import dev.sora.core.minibatches.Shard;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.packaging.Progress.Partial;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.step.Computed;
import dev.sora.core.step.Minibatch;
import dev.sora.optimiser.OptimiserType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A training between its steps: its position, and how the next step is computed. The caller decides
 * when, and what happens between two steps or epochs. Used by one thread at a time.
 *
 * <p>For each minibatch, call {@link #next()} and {@link #step}, or {@link #compute}, {@link
 * #apply} and {@link #count}. When {@link #hasNext} returns false at the end of an epoch, call
 * {@link #endSteps}, then {@link #endEpoch}.
 */
public final class Session implements AutoCloseable {

    private final Plan plan;
    private final Weights weights;
    private final NDManager manager;
    private final StepWork work;
    private final Optimisers optimisers;
    private final EpochHistory history = new EpochHistory();
    private final StepSequence steps;
    private final OptimiserState state;

    /**
     * What the steps of an epoch add up to.
     *
     * @param metrics the mean losses over its records, of the outputs that define a loss for any
     * @param undefined the number of records without a defined loss, for outputs whose targets
     *     contain it
     * @param leftOut the number of records that the epoch left out
     */
    public record Ended(Map<String, Double> metrics, Map<String, Long> undefined, long leftOut) {}

    /**
     * Creates a session without completed steps.
     *
     * @param setup the engine, network and layout; its manager owns what the session needs for
     *     longer than a step
     * @param weights updated by each step
     * @param optimisers one for each group of the weights' layout, by name; empty for the plan's
     *     optimiser, with a layout without groups
     * @param shard which of the training records the data holds
     * @param replicas the further devices that share the training; the caller closes them
     */
    public Session(
            Plan plan,
            TrainingSetup setup,
            Weights weights,
            Map<String, ResolvedType<OptimiserType>> optimisers,
            EncodedData data,
            Shard shard,
            Replicas replicas) {
        this.plan = plan;
        this.weights = weights;
        this.manager = setup.manager();
        steps = new StepSequence(plan, setup, data, shard, manager, history, replicas);
        work = new StepWork(plan, setup, weights, optimisers, replicas, steps::part);
        this.optimisers = work.optimisers();
        state = new OptimiserState(this.optimisers, steps, manager);
    }

    /** Begins with the first step, or continues from a saved state. */
    public void begin(Resume resume) {
        optimisers.begin();
        goOn(resume);
    }

    /**
     * Continues from a saved state and discards the current one; the caller restores the weights.
     *
     * @throws dev.sora.problem.DataException if the optimiser's state does not match, or the
     *     learning rates so far are those of a training of another length; then nothing has changed
     */
    public void goOn(Resume resume) {
        steps.check(resume);
        optimisers.restore(resume, manager);
        history.restore(resume.history());
        steps.goOn(resume);
    }

    /** Returns the number of completed epochs. */
    public int epochs() {
        return steps.epochs();
    }

    /** Returns the number of completed steps, over all epochs. */
    public long step() {
        return steps.step();
    }

    /** Returns the number of steps in an epoch. */
    public long stepsPerEpoch() {
        return steps.stepsPerEpoch();
    }

    /** Returns the number of completed steps of the current epoch. */
    public long stepOfEpoch() {
        return steps.stepOfEpoch();
    }

    /** Returns whether the current epoch has steps left. */
    public boolean hasNext() {
        return stepOfEpoch() < stepsPerEpoch();
    }

    /** Returns the current weights. */
    public Weights weights() {
        return weights;
    }

    /**
     * Returns the weights to evaluate and to save: the average of the current ones over the steps,
     * if the training keeps one. The next step changes them in place.
     */
    public Weights evaluated() {
        return optimisers.evaluated();
    }

    /** Returns the completed epochs. */
    public List<EpochMetrics> history() {
        return List.copyOf(history.rows());
    }

    /** Returns the learning rate of the last minibatch. */
    public double learningRate() {
        return optimisers.learningRate() * steps.factor();
    }

    /** Returns the optimisers and their state. */
    public OptimiserState optimisers() {
        return state;
    }

    /** Returns the mean loss of the epoch in progress; waits for the device. */
    double loss() {
        return finite(steps.epoch().sums().mean());
    }

    /** Returns the minibatch of the next step; the caller closes it. */
    Minibatch next() {
        return next(0, 1);
    }

    /**
     * Returns a share of the minibatch of the next step; the caller closes it. If no gradient was
     * applied to the previous one, its step is skipped.
     *
     * @param share the index of the share, counted from 0
     * @param shares the number of shares
     */
    public Minibatch next(int share, int shares) {
        return steps.next(share, shares);
    }

    /** Counts the step of the last minibatch as completed if no gradient was applied to it. */
    public void passOver() {
        steps.passOver();
    }

    /**
     * Computes losses of a minibatch, and their gradient if an optimiser uses it.
     *
     * @param outputs the outputs whose losses count; all if empty
     * @throws IllegalStateException if a procedure trains the graph: its parts have losses of their
     *     own
     */
    public Computed compute(Minibatch batch, Set<String> outputs) {
        return work.compute(batch, outputs);
    }

    /**
     * Trains on a minibatch as the plan states: by its procedure, or by its optimiser on the sum of
     * all losses.
     */
    public Computed step(Minibatch batch) {
        Computed computed = work.train(batch, steps.factor());
        steps.done(batch.step());
        count(batch, computed);
        return computed;
    }

    /**
     * Lets optimisers update their weights. The first call completes the step of the minibatch.
     *
     * @param groups the names of the groups to update
     * @param gradient with respect to all weights; it is consumed; null if no optimiser uses it
     */
    public void apply(Minibatch batch, Collection<String> groups, @Nullable NDArray gradient) {
        work.apply(batch, groups, gradient, steps.factor());
        steps.done(batch.step());
    }

    /**
     * Adds the losses of the latest minibatch to those of the epoch. If it was computed several
     * times, the first result of each output counts.
     */
    public void count(Minibatch batch, Computed computed) {
        steps.epoch().add(computed, batch);
    }

    /** Excludes a period from the time of the epoch, because nothing was trained in it. */
    void rested(long nanos) {
        steps.begun().ifPresent(now -> now.rested(nanos));
    }

    /** Returns the completed part of the epoch in progress; waits for the device. */
    public Partial partial() {
        return steps.partial();
    }

    /** Replaces the sums of the losses of the epoch in progress. */
    public void replaceSums(long records, Map<String, Double> losses) {
        steps.epoch().replaceSums(records, losses);
    }

    /**
     * Ends the steps of an epoch, and returns what they add up to.
     *
     * @throws dev.sora.problem.DataException if an output has no loss in all training records
     */
    public Ended endSteps() {
        EpochInProgress now = steps.epoch();
        loss();
        Map<String, Long> undefined = now.sums().undefined();
        LossChecks.defined(plan, now, epochs() == 0, undefined, steps::leavesOutLoss);
        Ended ended = new Ended(now.sums().metrics(), undefined, now.leftOut());
        steps.endSteps();
        return ended;
    }

    /**
     * Ends an epoch.
     *
     * @param metrics its losses and other metrics
     */
    public EpochMetrics endEpoch(Map<String, Double> metrics) {
        Partial done = steps.endEpoch();
        return history.add(epochs(), metrics, learningRate(), done);
    }

    /**
     * Adds metrics to the last epoch that were measured after it ended.
     *
     * @throws IllegalStateException if no epoch is completed
     */
    public void measured(Map<String, Double> metrics) {
        history.measured(metrics);
    }

    /** Returns the state to continue from; waits for the device. */
    public TrainingState state(Optional<Weights> best) {
        Partial now = steps.partial();
        if (now.records() > 0) {
            finite(now.losses().get("loss") / now.records());
        }
        return new TrainingState(
                epochs(),
                step(),
                now.steps() > 0 ? Optional.of(now) : Optional.empty(),
                weights,
                best,
                optimisers.state(),
                optimisers.counts(step()),
                history());
    }

    private double finite(double loss) {
        LossChecks.finite(loss, epochs() + 1, step(), learningRate());
        return loss;
    }

    /** Frees the resources of the current epoch; the rest belongs to the manager. */
    @Override
    public void close() {
        steps.close();
    }
}
