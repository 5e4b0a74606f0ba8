// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.data.Encoder;
import dev.sora.core.data.HostData;
import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.Part;
import dev.sora.core.data.PartRecords;
import dev.sora.core.data.PreparedData;
import dev.sora.core.data.RunRecords;
import dev.sora.core.data.UnknownCounts;
import dev.sora.core.evaluation.EvaluationPart;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.retrieval.Retriever;
import dev.sora.core.run.Phases;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.engine.Engine;
import dev.sora.metric.MetricResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Scores a loaded model on a data source. */
public final class EvaluationRun {

    private final Plan plan;
    private final Supplier<Engine> engine;
    private final Evaluator evaluator;
    private final RunListener listener;

    @Inject
    EvaluationRun(Plan plan, Supplier<Engine> engine, Evaluator evaluator, RunListener listener) {
        this.plan = plan;
        this.engine = engine;
        this.evaluator = evaluator;
        this.listener = listener;
    }

    /**
     * Returns loss and metrics of each output.
     *
     * @param other what to score on; the pipeline's own test data if absent
     */
    public Map<String, Map<String, MetricResult>> evaluate(
            LoadedModel model, Optional<SourcePlan> other) {
        Phases phases = new Phases(listener);
        phases.start("read");
        try (RunRecords all = RunRecords.readTest(plan, other)) {
            return evaluate(model, all, phases);
        }
    }

    private Map<String, Map<String, MetricResult>> evaluate(
            LoadedModel model, RunRecords all, Phases phases) {
        PartRecords records = all.of(Part.TEST).orElseThrow();
        phases.start("encode");
        Optional<Retriever> asked = Retriever.of(model.graph());
        UnknownCounts unknown = new UnknownCounts();
        PreparedData encoded =
                asked.isPresent()
                        ? new HostData(asked.get().check(records, unknown), Map.of(), Map.of())
                        : new Encoder(model.graph(), unknown)
                                .encode(records, MemoryBound.of(plan.data()))
                                .data();
        all.tell(listener);
        unknown.tell(Part.TEST.word(), listener);
        phases.start("evaluate");
        ParameterLayout layout = new ParameterLayout(model.graph());
        try (PluginScope scope = new PluginScope(plan.engine().plugin().loader());
                NDManager manager = engine.get().newManager()) {
            Network network = new Network(model.graph(), engine.get(), manager);
            Weights weights =
                    Weights.of(
                            layout,
                            Tensors.checked(
                                    model.contents().weights(), layout, model.file().toString()),
                            manager);
            Map<String, Map<String, MetricResult>> results =
                    evaluator.evaluate(
                            network,
                            weights,
                            new EvaluationPart(encoded.upload(manager), records),
                            manager);
            listener.on(new RunEvent.Evaluated("test", results));
            phases.end();
            return results;
        }
    }
}
