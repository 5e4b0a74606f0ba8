// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.data.EncodedData;
import dev.sora.core.evaluation.EvaluationPart;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Weights;
import dev.sora.core.packaging.Row;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.InterruptedRunException;
import dev.sora.core.run.RunControl;
import dev.sora.core.run.RunListener;
import dev.sora.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains the weights of a network: epochs, validation, when to stop, checkpoints. */
public final class Trainer {

    private final Plan plan;
    private final Engine engine;
    private final RunListener listener;
    private final RunControl control;
    private final Evaluator evaluator;

    @Inject
    Trainer(
            Plan plan,
            Engine engine,
            RunListener listener,
            RunControl control,
            Evaluator evaluator) {
        this.plan = plan;
        this.engine = engine;
        this.listener = listener;
        this.control = control;
        this.evaluator = evaluator;
    }

    /**
     * What came of a training.
     *
     * @param weights those of the epoch that was kept
     * @param history the figures of every epoch
     * @param bestEpoch the epoch whose weights were kept
     */
    public record Result(Weights weights, List<Row> history, int bestEpoch) {}

    /**
     * Trains the weights, in place.
     *
     * @throws InterruptedRunException if the thread was interrupted, as by {@link RunControl#abort}
     */
    public Result train(
            Network network,
            Weights weights,
            EncodedData data,
            Optional<EvaluationPart> validation,
            Resume resume,
            CheckpointStore checkpoints,
            NDManager manager) {
        try (Session session =
                new Session(plan, engine, network, weights, Map.of(), data, manager)) {
            return new TrainingLoop(
                            plan,
                            listener,
                            control,
                            evaluator,
                            network,
                            session,
                            validation,
                            checkpoints,
                            manager)
                    .train(resume);
        }
    }
}
