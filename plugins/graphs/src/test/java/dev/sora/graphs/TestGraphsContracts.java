// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.graphs.input.GraphType;
import dev.sora.graphs.signal.NodeSignal;
import dev.sora.particle.ParticleType;
import dev.sora.testkit.Clause;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contracts of the input, of the particles and of the plugin. */
final class TestGraphsContracts {

    private static final String JOINED =
            "the nodes of a graph depend on each other; TestNeighbourhood compares batches";

    private static final String MANIFEST =
            """
            manifest: 1
            name: nodes
            data:
              train: {type: synthetic, records: 32}
              tables:
                nodes: {type: synthetic, records: 32, on_error: skip}
                edges: {type: synthetic, records: 8}
            inputs:
              node:
                type: graph
                column: kind
                nodes: {table: nodes, id: kind, features: x}
                edges: {table: edges, from: kind, to: kind}
            particles:
              first: {type: gcn, from: node, units: 4, activation: relu}
              asked: {type: record-nodes, from: first}
            outputs:
              y: {type: plain-number, column: y, from: asked}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.001}
              epochs: 1
              batch_size: 16
            """;

    private static List<InputContract> inputs() {
        return List.of(
                graph(Map.of()).refuses("sample", List.of(0)).refuses("direction", "up"),
                graph(Map.of("direction", "directed", "normalise", "l2")),
                graph(Map.of("sample", List.of(1, 1), "normalise", "l1")).random(),
                graph(Map.of("neighbours", "near")));
    }

    private static InputContract graph(Map<String, Object> more) {
        InputContract contract =
                Contracts.input(new GraphType())
                        .table("papers", Papers.NODES)
                        .table("links", Papers.EDGES)
                        .on(Papers.NODES)
                        .refuses(
                                SampleRecords.of(
                                                Column.of("paper", ColumnType.TEXT),
                                                Column.of("words", ColumnType.VECTOR))
                                        .row("z", new float[] {1, 2, 3})
                                        .row(null, new float[] {1, 2, 3}));
        Papers.settings(more).forEach(contract::with);
        return contract;
    }

    private static List<ParticleContract> particles() {
        return List.of(
                particle("gcn")
                        .variant(Map.of("units", 3))
                        .variant(Map.of("units", 2, "activation", "tanh", "bias", false))
                        .variant(Map.of())
                        .on(nodes(4, 0))
                        .on(nodes(2, 2))
                        .refuses("units", 0)
                        .without(Clause.BATCH, JOINED),
                particle("gcn")
                        .with("dropout", 0.5)
                        .with("units", 3)
                        .on(nodes(4, 0))
                        .random()
                        .withoutManyCalls()
                        .without(Clause.BATCH, JOINED),
                particle("graphsage")
                        .variant(Map.of("units", 3))
                        .variant(Map.of("units", 2, "normalise", true))
                        .on(nodes(4, 0))
                        .on(nodes(2, 2))
                        .without(Clause.BATCH, JOINED),
                particle("gat")
                        .variant(Map.of("units", 3, "heads", 2))
                        .variant(Map.of("units", 2, "heads", 3, "join", "mean"))
                        .on(nodes(4, 0))
                        .on(nodes(2, 2))
                        .kinks(0.2, "the leaky rectifier of the scores")
                        .without(Clause.BATCH, JOINED),
                particle("record-nodes")
                        .on(nodes(4, 0))
                        .without(Clause.BATCH, "a record may be any node"));
    }

    private static ParticleContract particle(String name) {
        return Contracts.particle(Workbench.type(new GraphsPlugin(), ParticleType.class, name))
                .refuses(SampleSignal.vector(4))
                .refuses(SampleSignal.sequence(3, 2));
    }

    /** Degrees and weights are positive; features are too, here. */
    private static SampleSignal nodes(long features, int layers) {
        return SampleSignal.of(NodeSignal.spec(features, layers)).between(0.5, 2);
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return Stream.concat(inputs().stream(), particles().stream()).flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> plugin() {
        return Contracts.plugin(new GraphsPlugin())
                .covers(inputs())
                .covers(particles())
                .trains(MANIFEST)
                .tests();
    }
}
