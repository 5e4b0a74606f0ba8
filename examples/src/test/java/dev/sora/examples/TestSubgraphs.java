// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Parameters;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.particle.FittedInput;
import dev.sora.particle.FittedOutput;
import dev.sora.tensor.Signal;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of nodes, computed alone or given instead of a node's output. */
final class TestSubgraphs {

    private static final String MANIFEST =
            """
            manifest: 1
            name: taps
            data:
              train: {type: points, samples: 20}
            inputs:
              x: {type: trial-vector, column: x}
            particles:
              stem: {type: dense, from: x, units: 3, activation: relu}
              view: {type: dense, from: stem, units: 2, count: 3}
            combiners:
              whole: {type: sum, from: view}
              wide: {type: concat, from: [whole, "view[1]"]}
            outputs:
              kind: {type: classification, column: kind, classes: [a, b], from: wide}
            training:
              optimiser: {type: sgd, learning_rate: 0.1}
              epochs: 1
            """;

    private static final List<String> NODES = List.of("x", "stem", "view", "whole", "wide", "kind");

    private static final SampleRecords RECORDS =
            SampleRecords.of(Column.of("x", ColumnType.VECTOR), Column.of("kind", ColumnType.TEXT))
                    .row(new float[] {1, -2}, "a")
                    .row(new float[] {-0.5f, 3}, "b");

    @TempDir private Path folder;
    private Lab lab;
    private Workbench bench;
    private Network network;
    private Parameters parameters;
    private NDList encoded;

    @BeforeEach
    void open() {
        lab = new Lab(folder);
        bench = new Workbench();
        Plan plan = lab.plan(MANIFEST);
        FittedInput x = plan.nodes(Node.Input.class).get(0).particle().fit(RECORDS);
        FittedOutput kind = plan.nodes(Node.Output.class).get(0).particle().fit(RECORDS);
        network =
                new Network(
                        FittedGraph.of(plan, Map.of("x", x), Map.of("kind", kind)),
                        plan.engine().type().start(plan.engine().settings()),
                        bench.manager());
        Weights weights =
                Weights.initialise(
                        new ParameterLayout(network.graph()),
                        5,
                        (node, member, spec, values) -> {},
                        bench.manager());
        parameters = weights.views(bench.manager());
        encoded = bench.upload(x.encode(RECORDS.list()));
    }

    @AfterEach
    void close() {
        bench.close();
        lab.close();
    }

    private Map<String, Value> compute(Map<String, Value> given, String... wanted) {
        Subgraph subgraph = network.subgraph(Set.of(wanted), given.keySet());
        Map<String, NDList> inputs = subgraph.inputs().isEmpty() ? Map.of() : Map.of("x", encoded);
        return network.compute(
                subgraph,
                given,
                Feed.inference(inputs, parameters, Moment.PREDICTION, bench.manager()));
    }

    private Value tap(String node) {
        return compute(Map.of(), node).get(node);
    }

    private static float[] numbers(Value value, int member) {
        return value.member(member).values().toFloatArray();
    }

    /** Computes {@code W x + b} row by row. */
    private float[] affine(float[] rows, String node, int member) {
        float[] b = of(node, "bias", member);
        float[] w = of(node, "weight", member);
        int in = w.length / b.length;
        float[] result = new float[rows.length / in * b.length];
        for (int row = 0; row < rows.length / in; row++) {
            for (int unit = 0; unit < b.length; unit++) {
                double sum = b[unit];
                for (int i = 0; i < in; i++) {
                    sum += (double) w[unit * in + i] * rows[row * in + i];
                }
                result[row * b.length + unit] = (float) sum;
            }
        }
        return result;
    }

    /** Returns the values of one member's parameter; those of a generation are contiguous. */
    private float[] of(String node, String name, int member) {
        NDArray stacked = parameters.find(node + "[*]." + name);
        return stacked == null
                ? parameters.find(node + "[0]." + name).toFloatArray()
                : stacked.get(member).toFloatArray();
    }

