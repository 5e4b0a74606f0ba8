// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.graphs.GraphsPlugin;
import dev.sora.graphs.Papers;
import dev.sora.graphs.signal.NodeSignal;
import dev.sora.particle.FittedInput;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Neighbourhoods of some records give what the whole graph gives. */
final class TestNeighbourhood {

    private static final List<DataRecord> SOME =
            SampleRecords.column("paper", ColumnType.TEXT, "d", "f", "b", "d").list();

    /** Computes two layers and the nodes of the records. */
    private static float[] twoLayers(
            Workbench bench, FittedInput input, List<DataRecord> records, String layer) {
        Signal signal =
                input.forward(bench.upload(input.encode(records)), bench.pass(false, Map.of()));
        UnaryParticle first = particle(layer, settings(layer, 4));
        UnaryParticle second = particle(layer, settings(layer, 2));
        UnaryParticle asked = particle("record-nodes", Map.of());
        int layers = signal.has(NodeSignal.LAYERS) ? 2 : 0;
        Pass one = fixed(bench, first, NodeSignal.spec(3, layers));
        Pass two = fixed(bench, second, first.plan(NodeSignal.spec(3, layers)).output());
        Signal result = asked.forward(second.forward(first.forward(signal, one), two), one);
        return result.values().toFloatArray();
    }

    private static Pass fixed(Workbench bench, UnaryParticle particle, SignalSpec spec) {
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        particle.plan(spec)
                .parameters()
                .forEach(
                        p -> {
                            float[] values = new float[Math.toIntExact(p.shape().size())];
                            for (int i = 0; i < values.length; i++) {
                                values[i] = (float) Math.sin(1 + i * 0.7 + p.name().length());
                            }
                            parameters.put(p.name(), bench.manager().create(values, p.shape()));
                        });
        return bench.pass(false, parameters);
    }

    private static UnaryParticle particle(String name, Map<String, Object> settings) {
        ParticleType type = Workbench.type(new GraphsPlugin(), ParticleType.class, name);
        return (UnaryParticle) type.create(Workbench.settings(type, settings));
    }

    private static Map<String, Object> settings(String layer, int units) {
        return layer.equals("gat")
                ? Map.of("units", units, "heads", 1)
                : Map.of("units", units, "activation", "tanh");
    }

    private static FittedInput fitted(Map<String, Object> more) {
        return Papers.fitted(Papers.NODES, Papers.EDGES, more);
    }

    @Test
    void allNeighboursGiveWhatTheWholeGraphGives() {
        for (String layer : List.of("gcn", "graphsage", "gat")) {
            try (Workbench bench = new Workbench()) {
                float[] whole = twoLayers(bench, fitted(Map.of()), SOME, layer);
                float[] part =
                        twoLayers(bench, fitted(Map.of("sample", List.of(1, 1))), SOME, layer);

                assertThat(part).as(layer).hasSize(8).containsExactly(whole, within(1e-5f));
                for (int i = 0; i < SOME.size(); i++) {
                    float[] alone =
                            twoLayers(
                                    bench,
                                    fitted(Map.of("sample", List.of(1, 1))),
                                    List.of(SOME.get(i)),
                                    layer);
                    assertThat(alone)
                            .containsExactly(
                                    new float[] {whole[2 * i], whole[2 * i + 1]}, within(1e-5f));
                }
            }
        }
    }

    @Test
    void aNewNodeIsComputedAsIfItStoodInTheTable() {
        SampleRecords nodes = Papers.NODES.row("g", new float[] {3, -1, 2}, "y");
        // directed, so that in the table, too, it sends no messages
        Map<String, Object> directed = Map.of("direction", "directed");
        SampleRecords edges = Papers.EDGES.row("a", "g").row("d", "g");
        List<DataRecord> asked = SampleRecords.column("paper", ColumnType.TEXT, "g", "c").list();
        List<DataRecord> brought =
                SampleRecords.of(
                                Column.of("paper", ColumnType.TEXT),
                                Column.of("words", ColumnType.VECTOR),
                                Column.of("near", ColumnType.TEXTS))
                        .row("new", new float[] {3, -1, 2}, List.of("d", "a", "d"))
                        .row("c", null, null)
                        .list();
        for (List<Integer> sample : List.of(List.<Integer>of(), List.of(1, 1))) {
            Map<String, Object> settings = new LinkedHashMap<>(directed);
            if (!sample.isEmpty()) {
                settings.put("sample", sample);
            }
            try (Workbench bench = new Workbench()) {
                float[] expected =
                        twoLayers(bench, Papers.fitted(nodes, edges, settings), asked, "gcn");
                settings.put("neighbours", "near");
                float[] found =
                        twoLayers(
                                bench,
                                Papers.fitted(Papers.NODES, Papers.EDGES, settings),
                                brought,
                                "gcn");

                assertThat(found).containsExactly(expected, within(1e-5f));
            }
        }
    }

    @Test
    void drawsAsManyNeighboursAsItIsTold() {
        SampleRecords edges = Papers.EDGES.row("b", "d").row("b", "e");
        Graph graph = ((FittedNodes) Papers.fitted(Papers.NODES, edges, Map.of())).graph();
        int b = graph.row("b");
        int[] times = new int[graph.size()];
        for (int seed = 0; seed < 3000; seed++) {
            Neighbourhood drawn =
                    Neighbourhood.of(
                            graph,
                            new int[] {b},
                            List.of(),
                            new int[] {2},
                            new SplittableRandom(seed));
            assertThat(drawn.size()).isEqualTo(3);
            assertThat(drawn.weights()).containsExactly(2, 2);
            assertThat(drawn.degrees()[0]).isEqualTo(4);
            for (int i = 0; i < 2; i++) {
                times[graphRow(graph, drawn, drawn.edges()[2 * i])]++;
            }
        }
        // each of the four neighbours in half of the draws: 1,500, with a deviation of 27
        assertThat(times[graph.row("a")]).isBetween(1350, 1650);
        assertThat(times[graph.row("e")]).isBetween(1350, 1650);
        assertThat(times[graph.row("f")]).isZero();
    }

    /** Finds a drawn node by its features. */
    private static int graphRow(Graph graph, Neighbourhood drawn, int row) {
        float[] own = new float[3];
        for (int node = 0; node < graph.size(); node++) {
            graph.features(node, own, 0);
            float[] all = drawn.features();
            if (own[0] == all[3 * row]
                    && own[1] == all[3 * row + 1]
                    && own[2] == all[3 * row + 2]) {
                return node;
            }
        }
        throw new AssertionError();
    }
}
