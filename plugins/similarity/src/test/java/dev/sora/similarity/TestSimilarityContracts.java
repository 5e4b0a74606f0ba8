// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity;

import dev.sora.data.ColumnType;
import dev.sora.metric.MetricType;
import dev.sora.particle.OutputType;
import dev.sora.procedure.ProcedureType;
import dev.sora.similarity.metric.EmbeddingOutcome;
import dev.sora.testkit.Clause;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.MetricContract;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.ProcedureContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The contracts of the output, of the metrics and of the plugin. */
final class TestSimilarityContracts {

    private static final String SPLIT =
            "a loss over pairs of the minibatch is no mean of losses of single records";

    private static final SampleRecords PEOPLE =
            SampleRecords.column("who", ColumnType.TEXT, "b", "a", "c", "a", "b", "b", "c", "c");
    private static final SampleRecords NUMBERS =
            SampleRecords.column("who", ColumnType.INTEGER, 3L, 3L, 7L, 7L, 9L, 9L, 3L, 7L);

    private static final String MANIFEST =
            """
            manifest: 1
            name: alike
            data:
              train: {type: synthetic, records: 48}
              test: {type: synthetic, records: 16, seed: 2}
            inputs:
              x: {type: plain-values, column: x}
            outputs:
              who: {type: embedding, column: kind, from: x, size: 4}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.001}
              epochs: 1
              batch_size: 16
            """;

    /** Two people with two records each, at angles of 0, 10, 30 and 100 degrees. */
    private static final EmbeddingOutcome FOUR = angles(new long[] {1, 1, 2, 2}, 0, 10, 30, 100);

    private static EmbeddingOutcome angles(long[] people, double... degrees) {
        float[] vectors = new float[degrees.length * 2];
        for (int i = 0; i < degrees.length; i++) {
            vectors[2 * i] = (float) Math.cos(Math.toRadians(degrees[i]));
            vectors[2 * i + 1] = (float) Math.sin(Math.toRadians(degrees[i]));
        }
        return new EmbeddingOutcome(vectors, people);
    }

    private static List<OutputContract> outputs() {
        return List.of(
                embedding()
                        .variant(Map.of())
                        .variant(Map.of("loss", "cosface", "scale", 5, "size", 6))
                        .variant(Map.of("margin", 1.2))
                        .learningFrom(PEOPLE)
                        .on(SampleSignal.vector(4))
                        .on(SampleSignal.image(2, 3, 2))
                        .refuses("size", 1)
                        .refuses("loss", "softmax")
                        .refuses("margin", -0.1)
                        .refuses("scale", 0),
                embedding().with("head", false).learningFrom(NUMBERS).on(SampleSignal.vector(3)),
                embedding()
                        .with("loss", "triplet")
                        .with("size", 4)
                        .variant(Map.of())
                        .variant(Map.of("margin", 1))
                        .learningFrom(PEOPLE)
                        .on(SampleSignal.vector(5))
                        .kinks(0.3, "the farthest and the nearest record, and the hinge")
                        .without(Clause.LOSS, SPLIT),
                Contracts.output(
                                Workbench.type(
                                        new SimilarityPlugin(), OutputType.class, "projection"))
                        .variant(Map.of())
                        .variant(Map.of("size", 3))
                        .learningFrom(PEOPLE)
                        .on(SampleSignal.vector(4))
                        .on(SampleSignal.image(2, 3, 2))
                        .refuses(SampleSignal.indices(5))
                        .refuses("size", 1),
                Contracts.output(
                                Workbench.type(
                                        new SimilarityPlugin(), OutputType.class, "retrieved-text"))
                        .with("column", "who")
                        .variant(Map.of())
                        .variant(Map.of("similarity", "dot", "candidates", 2))
                        .learningFrom(PEOPLE)
                        .on(SampleSignal.vector(3), SampleSignal.vector(3))
                        .refuses(SampleSignal.vector(3))
                        .refuses(SampleSignal.vector(3), SampleSignal.vector(4))
                        .refuses(SampleSignal.vector(3), SampleSignal.sequence(4, 3))
                        .refuses("candidates", 1)
                        .refuses("scale", 0)
                        .without(Clause.LOSS, SPLIT));
    }

    private static final String CONTRASTIVE =
            """
            manifest: 1
            name: alike-without-labels
            seed: 3
            data:
              train: {type: synthetic, records: 24}
            inputs:
              x: {type: plain-values, column: x, noise: 0.1}
            outputs:
              vector: {type: projection, from: x, size: 3}
            training:
              procedure: {type: contrastive, varies: x}
              optimiser: {type: plain-descent, learning_rate: 0.01}
              epochs: 2
              batch_size: 8
            """;

    private static List<ProcedureContract> procedures() {
        return List.of(
                Contracts.procedure(
                                Workbench.type(
                                        new SimilarityPlugin(), ProcedureType.class, "contrastive"))
                        .with("varies", "picture")
                        .variant(Map.of())
                        .variant(Map.of("temperature", 0.1, "output", "vector"))
                        .refuses("temperature", 0)
                        .trains(SimilarityPlugin.class, CONTRASTIVE));
    }

    private static OutputContract embedding() {
        return Contracts.output(
                        Workbench.type(new SimilarityPlugin(), OutputType.class, "embedding"))
                .with("column", "who")
                .refuses(SampleSignal.indices(5))
                .refuses(SampleSignal.sequence(4, 3));
    }

    private static List<MetricContract> metrics() {
        return List.of(
                metric("tar").with("far", 0.25).range(0, 1).expects(FOUR, 0.5).refuses("far", 1),
                metric("tar").with("far", 0.5).range(0, 1).expects(FOUR, 1),
                metric("tar").with("far", 0.01).range(0, 1).expects(FOUR, 0.5),
                metric("threshold")
                        .with("far", 0.25)
                        .range(-1.001, 1.001)
                        .expects(FOUR, Math.nextUp((float) Math.cos(Math.toRadians(30)))),
                metric("eer").range(0, 1).expects(FOUR, 0.5),
                metric("rank").range(0, 1).expects(FOUR, 0.75).refuses("k", 0),
                metric("rank").with("k", 2).range(0, 1).expects(FOUR, 0.75),
                metric("rank").with("k", 3).range(0, 1).expects(FOUR, 1));
    }

    private static MetricContract metric(String name) {
        return Contracts.metric(Workbench.type(new SimilarityPlugin(), MetricType.class, name))
                .on(FOUR)
                .on(angles(new long[] {1, 1, 1}, 0, 5, 90))
                .on(angles(new long[] {5, 6, 7}, 0, 0, 0))
                .on(angles(new long[] {5, 6, 5, 6, -9}, 0, 0, 0, 0, 180));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return Stream.of(outputs(), metrics(), procedures())
                .flatMap(List::stream)
                .flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> plugin() {
        return Contracts.plugin(new SimilarityPlugin())
                .covers(outputs())
                .covers(metrics())
                .covers(procedures())
                .trains(MANIFEST)
                .tests();
    }
}