    @Test
    void everyNodeYieldsWhatAHandComputes() {
        float[] stem = affine(new float[] {1, -2, -0.5f, 3}, "stem", 0);
        for (int i = 0; i < stem.length; i++) {
            stem[i] = Math.max(0, stem[i]);
        }
        close(tap("x"), 0, new float[] {1, -2, -0.5f, 3});
        close(tap("stem"), 0, stem);
        float[] whole = new float[4];
        float[] second = new float[0];
        Value view = tap("view");
        for (int i = 0; i < 3; i++) {
            float[] own = affine(stem, "view", i);
            close(view, i, own);
            for (int k = 0; k < whole.length; k++) {
                whole[k] += own[k];
            }
            second = i == 1 ? own : second;
        }
        close(tap("whole"), 0, whole);
        float[] wide = new float[8];
        for (int row = 0; row < 2; row++) {
            System.arraycopy(whole, row * 2, wide, row * 4, 2);
            System.arraycopy(second, row * 2, wide, row * 4 + 2, 2);
        }
        close(tap("wide"), 0, wide);
        close(tap("kind"), 0, affine(wide, "kind", 0));
    }

    private static void close(Value value, int member, float[] expected) {
        assertThat(numbers(value, member)).containsExactly(expected, within(1e-5f));
    }

    @Test
    void aGenerationYieldsMembersAndTheirStack() {
        Value view = tap("view");

        assertThat(view.count()).isEqualTo(3);
        assertThat(view.stacked().getShape()).isEqualTo(new Shape(2, 3, 2));
        for (int i = 0; i < 3; i++) {
            assertThat(view.stacked().get(":, " + i).toFloatArray())
                    .containsExactly(numbers(view, i));
        }
        assertThat(Value.of(view.members()).stacked().toFloatArray())
                .containsExactly(view.stacked().toFloatArray());
    }

    @Test
    void itsOwnValueChangesNothing() {
        Map<String, Value> all = compute(Map.of(), NODES.toArray(String[]::new));

        for (String node : NODES) {
            Map<String, Value> again =
                    compute(Map.of(node, all.get(node)), NODES.toArray(String[]::new));
            all.forEach(
                    (name, value) -> {
                        for (int i = 0; i < value.count(); i++) {
                            assertThat(numbers(again.get(name), i))
                                    .as("%s, given %s", name, node)
                                    .containsExactly(numbers(value, i));
                        }
                    });
        }
    }

    @Test
    void aValueCutsOffWhatIsOnlyBeforeIt() {
        assertThat(network.subgraph(Set.of("kind"), Set.of("view")).inputs()).isEmpty();
        assertThat(network.subgraph(Set.of("kind"), Set.of("whole")).inputs()).containsExactly("x");
        assertThat(network.subgraph(Set.of("stem"), Set.of()).inputs()).containsExactly("x");
    }

    @Test
    void onlyOneMemberIsReplaced() {
        Value view = tap("view");
        NDArray none = view.member(2).values().zerosLike();

        Map<String, Value> changed =
                compute(Map.of("view", view.withMember(2, Signal.of(none))), "whole", "kind");

        float[] sum = new float[4];
        for (int k = 0; k < sum.length; k++) {
            sum[k] = numbers(view, 0)[k] + numbers(view, 1)[k];
        }
        close(changed.get("whole"), 0, sum);
        assertThat(numbers(changed.get("kind"), 0)).isNotEqualTo(numbers(tap("kind"), 0));
    }

    @Test
    void namesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> network.subgraph(Set.of("view[1]"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'view[1]'");
        Subgraph planned = network.subgraph(Set.of("kind"), Set.of("view"));
        Feed feed = Feed.inference(Map.of(), parameters, Moment.PREDICTION, bench.manager());
        assertThatThrownBy(() -> network.compute(planned, new LinkedHashMap<>(), feed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[view]");
    }
}
