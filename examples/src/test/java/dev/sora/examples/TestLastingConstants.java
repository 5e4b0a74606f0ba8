// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.ParameterLayout;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.engine.Engine;
import dev.sora.particle.FittedInput;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folded weights of normalised convolutions, which predictions of an open model share. */
final class TestLastingConstants {

    private static final String MANIFEST =
            """
            manifest: 1
            name: folded
            data:
              train: {type: drawn-digits, samples: 8}
            inputs:
              image: {type: image, column: image}
            particles:
              first: {type: conv2d, from: image, filters: 4, kernel: 3, batch_norm: true}
              view: {type: residual, from: first, filters: 6, count: 3}
            combiners:
              all: {type: sum, from: view}
            outputs:
              kind: {type: classification, column: label, classes: [a, b], from: all}
            training: {epochs: 1}
            """;

    @TempDir private Path folder;
    private Lab lab;
    private Workbench bench;
    private SampleRecords records;
    private FittedInput image;
    private Network network;
    private Weights weights;

    @BeforeEach
    void open() {
        lab = new Lab(folder);
        bench = new Workbench();
        records =
                SampleRecords.of(
                        Column.of("image", ColumnType.IMAGE), Column.of("label", ColumnType.TEXT));
        Random random = new Random(3);
        for (int i = 0; i < 5; i++) {
            byte[] samples = new byte[12 * 10];
            random.nextBytes(samples);
            records = records.row(new ImageValue(12, 10, 1, samples), i % 2 == 0 ? "a" : "b");
        }
        Plan plan = lab.plan(MANIFEST);
        image = plan.nodes(Node.Input.class).get(0).particle().fit(records);
        FittedGraph graph =
                FittedGraph.of(
                        plan,
                        Map.of("image", image),
                        Map.of(
                                "kind",
                                plan.nodes(Node.Output.class).get(0).particle().fit(records)));
        Engine engine = plan.engine().type().start(plan.engine().settings());
        network = new Network(graph, engine, bench.manager());
        weights =
                Weights.initialise(
                        new ParameterLayout(graph),
                        5,
                        (node, member, spec, values) -> {
                            if (spec.name().endsWith("running_mean")) {
                                Arrays.fill(values, 0.2f * (1 + member));
                            }
                        },
                        bench.manager());
        weights.keepViews(engine);
    }

    @AfterEach
    void close() {
        bench.close();
        lab.close();
    }

    private float[] scores(boolean lasting, Moment moment, List<DataRecord> some) {
        try (NDManager own = bench.manager().newSubManager()) {
            List<NDArray> encoded =
                    image.encode(some).stream()
                            .map(host -> own.create(host.data(), host.shape(), host.type()))
                            .toList();
            Feed feed =
                    Feed.inference(
                            Map.of("image", new ai.djl.ndarray.NDList(encoded)),
                            weights.views(own),
                            moment,
                            own);
            return network.forward(lasting ? feed.sharing(network.lasting()) : feed)
                    .get("kind")
                    .values()
                    .toFloatArray();
        }
    }

    private float[] predicted(boolean lasting) {
        return scores(lasting, Moment.PREDICTION, records.list());
    }

    /** Members of a generation and parts of a particle have constants of their own. */
    @Test
    void aModelPredictsTheSameWithTheConstantsThatItKeeps() {
        float[] expected = predicted(false);

        assertThat(predicted(true)).isEqualTo(expected);
        assertThat(predicted(true)).isEqualTo(expected);
        // one small picture may be convolved in another order
        List<DataRecord> one = records.list().subList(1, 2);
        assertThat(scores(true, Moment.PREDICTION, one))
                .containsExactly(Arrays.copyOfRange(expected, 2, 4), within(1e-5f));
    }

    @Test
    void theyAreComputedOnce() {
        float[] before = predicted(true);
        weights.buffers().addi(1);

        assertThat(predicted(true)).isEqualTo(before);
        assertThat(predicted(false)).isNotEqualTo(before);
    }

    /** A training evaluates between its steps, which change what was folded. */
    @Test
    void anEvaluationReadsTheWeightsAsTheyAre() {
        float[] before = scores(true, Moment.evaluation(0), records.list());
        weights.buffers().addi(1);

        assertThat(scores(true, Moment.evaluation(0), records.list())).isNotEqualTo(before);
    }
}
