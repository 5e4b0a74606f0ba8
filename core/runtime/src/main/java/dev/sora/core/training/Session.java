// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.EncodedData;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.packaging.Progress.Partial;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.optimiser.OptimiserType;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A training between its steps: where it is, and how the next step is done. Who drives it decides
 * when, and what happens between two steps or epochs. Used by one thread at a time.
 *
 * <p>For each minibatch: {@link #next()}, {@link #compute}, {@link #apply}. When {@link #hasNext}
 * says that an epoch has no more: {@link #endSteps}, then {@link #endEpoch}.
 */
public final class Session implements AutoCloseable {

    private final Plan plan;
    private final Weights weights;
    private final NDManager manager;
    private final Losses losses;
    private final Optimisers optimisers;
    private final EpochHistory history = new EpochHistory();
    private final StepSequence steps;
    private Map<String, Long> undefined = Map.of();

    /**
     * Creates a session that has done nothing yet.
     *
     * @param setup what it computes with, and whose manager owns what it needs for longer than a
     *     step
     * @param weights changed by each step
     * @param optimisers one a group of the weights' layout, by name; the plan's is that of a layout
     *     without groups if there is none
     */
    public Session(
            Plan plan,
            TrainingSetup setup,
            Weights weights,
            Map<String, ResolvedType<OptimiserType>> optimisers,
            EncodedData data) {
        this.plan = plan;
        this.weights = weights;
        this.manager = setup.manager();
        losses = new Losses(setup.network(), weights, setup.engine());
        this.optimisers = new Optimisers(plan, optimisers, weights, losses, setup.engine());
        steps = new StepSequence(plan, setup.network().graph(), data, manager, history);
    }

    /** Begins with the first step, or goes on where a training was left. */
    public void begin(Resume resume) {
        optimisers.begin();
        goOn(resume);
    }

    /**
     * Goes on where a training was left, whatever was done here; the weights are the caller's.
     *
     * @throws dev.sora.problem.DataException if the optimiser's state does not fit, or the learning
     *     rates so far are those of a training of another length; then nothing has changed
     */
    public void goOn(Resume resume) {
        steps.check(resume);
        optimisers.restore(resume, manager);
        history.restore(resume.history());
        steps.goOn(resume);
    }

    /** Returns the number of epochs that are done. */
    public int epochs() {
        return steps.epochs();
    }

    /** Returns the number of steps that are done, over all epochs. */
    public long step() {
        return steps.step();
    }

    /** Returns the number of steps in an epoch. */
    public long stepsPerEpoch() {
        return steps.stepsPerEpoch();
    }

    /** Returns the number of steps that are done of the epoch after those that are done. */
    public long stepOfEpoch() {
        return steps.stepOfEpoch();
    }

    /** Returns whether the epoch after those that are done has steps left. */
    public boolean hasNext() {
        return stepOfEpoch() < stepsPerEpoch();
    }

    /** Returns the weights as they are. */
    public Weights weights() {
        return weights;
    }

    /** Returns the epochs that are done. */
    public List<EpochMetrics> history() {
        return List.copyOf(history.rows());
    }

    /** Returns the learning rate of the last minibatch. */
    public double learningRate() {
        return optimisers.learningRate() * steps.factor();
    }

    /** Returns the names of the groups that weights are divided into; one without a name if not. */
    public Collection<String> groups() {
        return optimisers.names();
    }

    /** Returns whether an optimiser uses the gradient. */
    public boolean usesGradient() {
        return optimisers.useGradient();
    }

    /** Overwrites the state of the optimisers, which must fit. */
    public void replaceOptimiserState(Map<String, FloatBuffer> state) {
        optimisers.restore(
                new Resume(0, epochs(), step(), Optional.empty(), state, Map.of(), List.of()),
                manager);
    }

    /** Returns the state of the optimisers by name, the tensors themselves. */
    public Map<String, NDArray> optimiserState() {
        return optimisers.state();
    }

    /** Returns what else belongs to the state of the optimisers, by name. */
    public Map<String, float[]> optimiserCounts() {
        return optimisers.counts(-1);
    }

    /** Returns the names that {@link #optimiserCounts} may have. */
    public Set<String> optimiserCountNames() {
        return optimisers.countNames();
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
     * Returns a share of the minibatch of the next step; the caller closes it. If nothing was
     * applied to the one before, its step is passed over.
     *
     * @param share which, counted from 0
     * @param shares how many there are
     */
    public Minibatch next(int share, int shares) {
        return steps.next(share, shares);
    }

    /** Counts the step of the last minibatch as done if nothing was applied to it. */
    public void passOver() {
        steps.passOver();
    }

    /** Computes the losses of a minibatch, and their gradient if an optimiser uses it. */
    Computed compute(Minibatch batch) {
        return compute(batch, Set.of());
    }

    /**
     * Computes losses of a minibatch, and their gradient if an optimiser uses it.
     *
     * @param outputs those whose losses count; all if empty
     */
    public Computed compute(Minibatch batch, Set<String> outputs) {
        if (batch.size() == 0) {
            return losses.ofNothing(batch);
        }
        return optimisers.useGradient()
                ? losses.differentiate(batch, outputs)
                : losses.compute(batch, outputs);
    }

    /** Does the step: lets the optimisers change the weights. The gradient is used up. */
    void apply(Minibatch batch, Computed computed) {
        apply(batch, optimisers.names(), computed.gradient());
        count(batch, computed);
    }

    /**
     * Lets optimisers change their weights. The step of the minibatch is done with the first call.
     *
     * @param groups the names of the groups that they change
     * @param gradient by all weights; it is used up; null if no optimiser uses it
     */
    public void apply(Minibatch batch, Collection<String> groups, @Nullable NDArray gradient) {
        optimisers.apply(batch, groups, gradient, steps.factor());
        steps.done(batch.step());
    }

    /**
     * Counts the losses of the minibatch that was drawn last among those of the epoch; of several
     * times that it was computed, the first of each output.
     */
    public void count(Minibatch batch, Computed computed) {
        steps.epoch().add(computed, batch);
    }

    /** Leaves a time out of the epoch's, as nothing was trained in it. */
    void rested(long nanos) {
        steps.begun().ifPresent(now -> now.rested(nanos));
    }

    /**
     * Ends the steps of an epoch, and returns the mean losses over its records, of those outputs
     * that any of them defines one for.
     *
     * @throws dev.sora.problem.DataException if an output has none in all training records
     */
    public Map<String, Double> endSteps() {
        EpochInProgress now = steps.epoch();
        loss();
        undefined = now.sums().undefined();
        LossChecks.defined(plan, now, epochs() == 0, undefined);
        Map<String, Double> figures = now.sums().figures();
        steps.endSteps();
        return figures;
    }

    /**
     * Returns for how many records of the epoch whose steps ended last a loss is not defined, of
     * outputs whose targets say it.
     */
    Map<String, Long> undefined() {
        return undefined;
    }

    /**
     * Ends an epoch.
     *
     * @param figures its losses, and what else was measured
     */
    public EpochMetrics endEpoch(Map<String, Double> figures) {
        Partial done = steps.endEpoch();
        return history.add(epochs(), figures, learningRate(), done);
    }

    /**
     * Adds what was measured since the last epoch ended to the figures of that epoch.
     *
     * @throws IllegalStateException if no epoch is done
     */
    public void measured(Map<String, Double> figures) {
        history.measured(figures);
    }

    /** Returns all that is needed to go on from here; waits for the device. */
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
                optimiserState(),
                optimisers.counts(step()),
                history());
    }

    private double finite(double loss) {
        LossChecks.finite(loss, epochs() + 1, step(), learningRate());
        return loss;
    }

    /** Frees what the epoch in progress needs; the rest belongs to the manager. */
    @Override
    public void close() {
        steps.closeEpoch();
    }
}
