// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.DataRecord;
import dev.sora.particle.AnswerField;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes raw predictions to values for users. Safe for any thread. */
public final class OutputDecoder {

    private final FittedGraph graph;
    private final Plan plan;
    private final List<Node.Output> outputs;

    public OutputDecoder(FittedGraph graph) {
        this.graph = graph;
        this.plan = graph.plan();
        this.outputs = plan.nodes(Node.Output.class);
    }

    /** Returns the fields of the answers of each output, by its name; empty if not declared. */
    public Map<String, List<AnswerField>> fields() {
        Map<String, List<AnswerField>> fields = new LinkedHashMap<>();
        for (Node.Output output : outputs) {
            fields.put(
                    output.name(),
                    PluginWork.call(
                            plan,
                            output.planned(),
                            "described the answers of '" + output.name() + "'",
                            () -> List.copyOf(graph.outputs().get(output.name()).answerFields())));
        }
        return fields;
    }

    /**
     * Returns the predictions of outputs, for each record.
     *
     * @param raw the raw predictions of the outputs that are decoded
     * @param records the records, in order
     */
    public List<Map<String, Map<String, Object>>> decode(
            Map<String, Signal> raw, List<DataRecord> records) {
        List<Map<String, Map<String, Object>>> predicted = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            predicted.add(new LinkedHashMap<>());
        }
        for (Node.Output output : outputs) {
            if (!raw.containsKey(output.name())) {
                continue;
            }
            List<Map<String, Object>> decoded = decode(output, raw.get(output.name()), records);
            if (decoded.size() != records.size()) {
                throw misaligned(output, records.size(), decoded.size());
            }
            for (int i = 0; i < records.size(); i++) {
                predicted.get(i).put(output.name(), decoded.get(i));
            }
        }
        return predicted;
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

    private List<Map<String, Object>> decode(
            Node.Output output, Signal prediction, List<DataRecord> records) {
        return PluginWork.call(
                plan,
                output.planned(),
                "decoded the predictions of '" + output.name() + "'",
                () -> graph.outputs().get(output.name()).decode(prediction, records));
    }
}
