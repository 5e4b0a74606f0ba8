// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDManager;
import com.google.inject.Inject;
import dev.sora.core.data.Encoder;
import dev.sora.core.data.Part;
import dev.sora.core.data.RecordList;
import dev.sora.core.data.SourceReader;
import dev.sora.core.data.SplitData;
import dev.sora.core.evaluation.EvaluationPart;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Planned;
import dev.sora.core.retrieval.Retriever;
import dev.sora.core.run.Phases;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.data.DataRecord;
import dev.sora.engine.Engine;
import dev.sora.metric.MetricResult;
import dev.sora.source.DataSourceType;
import java.util.List;
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
            LoadedModel model, Optional<Planned<DataSourceType>> other) {
        Phases phases = new Phases(listener);
        phases.start("read");
        List<DataRecord> records = records(other);
        phases.start("encode");
        boolean asked = Retriever.of(model.graph()).isPresent();
        Encoder.HostData encoded =
                asked
                        ? new Encoder.HostData(records.size(), Map.of(), Map.of())
                        : new Encoder(model.graph()).encode(records, true);
        phases.start("evaluate");
        Network network = new Network(model.graph());
        ParameterLayout layout = new ParameterLayout(model.graph());
        try (PluginScope scope = new PluginScope(plan.engine().plugin().loader());
                NDManager manager = engine.get().newManager()) {
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
                            new EvaluationPart(encoded.upload(manager), new RecordList(records)),
                            manager);
            listener.on(new RunEvent.Evaluated("test", results));
            phases.end();
            return results;
        }
    }

    private List<DataRecord> records(Optional<Planned<DataSourceType>> other) {
        if (other.isEmpty() && plan.data().testSplit().isPresent()) {
            // the same seed takes the same records out of the same data
            SourceReader.Read all = SourceReader.read(plan.data().train().orElseThrow());
            return SplitData.of(plan, all.records()).of(Part.TEST);
        }
        return SourceReader.read(other.or(() -> plan.data().test()).orElseThrow()).records();
    }
}
