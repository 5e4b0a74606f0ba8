// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.data.split.Split;
import dev.sora.core.evaluation.DividedForwards;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.core.evaluation.Evaluator;
import dev.sora.core.evaluation.Forwards;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.trial.TestEngine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often an evaluation gathers a batch, which may be read from files and copied to a device. */
final class TestEvaluatedBatches {

    private static final String MANIFEST =
            """
            manifest: 1
            name: work
            data:
              train: {type: csv, path: t.csv}
            inputs:
              in: {type: number, column: x}
            particles:
              last: {type: dense, from: in, units: 3}
            outputs:
              kind: {type: classification, column: label, classes: [a, b], from: last}
            training: {epochs: 1, evaluation_batch_size: 2}
            """;

    @TempDir private static Path folder;
    private static Plan plan;
    private static SampleRecords records;
    private static FittedGraph graph;

    @BeforeAll
    static void fit() throws Exception {
        Files.writeString(folder.resolve("t.csv"), "x,label\n1,a\n2,b\n");
        records =
                SampleRecords.of(
                        Column.of("x", ColumnType.NUMBER), Column.of("label", ColumnType.TEXT));
        for (int i = 0; i < 8; i++) {
            records = records.row((double) i, i % 2 == 0 ? "a" : "b");
        }
        try (Lab lab = new Lab(folder)) {
            plan = lab.plan(MANIFEST);
            graph =
                    FittedGraph.of(
                            plan,
                            Map.of(
                                    "in",
                                    plan.nodes(Node.Input.class).get(0).particle().fit(records)),
                            Map.of(
                                    "kind",
                                    plan.nodes(Node.Output.class).get(0).particle().fit(records)));
        }
    }

    /** Returns an object that counts the calls of its methods by name. */
    private static <T> T counting(Class<T> type, T real, Map<String, Integer> calls) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            calls.merge(method.getName(), 1, Integer::sum);
                            Object result = call(real, method, arguments);
                            return result instanceof EncodedData.Ranges ranges
                                    ? counting(EncodedData.Ranges.class, ranges, calls)
                                    : result;
                        }));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Map<String, Integer> gathered(Forwards forwards) {
        Map<String, Integer> calls = new TreeMap<>();
        try (NDManager manager = TestEngine.newManager()) {
            EncodedData data = new Encoder(graph).encode(records.list(), true).upload(manager);
            Weights weights =
                    Weights.initialise(
                            new ParameterLayout(graph),
                            7,
                            (node, member, spec, values) -> {},
                            manager);
            new Evaluator(plan)
                    .evaluateQuickly(
                            new Network(graph, TestEngine.engine(), manager),
                            weights,
                            new EvaluationSplit(
                                    Split.VALIDATION,
                                    counting(EncodedData.class, data, calls),
                                    records),
                            manager,
                            forwards);
        }
        return calls;
    }

    @Test
    void eachBatchIsGatheredOnce() {
        assertThat(gathered(Forwards.HERE)).containsEntry("inputs", 4).containsEntry("targets", 4);
    }

    /** The inputs of the other batches are those of the other worker. */
    @Test
    void aWorkerGathersTheInputsThatItComputes() {
        Forwards half = new DividedForwards(0, 2, 1 << 20, own -> List.of(own, own));

        assertThat(gathered(half)).containsEntry("inputs", 2);
    }
}
