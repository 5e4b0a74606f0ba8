// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sora.nlp.Offers;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.UnaryParticle;
import dev.sora.problem.DataException;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Workbench;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestEmbedding {

    private static final SignalSpec WORDS = SignalSpec.sequence(TensorSpec.indices(5, 3));

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    private Signal words() {
        return Signal.sequence(
                bench.manager().create(new int[] {4, 1, 2, 3, 0, 0}, new Shape(2, 3)),
                bench.manager().create(new int[] {3, 1}));
    }

    private static UnaryParticle embedding(Object... pairs) {
        Map<String, Object> settings = new HashMap<>(Map.of("units", 8));
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put((String) pairs[i], pairs[i + 1]);
        }
        return Offers.particle("embedding", settings);
    }

    @Test
    void looksUpVectorsForIndicesOfAnyRank() {
        UnaryParticle embedding = embedding();

        assertThat(embedding.plan(SignalSpec.indices(5)).output()).hasToString("(8)");
        assertThat(embedding.plan(SignalSpec.indices(5, 2)).output()).hasToString("(2, 8)");
        assertThat(embedding.plan(WORDS).output()).hasToString("(3, 8) + lengths");
        assertThat(embedding.plan(SignalSpec.indices(-1, -1)).parameters().get(0).shape())
                .isEqualTo(new Shape(-1, 8));

        Map<String, NDArray> table = bench.parameters(embedding.plan(WORDS));
        NDArray single = bench.manager().create(new int[] {2, 4});
        NDArray found = embedding.forward(Signal.of(single), bench.pass(true, table)).values();

        assertThat(found).isEqualTo(table.get("weight").get(single.toType(DataType.INT64, true)));
    }

    @Test
    void withoutPaddingVectorsAreThoseOfTheTable() {
        UnaryParticle embedding = embedding();
        Map<String, NDArray> table = bench.parameters(embedding.plan(WORDS));
        Signal words =
                Signal.sequence(
                        bench.manager().create(new int[] {4, 1, 2}, new Shape(1, 3)),
                        bench.manager().create(new int[] {3}));

        Signal masked = embedding.forward(words, bench.pass(false, table));
        Signal whole = embedding.forward(words.complete(), bench.pass(false, table));

        assertThat(whole.values()).isEqualTo(masked.values());
        assertThat(whole.isComplete()).isTrue();
        assertThat(masked.isComplete()).isFalse();
    }

    @Test
    void paddingIsZeroAndLearnsNothing() {
        UnaryParticle embedding = embedding();
        ParticlePlan plan = embedding.plan(WORDS);
        Map<String, NDArray> parameters = bench.parameters(plan);
        NDArray table = parameters.get("weight");
        assertThat(table.get(0).abs().sum().getFloat()).isZero();
        assertThat(table.get(1).abs().sum().getFloat()).isPositive();

        float[] gradient = gradient(embedding, parameters, words());

        assertThat(Arrays.copyOf(gradient, 8)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(gradient, 8, 16)).doesNotContain(0f);
    }

    /** Index 0 of categories says that a value is missing, which is worth learning from. */
    @Test
    void indexZeroLearnsWhereThereIsNoPadding() {
        UnaryParticle embedding = embedding();
        Signal categories =
                Signal.of(bench.manager().create(new int[] {0, 3, 2, 4}, new Shape(2, 2)));
        Map<String, NDArray> parameters =
                bench.parameters(embedding.plan(SignalSpec.indices(5, 2)));
        assertThat(parameters.get("weight").get(0).abs().sum().getFloat()).isZero();
        float[] gradient = gradient(embedding, parameters, categories);

        assertThat(Arrays.copyOf(gradient, 8)).doesNotContain(0f);
        assertThat(Arrays.copyOfRange(gradient, 8, 16)).containsOnly(0f);
    }

    private float[] gradient(
            UnaryParticle embedding, Map<String, NDArray> parameters, Signal signal) {
        NDArray table = parameters.get("weight");
        table.setRequiresGradient(true);
        try (GradientCollector tape = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray output = embedding.forward(signal, bench.pass(true, parameters)).values();
            tape.backward(output.add(1f).square().sum());
        }
        return table.getGradient().toFloatArray();
    }

    @Test
    void dropsWholeWordsOrTheSameFeaturesOfAllWords() {
        NDArray ones = bench.manager().ones(new Shape(5, 8));
        Map<String, NDArray> table = Map.of("weight", ones);
        NDArray many = bench.manager().ones(new Shape(40, 30), DataType.INT32);
        Signal signal = Signal.of(many);

        NDArray words =
                embedding("word_dropout", 0.5).forward(signal, bench.pass(true, table)).values();
        NDArray features =
                embedding("feature_dropout", 0.5).forward(signal, bench.pass(true, table)).values();

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
                                .values()
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

    private static final SignalSpec NAMED = WORDS.withEntries(List.of("", "", "good", "bad", "so"));

    private Map<String, NDArray> started(Path file, String text, boolean packed)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream target = packed ? new GZIPOutputStream(out) : out) {
            target.write(text.getBytes(StandardCharsets.UTF_8));
        }
        UnaryParticle particle =
                Offers.particle("embedding", Map.of("units", 2, "vectors", file.toString()));
        return bench.parameters(particle.plan(NAMED));
    }

    @Test
    void startsWithVectorsOfWordsFromAFile(@TempDir Path folder) throws IOException {
        String glove = "the 9 9\ngood 1.5 -2\nso 3 4e-1\n";

        for (boolean packed : new boolean[] {false, true}) {
            float[] table =
                    started(folder.resolve("v" + packed), glove, packed)
                            .get("weight")
                            .toFloatArray();
            assertThat(Arrays.copyOfRange(table, 4, 6)).containsExactly(1.5f, -2f);
            assertThat(Arrays.copyOfRange(table, 8, 10)).containsExactly(3f, 0.4f);
            assertThat(Math.abs(table[6])).isBetween(0f, 0.05f);
            assertThat(Arrays.copyOf(table, 2)).containsOnly(0f);
        }
        assertThat(
                        started(folder.resolve("w2v"), "2 2\r\nbad 7 8 \r\n", false)
                                .get("weight")
                                .toFloatArray())
                .contains(7f, 8f);
        // some of GloVe's words have a space within
        assertThat(
                        started(folder.resolve("two"), "good at@x 5 6\nbad 7 8\n", false)
                                .get("weight")
                                .toFloatArray())
                .contains(7f, 8f)
                .doesNotContain(5f, 6f);
    }

    @ParameterizedTest
    @CsvSource({
        "good 1 2 3, SORA-4507",
        "good 1, SORA-4506",
        "good 1 x, SORA-4507",
        "good 1 NaN, SORA-4507",
        "gut 1 2, SORA-4506"
    })
    void saysWhichLineOfVectorsDoesNotFit(String line, String code, @TempDir Path folder) {
        assertThatThrownBy(() -> started(folder.resolve("v"), line, false))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(code);
        assertThatThrownBy(() -> started(folder.resolve("v"), "the 1 2\n" + line, false))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(line.startsWith("gut") ? "SORA-4506" : "v:2");
    }

    @Test
    void refusesVectorsWhereNobodyKnowsTheWords(@TempDir Path folder) {
        Path missing = folder.resolve("missing.txt");
        UnaryParticle particle =
                Offers.particle("embedding", Map.of("units", 2, "vectors", missing.toString()));

        assertThatThrownBy(() -> particle.plan(WORDS)).isInstanceOf(ShapeException.class);
        assertThat(particle.plan(SignalSpec.indices(-1)).parameters()).hasSize(1);
        assertThatThrownBy(() -> bench.parameters(particle.plan(NAMED)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4505");
    }

    @Test
    void staysAsItIsWhereNotTrained() {
        assertThat(embedding("train", false).plan(WORDS).parameters().get(0).role())
                .isEqualTo(ParameterRole.BUFFER);
    }
}
