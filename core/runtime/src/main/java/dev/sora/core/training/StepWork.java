// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.device.BatchWork;
import dev.sora.core.device.DeviceFailures;
import dev.sora.core.device.MemoryNeed;
import dev.sora.core.graph.Flat;
import dev.sora.core.graph.Transfer;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.step.Computed;
import dev.sora.core.step.Minibatch;
import dev.sora.core.step.ProcedureRun;
import dev.sora.engine.Engine;
import dev.sora.engine.TensorMemory;
import dev.sora.optimiser.OptimiserType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What a minibatch changes: losses, gradients, and updates by optimisers or by a procedure. */
final class StepWork {

    private final Losses losses;
    private final Weights weights;
    private final Replicas replicas;
    private final Optimisers optimisers;
    private final Optional<ProcedureRun> procedure;
    private final Engine engine;
    private final IntFunction<Minibatch> parts;

    /**
     * Creates an instance.
     *
     * @param parts draws the first of some parts of the latest minibatch
     */
    StepWork(
            Plan plan,
            TrainingSetup setup,
            Weights weights,
            Map<String, ResolvedType<OptimiserType>> optimisers,
            Replicas replicas,
            IntFunction<Minibatch> parts) {
        this.engine = setup.engine();
        this.parts = parts;
        this.weights = weights;
        this.replicas = replicas;
        losses = new Losses(setup.network(), weights, setup.engine());
        this.optimisers = new Optimisers(plan, optimisers, weights, losses, setup.engine());
        procedure =
                plan.training()
                        .procedure()
                        .filter(own -> own.parts().keySet().equals(Set.copyOf(optimisers.keySet())))
                        .map(
                                own ->
                                        new ProcedureRun(
                                                own,
                                                setup.network(),
                                                setup.engine(),
                                                setup.models(),
                                                weights,
                                                this::update));
        if (!replicas.isEmpty() && !this.optimisers.allUseGradient()) {
            throw new SoraException(
                    Problem.of("SORA-2602", "an optimiser uses no gradient to average over devices")
                            .where(plan.manifest().where(plan.engine().path()))
                            .have("%d devices".formatted(replicas.count()))
                            .fix("use another optimiser, or remove 'engine.devices'"));
        }
    }

    Optimisers optimisers() {
        return optimisers;
    }

    /**
     * Computes losses of a minibatch, and their gradient if an optimiser uses it.
     *
     * @param outputs the outputs whose losses count; all if empty
     * @throws IllegalStateException if a procedure trains the graph
     */
    Computed compute(Minibatch batch, Set<String> outputs) {
        return DeviceFailures.in(
                () -> Optional.of(engine),
                BatchWork.training(batch.records()),
                () -> computed(batch, outputs));
    }

    private Computed computed(Minibatch batch, Set<String> outputs) {
        if (procedure.isPresent()) {
            throw new IllegalStateException(
                    "a procedure trains this graph: call train() instead of gradient()");
        }
        if (batch.records() == 0) {
            return losses.ofNothing(batch);
        }
        if (!replicas.isEmpty()) {
            return replicas.differentiate(batch, outputs, losses, weights);
        }
        return optimisers.useGradient()
                ? losses.differentiate(batch, outputs)
                : losses.compute(batch, outputs);
    }

    /**
     * Trains on a minibatch: by the procedure, or by the optimisers on the sum of all losses. If
     * the memory of the device is full, the minibatch is freed.
     *
     * @param factor the factor of the learning rates
     */
    Computed train(Minibatch batch, double factor) {
        return DeviceFailures.in(
                () -> Optional.of(engine), trainingWork(batch), () -> trained(batch, factor));
    }

    /** Without a way to keep what particles close, a count would be too low: none is made. */
    private BatchWork trainingWork(Minibatch batch) {
        BatchWork work = BatchWork.training(batch.records());
        Optional<TensorMemory> memory = engine.offers(TensorMemory.class);
        return procedure.isPresent() || memory.isEmpty()
                ? work
                : work.freedBy(batch::close)
                        .measuredBy(few -> count(Math.max(1, batch.records() / few), memory.get()));
    }

    private Computed trained(Minibatch batch, double factor) {
        if (procedure.isEmpty()) {
            Computed computed = computed(batch, Set.of());
            optimisers.apply(batch, optimisers.names(), computed.gradient(), factor);
            return computed;
        }
        return batch.records() == 0 ? losses.ofNothing(batch) : procedure.get().run(batch, factor);
    }

    /** Counts the memory that the first of some parts of the minibatch needs. */
    private MemoryNeed.Count count(int of, TensorMemory memory) {
        try (Minibatch part = parts.apply(of);
                NDManager own = engine.newManager()) {
            NDArray before = Transfer.copy(weights.buffers(), own);
            // a particle may close what the gradient needs
            memory.keep(part.manager());
            try {
                computed(part, Set.of());
                return MemoryNeed.Count.of(part.records(), part.manager(), engine);
            } finally {
                if (before.size() > 0) {
                    Flat.overwrite(weights.buffers(), before);
                }
            }
        }
    }

    /** Lets optimisers update their weights. */
    void apply(
            Minibatch batch, Collection<String> groups, @Nullable NDArray gradient, double factor) {
        optimisers.apply(batch, groups, gradient, factor);
    }

    private void update(Minibatch batch, String part, NDArray gradient, double factor) {
        optimisers.apply(batch, List.of(part), gradient, factor);
    }
}
