// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.Encoder;
import dev.sora.core.data.HostData;
import dev.sora.core.data.UnknownCounts;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Computes the whole graph for records, in one pass. */
final class BatchPredictor implements Predictor {

    private final FittedGraph graph;
    private final Plan plan;
    private final DeviceModel device;
    private final Encoder encoder;
    private final List<Node.Output> outputs;

    BatchPredictor(FittedGraph graph, DeviceModel device) {
        this.graph = graph;
        this.plan = graph.plan();
        this.device = device;
        this.encoder = new Encoder(graph);
        this.outputs = plan.nodes(Node.Output.class);
    }

    @Override
    public int batchSize() {
        return plan.training().evaluationBatchSize();
    }

    @Override
    public List<Answer> predict(
            List<DataRecord> records, boolean skipBroken, Optional<UnknownCounts> unknown) {
        Encoder encoding = unknown.map(counts -> new Encoder(graph, counts)).orElse(encoder);
        try {
            return computed(records.size(), encoding.encodeTogether(records));
        } catch (RecordException e) {
            if (!skipBroken) {
                throw e;
            }
        }
        SortedMap<Integer, RecordException> broken = encoding.broken(records, false);
        List<DataRecord> sound = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (!broken.containsKey(i)) {
                sound.add(records.get(i));
            }
        }
        List<Answer> computed =
                sound.isEmpty()
                        ? List.of()
                        : computed(sound.size(), encoding.encodeTogether(sound));
        List<Answer> all = new ArrayList<>();
        for (int i = 0, at = 0; i < records.size(); i++) {
            all.add(broken.containsKey(i) ? Answer.broken(broken.get(i)) : computed.get(at++));
        }
        return all;
    }

    private List<Answer> computed(int records, HostData encoded) {
        Weights weights = device.weights();
        try (NDManager manager = device.newManager()) {
            Map<String, Signal> raw =
                    device.network()
                            .forward(
                                    Feed.inference(
                                            encoded.upload(manager).inputs(),
                                            weights.views(manager),
                                            Moment.PREDICTION,
                                            manager));
            List<Map<String, Map<String, Object>>> predicted = new ArrayList<>(records);
            for (int i = 0; i < records; i++) {
                predicted.add(new LinkedHashMap<>());
            }
            for (Node.Output output : outputs) {
                List<Map<String, Object>> decoded = decode(output, raw.get(output.name()));
                if (decoded.size() != records) {
                    throw misaligned(output, records, decoded.size());
                }
                for (int i = 0; i < records; i++) {
                    predicted.get(i).put(output.name(), decoded.get(i));
                }
            }
            return predicted.stream().map(Answer::of).toList();
        }
    }

    private SoraException misaligned(Node.Output output, int records, int decoded) {
        return new SoraException(
                Problem.of(
                                "SORA-3907",
                                "'%s' of plugin '%s' did not decode one prediction a record"
                                        .formatted(
                                                output.planned().type().descriptor().name(),
                                                output.planned().plugin().name()))
                        .where(plan.manifest().where(output.planned().path()))
                        .needs("%d predictions".formatted(records))
                        .have(String.valueOf(decoded))
                        .fix("report it to the plugin's authors"));
    }

    private List<Map<String, Object>> decode(Node.Output output, Signal prediction) {
        return PluginWork.call(
                plan,
                output.planned(),
                "decoded the predictions of '%s'".formatted(output.name()),
                () -> graph.outputs().get(output.name()).decode(prediction));
    }
}
