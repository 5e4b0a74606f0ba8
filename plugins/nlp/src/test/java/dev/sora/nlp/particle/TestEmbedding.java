// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sora.nlp.Bench;
import dev.sora.particle.CoreParticle;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParticlePlan;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TestEmbedding {

    private static final SignalSpec WORDS = SignalSpec.sequence(TensorSpec.indices(5, 3));

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private NDList words() {
        return new NDList(
                bench.manager().create(new int[] {4, 1, 2, 3, 0, 0}, new Shape(2, 3)),
                bench.manager().create(new int[] {3, 1}));
    }

    private static CoreParticle embedding(Object... pairs) {
        Map<String, Object> settings = new HashMap<>(Map.of("units", 8));
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put((String) pairs[i], pairs[i + 1]);
        }
        return Bench.particle("embedding", settings);
    }

    @Test
    void looksUpVectorsForIndicesOfAnyRank() {
        CoreParticle embedding = embedding();

        assertThat(embedding.plan(SignalSpec.indices(5)).output()).hasToString("(8)");
        assertThat(embedding.plan(SignalSpec.indices(5, 2)).output()).hasToString("(2, 8)");
        assertThat(embedding.plan(WORDS).output()).hasToString("(3, 8) + ()");
        assertThat(embedding.plan(SignalSpec.indices(-1, -1)).parameters().get(0).shape())
                .isEqualTo(new Shape(-1, 8));

        Map<String, NDArray> table = bench.parameters(embedding.plan(WORDS));
        NDArray single = bench.manager().create(new int[] {2, 4});
        NDArray found = embedding.forward(new NDList(single), bench.pass(true, table)).head();

        assertThat(found).isEqualTo(table.get("weight").get(single.toType(DataType.INT64, true)));
    }

    @Test
    void paddingIsZeroAndLearnsNothing() {
        CoreParticle embedding = embedding();
        ParticlePlan plan = embedding.plan(WORDS);
        Map<String, NDArray> parameters = bench.parameters(plan);
        NDArray table = parameters.get("weight");
        assertThat(table.get(0).abs().sum().getFloat()).isZero();
        assertThat(table.get(1).abs().sum().getFloat()).isPositive();

        table.setRequiresGradient(true);
        try (GradientCollector tape = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray output = embedding.forward(words(), bench.pass(true, parameters)).head();
            tape.backward(output.add(1f).square().sum());
        }
        float[] gradient = table.getGradient().toFloatArray();

        assertThat(Arrays.copyOf(gradient, 8)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(gradient, 8, 16)).doesNotContain(0f);
    }

    @Test
    void dropsWholeWordsOrTheSameFeaturesOfAllWords() {
        NDArray ones = bench.manager().ones(new Shape(5, 8));
        Map<String, NDArray> table = Map.of("weight", ones);
        NDArray many = bench.manager().ones(new Shape(40, 30), DataType.INT32);
        NDList signal = new NDList(many);

        NDArray words =
                embedding("word_dropout", 0.5).forward(signal, bench.pass(true, table)).head();
        NDArray features =
                embedding("feature_dropout", 0.5).forward(signal, bench.pass(true, table)).head();

        assertThat(words.max(new int[] {2})).isEqualTo(words.min(new int[] {2}));
        assertThat(features.max(new int[] {1})).isEqualTo(features.min(new int[] {1}));
        for (NDArray dropped : new NDArray[] {words, features}) {
            assertThat(dropped.mean().getFloat()).isBetween(0.8f, 1.2f);
            assertThat(dropped.max().getFloat()).isEqualTo(2f);
            assertThat(dropped.min().getFloat()).isZero();
        }
        assertThat(
                        embedding("dropout", 0.5, "word_dropout", 0.5, "feature_dropout", 0.5)
                                .forward(signal, bench.pass(false, table))
                                .head()
                                .min()
                                .getFloat())
                .isEqualTo(1f);
    }

    @Test
    void decaysOnlyIfAsked() {
        assertThat(embedding().plan(WORDS).parameters().get(0).role())
                .isEqualTo(ParameterRole.WEIGHT);
        assertThat(embedding("decay", false).plan(WORDS).parameters().get(0).role())
                .isEqualTo(ParameterRole.BIAS);
    }

    @Test
    void refusesNumbersThatAreNoIndices() {
        assertThatThrownBy(() -> embedding().plan(SignalSpec.floats(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("indices");
    }
}
