// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import com.google.inject.Inject;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.Forwards;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.preparation.LearnedStates;
import dev.sora.core.training.Trainer;
import dev.sora.core.training.TrainingSetup;
import dev.sora.particle.FittedOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lets outputs learn from the validation data how to answer, after the weights are final. */
public final class OutputCalibration {

    private final Plan plan;
    private final Evaluator evaluator;

    @Inject
    OutputCalibration(Plan plan, Evaluator evaluator) {
        this.plan = plan;
        this.evaluator = evaluator;
    }

    /**
     * Returns the graph with calibrated outputs; the same graph if no output calibrates.
     *
     * @param validation the validation data; the planner has checked that there is some where an
     *     output needs it
     * @param forwards supplies the predictions
     */
    public FittedGraph calibrate(
            TrainingSetup setup,
            Trainer.Result trained,
            Optional<EvaluationSplit> validation,
            Forwards forwards) {
        FittedGraph graph = setup.network().graph();
        boolean any =
                plan.nodes(Node.Output.class).stream()
                        .anyMatch(output -> output.particle().calibrates());
        if (!any || validation.isEmpty()) {
            return graph;
        }
        OutcomeLog log = new OutcomeLog();
        evaluator
                .with(forwards)
                .evaluate(
                        setup.network(), trained.weights(), validation.get(), setup.manager(), log);
        Map<String, FittedOutput> outputs = new LinkedHashMap<>(graph.outputs());
        for (Node.Output output : plan.nodes(Node.Output.class)) {
            if (output.particle().calibrates()) {
                outputs.computeIfPresent(
                        output.name(),
                        (name, fitted) ->
                                PluginWork.call(
                                        plan,
                                        output.planned(),
                                        "calibrated '%s'".formatted(name),
                                        () -> fitted.calibrated(log.parts(name))));
            }
        }
        FittedGraph calibrated = FittedGraph.of(plan, graph.inputs(), outputs);
        LearnedStates.check(calibrated);
        return calibrated;
    }
}
