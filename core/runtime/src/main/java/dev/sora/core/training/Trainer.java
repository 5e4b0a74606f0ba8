// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import com.google.inject.Inject;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunControl;
import dev.sora.core.RunListener;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.graph.Weights;
import dev.sora.core.minibatches.Shard;
import dev.sora.core.packaging.EpochMetrics;
import dev.sora.core.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains the weights of a network: epochs, validation, early stopping, checkpoints. */
public final class Trainer {

    private final Plan plan;
    private final RunListener listener;
    private final RunControl control;
    private final Evaluator evaluator;

    @Inject
    Trainer(Plan plan, RunListener listener, RunControl control, Evaluator evaluator) {
        this.plan = plan;
        this.listener = listener;
        this.control = control;
        this.evaluator = evaluator;
    }

    /**
     * The result of a training.
     *
     * @param weights the weights of the epoch that was kept
     * @param history the metrics of every epoch
     * @param bestEpoch the epoch whose weights were kept
     */
    public record Result(Weights weights, List<EpochMetrics> history, int bestEpoch) {}

    /**
     * Trains weights, in place.
     *
     * @param resume the state to begin with
     * @param replicas the further devices; the caller closes them
     * @throws InterruptedRunException if the thread was interrupted, as by {@link RunControl#abort}
     */
    public Result train(
            TrainingSetup setup,
            Weights weights,
            EncodedData data,
            Optional<EvaluationSplit> validation,
            Resume resume,
            CheckpointStore checkpoints,
            Replicas replicas) {
        try (Session session =
                new Session(
                        plan,
                        setup,
                        weights,
                        plan.training().optimisers(),
                        data,
                        Shard.whole(data.size()),
                        replicas)) {
            TrainingLoop.Measure measure =
                    () ->
                            validation
                                    .map(
                                            part ->
                                                    evaluator.evaluateQuickly(
                                                            setup.network(),
                                                            session.evaluated(),
                                                            part,
                                                            setup.manager()))
                                    .map(results -> FlatMetrics.flatten(plan, results))
                                    .orElse(Map.of());
            return new TrainingLoop(
                            setup.network().graph(),
                            session,
                            measure,
                            new CheckpointTrigger(plan.training().checkpoint(), checkpoints),
                            listener,
                            control)
                    .train(resume);
        }
    }
}
