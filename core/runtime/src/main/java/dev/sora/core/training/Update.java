// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Flat;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.step.Minibatch;
import dev.sora.engine.Engine;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import dev.sora.optimiser.OptimiserType;
import dev.sora.particle.PassRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Updates the weights of a group with its optimiser. It does not wait for the device, unless the
 * optimiser asks for losses.
 */
final class Update implements OptimiserStep {

    private final Plan plan;
    private final ResolvedType<OptimiserType> planned;
    private final Optimiser optimiser;
    private final ParameterLayout.Group group;
    private final Weights weights;
    private final NDArray part;
    private final Losses losses;
    private final Engine engine;
    private final RateFactors factors;

    private long number;
    private Minibatch batch;
    private double learningRate;
    private @Nullable NDArray gradient;

    Update(
            Plan plan,
            ResolvedType<OptimiserType> planned,
            ParameterLayout.Group group,
            Weights weights,
            Losses losses,
            Engine engine) {
        this.plan = plan;
        this.planned = planned;
        this.group = group;
        this.weights = weights;
        this.losses = losses;
        this.engine = engine;
        optimiser =
                PluginWork.call(
                        plan, planned, "was made", () -> planned.type().create(planned.settings()));
        part = Flat.part(weights.trained(), group.start(), group.end());
        factors = new RateFactors(weights, group);
    }

    /** Lets the optimiser allocate its state. */
    void begin() {
        long seed = plan.seed() ^ 0x5eedL;
        SplittableRandom random =
                new SplittableRandom(
                        group.start() == 0 ? seed : PassRandom.mix(seed, group.start()));
        PluginWork.run(plan, planned, "began", () -> optimiser.begin(part, random));
    }

    /** Returns whether the optimiser uses the gradient. */
    boolean usesGradient() {
        return PluginWork.call(
                plan, planned, "reported what it uses", () -> optimiser.usesGradient());
    }

    /** Returns the optimiser's learning rate before any schedule. */
    double baseRate() {
        return PluginWork.call(
                plan, planned, "reported its learning rate", () -> optimiser.learningRate());
    }

    /** Returns the optimiser's state by name, without copying the tensors. */
    Map<String, NDArray> state() {
        return PluginWork.call(plan, planned, "reported its state", () -> optimiser.state());
    }

    /** Returns the weights that it updates. */
    ParameterLayout.Group group() {
        return group;
    }

    /** Returns the number of updates. */
    long done() {
        return number;
    }

    /** Continues counting from a number of updates. */
    void goOn(long done) {
        number = done;
    }

    /**
     * Performs one update.
     *
     * @param all the gradient with respect to all weights, of which the part of the group is
     *     consumed, or that part alone; null if the optimiser uses none
     */
    void run(Minibatch step, @Nullable NDArray all, double rate) {
        number++;
        batch = step;
        learningRate = rate;
        gradient = all == null ? null : own(all);
        if (gradient != null) {
            plan.training().clipNorm().ifPresent(bound -> clip(gradient, bound));
        }
        List<NDArray> before = factors.before(step.manager());
        PluginWork.run(plan, planned, "did a step", () -> optimiser.step(this));
        factors.apply(before);
        gradient = null;
    }

    private NDArray own(NDArray all) {
        if (all.size() == group.end() - group.start()) {
            return all;
        }
        NDArray own = Flat.part(all, group.start(), group.end());
        if (own != all) {
            own.attach(batch.manager());
        }
        return own;
    }

    /** Scales the gradient so that its norm is at most a bound (Pascanu et al., 2013). */
    private static void clip(NDArray gradient, double bound) {
        NDArray norm = gradient.norm();
        gradient.muli(norm.add(1e-12).pow(-1).mul(bound).minimum(1f));
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    @Override
    public NDArray weights() {
        return part;
    }

    @Override
    public NDArray gradient() {
        if (gradient == null) {
            throw new IllegalStateException("the optimiser declares that it uses no gradient");
        }
        return gradient;
    }

    @Override
    public long decayed() {
        return group.decayed();
    }

    @Override
    public NDManager manager() {
        return batch.manager();
    }

    @Override
    public <T> Optional<T> offers(Class<T> extension) {
        return engine.offers(extension);
    }

    @Override
    public double lossOf(NDArray candidate) {
        return losses.with(candidate, group, batch);
    }
}
