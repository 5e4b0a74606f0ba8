// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.NodeValue;
import dev.sora.core.Prediction;
import dev.sora.core.data.MemoryRecords;
import dev.sora.core.generation.Generator;
import dev.sora.core.generation.SymbolListener;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.prediction.OutputDecoder;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.core.retrieval.Retriever;
import dev.sora.data.DataRecord;
import dev.sora.generation.GeneratingOutput;
import dev.sora.generation.Search;
import dev.sora.particle.PassMode;
import dev.sora.particle.PassRandom;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Predicts with an open model in other ways than from records alone: with given values of nodes,
 * with random numbers of a seed, and symbol by symbol. Safe for any thread.
 */
final class ModelGeneration {

    private final FittedGraph graph;
    private final Plan plan;
    private final GivenPass pass;
    private final OutputDecoder decoder;

    ModelGeneration(FittedGraph graph, GivenPass pass) {
        this.graph = graph;
        this.plan = graph.plan();
        this.pass = pass;
        this.decoder = new OutputDecoder(graph);
    }

    /** Predicts, given values of nodes. */
    List<Prediction> predict(List<? extends Map<String, ?>> records, Map<String, NodeValue> given) {
        DataProcedure.of(graph).retriever().ifPresent(retriever -> refuse(retriever, given));
        List<String> outputs = plan.nodes(Node.Output.class).stream().map(Node::name).toList();
        return pass.compute(
                records,
                given,
                outputs,
                Moment.PREDICTION,
                Optional.of(Generator.asStated()),
                values -> predictions(values, pass.records(records), 0));
    }

    /** Predicts some outputs with random numbers of a seed, batch after batch. */
    List<Prediction> generate(
            List<? extends Map<String, ?>> records, Collection<String> outputs, long seed) {
        DataProcedure.of(graph).retriever().ifPresent(retriever -> refuse(retriever, Map.of()));
        int size = plan.training().batches().evaluationSize();
        List<Prediction> all = new ArrayList<>(records.size());
        for (int from = 0; from < records.size(); from += size) {
            List<? extends Map<String, ?>> batch =
                    records.subList(from, Math.min(records.size(), from + size));
            all.addAll(
                    pass.compute(
                            batch,
                            Map.of(),
                            outputs,
                            new Moment(PassMode.PREDICT, PassRandom.mix(seed, from)),
                            Optional.of(Generator.asStated(seed)),
                            values -> predictions(values, pass.records(batch), all.size())));
        }
        return all;
    }

    /** Returns whether the answers of an output are generated symbol by symbol. */
    boolean generates(String output) {
        return graph.outputs().get(output) instanceof GeneratingOutput;
    }

    /** Generates the sequence of one output for one record; reports what it has so far. */
    Prediction generate(
            Map<String, ?> record,
            String output,
            Search search,
            long seed,
            Consumer<String> soFar) {
        if (!(graph.outputs().get(output) instanceof GeneratingOutput generating)) {
            throw new SoraException(
                    Problem.of("SORA-4381", "'%s' does not generate sequences".formatted(output))
                            .needs("an output such as 'generated-text'")
                            .have("outputs " + graph.outputs().keySet()));
        }
        List<Integer> symbols = new ArrayList<>();
        SymbolListener listener =
                (row, symbol) -> {
                    symbols.add(symbol);
                    int[] all = symbols.stream().mapToInt(each -> each).toArray();
                    soFar.accept(generating.text(all));
                };
        return pass.compute(
                        List.of(record),
                        Map.of(),
                        List.of(output),
                        new Moment(PassMode.PREDICT, seed),
                        Optional.of(Generator.of(search, seed, listener)),
                        values -> predictions(values, pass.records(List.of(record)), 0))
                .get(0);
    }

    private List<Prediction> predictions(
            Map<String, Value> values, List<DataRecord> records, long before) {
        Map<String, Signal> raw = new LinkedHashMap<>();
        values.forEach((name, value) -> raw.put(name, value.member(0)));
        List<Prediction> predictions = new ArrayList<>();
        for (Map<String, Map<String, Object>> each : decoder.decode(raw, records)) {
            predictions.add(
                    new Prediction(
                            MemoryRecords.ORIGIN,
                            before + predictions.size() + 1,
                            Map.of(),
                            each,
                            Optional.empty()));
        }
        return predictions;
    }

    private static void refuse(Retriever retriever, Map<String, NodeValue> given) {
        throw new SoraException(
                Problem.of(
                                "SORA-4904",
                                "'%s' chooses among candidates: it does not predict with given"
                                                .formatted(retriever.node().name())
                                        + " values")
                        .have("values of " + given.keySet())
                        .fix(
                                "tap '%s' for records that name a candidate each: tapWith gives"
                                                .formatted(retriever.node().name())
                                        + " their scores"));
    }
}
