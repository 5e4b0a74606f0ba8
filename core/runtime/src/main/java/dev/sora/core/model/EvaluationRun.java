// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import ai.djl.ndarray.NDManager;
import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.RunRecords;
import dev.sora.core.data.SplitRecords;
import dev.sora.core.data.encoding.PreparedData;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.data.split.Split;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.graph.Weights;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.preparation.Phases;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.metric.MetricResult;
import java.util.Optional;

/** Evaluates a model on a data source. */
final class EvaluationRun {

    private final LoadedModel model;
    private final Plan plan;
    private final DeviceModel device;
    private final RunListener listener;

    EvaluationRun(LoadedModel model, DeviceModel device, RunListener listener) {
        this.model = model;
        this.plan = model.plan();
        this.device = device;
        this.listener = listener;
    }

    /**
     * Returns loss and metrics of each output.
     *
     * @param other the source to evaluate on; the pipeline's own test data if absent
     */
    Metrics<MetricResult> evaluate(Optional<SourcePlan> other) {
        Phases phases = new Phases(listener);
        phases.start("read");
        try (RunRecords all = RunRecords.readTest(plan, other)) {
            return evaluate(all, phases);
        }
    }

    private Metrics<MetricResult> evaluate(RunRecords all, Phases phases) {
        SplitRecords records = all.of(Split.TEST).orElseThrow();
        phases.start("encode");
        UnknownCounts unknown = new UnknownCounts();
        PreparedData encoded =
                DataProcedure.of(model.graph())
                        .encode(records, MemoryBound.of(plan.data()), unknown);
        all.tell(listener);
        unknown.tell(Split.TEST.word(), listener);
        phases.start("evaluate");
        Weights weights = device.weights();
        try (NDManager manager = device.newManager()) {
            Metrics<MetricResult> results =
                    new Evaluator(plan)
                            .evaluate(
                                    device.network(),
                                    weights,
                                    new EvaluationSplit(
                                            Split.TEST,
                                            encoded.upload(manager, device.budget()),
                                            records),
                                    manager);
            listener.on(new RunEvent.Evaluated(results));
            phases.end();
            return results;
        }
    }
}
