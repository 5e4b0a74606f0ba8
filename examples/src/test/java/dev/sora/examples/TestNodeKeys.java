// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.Sora;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of nodes that control their weights: sharing, freezing and taking from packages. */
final class TestNodeKeys {

    private static final String START = "training.optimiser={type: sgd, learning_rate: 1e-30}";
    private static final String[] ONE_STEP = {
        "training.epochs=1", "training.batch_size=1000", "training.shuffle=false"
    };

    /** A network in which two nodes share their weights, one after the other. */
    private static final String TWINS =
            Manifests.points(
                            """
                            particles:
                              a: {type: dense, from: x, units: 4, activation: tanh}
                              b: {same_as: a, from: a}
                            combiners:
                              both: {type: concat, from: [a, b]}
                            """,
                            "both")
                    .replace(
                            "test: {type: points, samples: 90, seed: 2}",
                            "test: {type: points, samples: 240, seed: 1}")
                    .replace("  validation: {fraction: 0.2}\n", "");

    /** Three classes from four values, and three values from four columns: equal shapes. */
    private static final String TIED =
            Manifests.points(
                            """
                            particles:
                              a: {type: dense, from: x, units: 3, activation: tanh}
                              b: {type: dense, from: a, units: 4, activation: tanh}
                            """,
                            "b")
                    .replace("from: \"b\"}", "from: b, tied: {weight: a.weight}}")
                    .replace(
                            "test: {type: points, samples: 90, seed: 2}",
                            "test: {type: points, samples: 240, seed: 1}")
                    .replace("  validation: {fraction: 0.2}\n", "");

    @TempDir private static Path folder;
    private static Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Map<String, float[]> numbers(String out, String manifest, String... more) {
        return Lab.numbers(lab.train(out, manifest, more).model());
    }

    private static String[] oneStep(String... more) {
        String[] all = java.util.Arrays.copyOf(more, more.length + ONE_STEP.length);
        System.arraycopy(ONE_STEP, 0, all, more.length, ONE_STEP.length);
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: sgd, learning_rate: 0.1, momentum: 0.9, weight_decay: 0.1}",
                "{type: adamw, learning_rate: 0.01, weight_decay: 0.1}",
                "{type: adam, learning_rate: 0.01}",
                "{type: adadelta}",
                "{type: rmsprop}",
                "{type: pso}"
            })
    void frozenWeightsStayBitByBitWhateverTheRule(String optimiser) {
        String name = "frozen-" + optimiser.replaceAll("[^a-z]", "");
        Map<String, float[]> start = numbers(name + "-start", Manifests.POINTS, START);
        Map<String, float[]> trained =
                numbers(
                        name,
                        Manifests.POINTS,
                        "particles.view.frozen=true",
                        "training.clip_norm=1",
                        "training.optimiser=" + optimiser);

        for (String weight : start.keySet()) {
            if (weight.startsWith("view")) {
                assertThat(trained.get(weight)).as(weight).containsExactly(start.get(weight));
            } else {
                assertThat(trained.get(weight)).as(weight).isNotEqualTo(start.get(weight));
            }
        }
    }

    @Test
    void runningStatisticsOfAFrozenNodeStay() {
        String manifest =
                Manifests.points(
                        """
                        particles:
                          a: {type: dense, from: x, units: 6}
                          norm: {type: batch_norm, from: a%s}
                          b: {type: dense, from: norm, units: 6}
                        """,
                        "b");
        Map<String, float[]> free = numbers("norm", manifest.formatted(""));
        Map<String, float[]> still = numbers("norm-frozen", manifest.formatted(", frozen: true"));

        assertThat(free.get("norm.running_mean")).isNotEqualTo(new float[6]);
        assertThat(still.get("norm.running_mean")).containsOnly(0f);
        assertThat(still.get("norm.running_variance")).containsOnly(1f);
        assertThat(still.get("norm.scale")).containsOnly(1f);
        // the gradient passes through to the previous nodes
        assertThat(still.get("a.weight"))
                .isNotEqualTo(numbers("norm-start", manifest.formatted(""), START).get("a.weight"));
    }

    /** allennlp 4895, OpenNMT-tf 627: freezing kept the weights, but dropout remained active. */
    @Test
    void nothingIsDroppedInAFrozenNode() {
        String manifest =
                Manifests.points(
                        """
                        particles:
                          a: {type: dense, from: x, units: 6}
                          rest: {type: dropout, from: a, rate: %s}
                        """,
                        "rest");
        float[] whole = numbers("whole", manifest.formatted("0")).get("a.weight");
        float[] frozen = numbers("rest", manifest.formatted("0.9, frozen: true")).get("a.weight");

        assertThat(frozen).containsExactly(whole);
        assertThat(numbers("dropped", manifest.formatted("0.9")).get("a.weight"))
                .isNotEqualTo(whole);
    }

    @Test
    void theNormOfTheGradientDoesNotCountFrozenWeights() {
        String step = "training.optimiser={type: sgd, learning_rate: 1}";
        Map<String, float[]> start =
                numbers(
                        "clip-start",
                        Manifests.POINTS,
                        oneStep(START, "particles.view.frozen=true"));
        Map<String, float[]> clipped =
                numbers(
                        "clip-frozen",
                        Manifests.POINTS,
                        oneStep(step, "training.clip_norm=0.01", "particles.view.frozen=true"));
        double sum = 0;
        for (String name : start.keySet()) {
            for (int i = 0; i < start.get(name).length; i++) {
                sum += Math.pow(start.get(name)[i] - clipped.get(name)[i], 2);
            }
        }

        assertThat(Math.sqrt(sum)).isCloseTo(0.01, within(1e-5));
    }

    @Test
    void nothingButFrozenWeightsIsRefused() {
        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "all-frozen",
                                        Manifests.POINTS,
                                        "particles.view.frozen=true",
                                        "outputs.kind.frozen=true"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2392")
                .hasMessageContaining("nothing but frozen weights");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: sgd, learning_rate: 0.1, momentum: 0.9, weight_decay: 0.1}",
                "{type: nag, learning_rate: 0.1}",
                "{type: adamw, learning_rate: 0.01, weight_decay: 0.1}",
                "{type: adagrad, learning_rate: 0.01}",
                "{type: adadelta}",
                "{type: rmsprop, learning_rate: 0.01}"
            })
    void aFactorScalesTheStepOfItsNodeAndNoOther(String optimiser) {
        String name = "rate-" + optimiser.replaceAll("[^a-z]", "");
        String rule = "training.optimiser=" + optimiser;
        Map<String, float[]> start = numbers(name + "-start", Manifests.POINTS, START);
        Map<String, float[]> whole = numbers(name, Manifests.POINTS, oneStep(rule));
        Map<String, float[]> tenth =
                numbers(
                        name + "-tenth",
                        Manifests.POINTS,
                        oneStep(rule, "particles.view.learning_rate=0.1"));

        for (String weight : start.keySet()) {
            double factor = weight.startsWith("view") ? 0.1 : 1;
            for (int i = 0; i < start.get(weight).length; i++) {
                double from = start.get(weight)[i];
                assertThat(tenth.get(weight)[i] - from)
                        .as(weight)
                        .isCloseTo((whole.get(weight)[i] - from) * factor, within(1e-7));
            }
        }
    }

    @Test
    void aSwarmHasNoRateToScale() {
        assertThatThrownBy(
                        () ->
                                lab.plan(
                                        Manifests.POINTS,
                                        "particles.view.learning_rate=0.1",
                                        "training.optimiser={type: pso}"))
                .hasMessageContaining("SORA-2215")
                .hasMessageContaining("'learning_rate' of view");
    }

    /** The gradient of shared weights is that of the loss, through all of their uses. */
    @Test
    void gradientsOfBothUsesAreSummed() throws IOException {
        Path model = lab.train("twins-start", TWINS, oneStep(START)).model();
        Map<String, float[]> start = Lab.numbers(model);
        Map<String, float[]> moved =
                numbers(
                        "twins-step",
                        TWINS,
                        oneStep("training.optimiser={type: sgd, learning_rate: 1}"));

        assertThat(start).containsOnlyKeys("a.weight", "a.bias", "kind.weight", "kind.bias");
        for (String name : java.util.List.of("a.weight", "a.bias")) {
            for (int i = 0; i < start.get(name).length; i++) {
                double gradient = start.get(name)[i] - moved.get(name)[i];
                double step = 1e-2;
                double slope =
                        (loss(model, name, i, step) - loss(model, name, i, -step)) / (2 * step);
                assertThat(gradient).as(name + "[" + i + "]").isCloseTo(slope, within(2e-4));
            }
        }
    }

    private static double loss(Path model, String name, int place, double step) throws IOException {
        ModelPackage read = ModelPackage.read(model);
        Map<String, TensorData> weights = new LinkedHashMap<>(read.weights());
        float[] values = weights.get(name).toFloats().clone();
        values[place] += (float) step;
        weights.put(name, TensorData.floats(values, weights.get(name).dimensions()));
        Path file = Files.createTempFile(folder, "moved", ".sora");
        ModelPackage.write(
                file,
                new ModelPackage(
                        read.manifest(),
                        read.lock(),
                        weights,
                        read.particles(),
                        read.metrics(),
                        read.card()));
        return lab.evaluate(file).get("test", "kind", "loss");
    }

    /** The head of the output is the matrix of a particle: both uses have a gradient. */
    @Test
    void gradientsOfATiedParameterAreSummed() throws IOException {
        Path model = lab.train("tied-start", TIED, oneStep(START)).model();
        Map<String, float[]> start = Lab.numbers(model);
        Map<String, float[]> moved =
                numbers(
                        "tied-step",
                        TIED,
                        oneStep("training.optimiser={type: sgd, learning_rate: 1}"));

        assertThat(start).containsOnlyKeys("a.weight", "a.bias", "b.weight", "b.bias", "kind.bias");
        for (int i = 0; i < start.get("a.weight").length; i++) {
            double gradient = start.get("a.weight")[i] - moved.get("a.weight")[i];
            double slope =
                    (loss(model, "a.weight", i, 1e-2) - loss(model, "a.weight", i, -1e-2)) / 2e-2;
            assertThat(gradient).as("a.weight[" + i + "]").isCloseTo(slope, within(2e-4));
        }
        try (Model opened = lab.runtime().open(model)) {
            assertThat(opened.inspection().nodes())
                    .filteredOn(node -> node.name().equals("kind"))
                    .singleElement()
                    .satisfies(
                            node -> {
                                assertThat(node.parameters()).isEqualTo(3);
                                assertThat(node.settings())
                                        .containsEntry("tied", Map.of("weight", "a.weight"));
                            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "c.weight; SORA-2211; no particle or combiner is called \"c\"",
                "kind.bias; SORA-2211; no particle or combiner is called \"kind\"",
                "weight; SORA-2211; \"weight\" names no parameter",
                "a.kernel; SORA-2211; \"a\" has no parameter \"kernel\"",
                "b.weight; SORA-2212; parameter \"weight\" of \"kind\" cannot be \"b.weight\"",
            })
    void refusesAParameterThatCannotBeShared(String tied, String code, String words) {
        assertThatThrownBy(
                        () ->
                                lab.plan(
                                        TIED.replace(
                                                "tied: {weight: a.weight}",
                                                "tied: {weight: %s}".formatted(tied))))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(words.replace('"', '\''));
    }

    /** A generation with shared weights, computed at once and member by member. */
    @Test
    void generationsShareWeightsHoweverTheyAreWired() {
        String manifest =
                Manifests.points(
                        """
                        particles:
                          one: {type: dense, from: x, units: 4, activation: tanh, count: 3}
                          two: {same_as: one, from: one}
                        combiners:
                          whole: {type: sum, from: two}
                        """,
                        "whole");
        Sora.TrainingResult result = lab.train("generations", manifest);

        assertThat(Lab.numbers(result.model()).keySet())
                .filteredOn(name -> name.startsWith("one") || name.startsWith("two"))
                .hasSize(6)
                .allMatch(name -> name.startsWith("one["));
        Sora.Inspection inspection = lab.runtime().inspect(result.model());
        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.nodes())
                .filteredOn(node -> node.name().equals("two"))
                .allSatisfy(
                        node -> {
                            assertThat(node.parameters()).isZero();
                            assertThat(node.settings()).containsEntry("same_as", "one");
                        });
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }

    /** A package contains shared weights once, and each of the nodes can be taken with them. */
    @Test
    void aNodeThatSharesWeightsIsTakenWithThem() {
        Path twins = lab.train("twins-model", TWINS).model();
        float[] shared = Lab.numbers(twins).get("a.weight");
        String apart =
                TWINS.replace(
                        "{same_as: a, from: a}",
                        "{type: dense, from: a, units: 4, activation: tanh}");
        Sora.TrainingRequest goOn =
                new Sora.TrainingRequest(
                        lab.folder("twins-apart"), false, Optional.empty(), Optional.of(twins));

        Map<String, float[]> gone =
                Lab.numbers(
                        lab.runtime()
                                .train(lab.plan(apart, oneStep(START)), goOn, Lab.DEAF)
                                .model());
        Map<String, float[]> taken =
                numbers(
                        "twin-taken",
                        Manifests.points(
                                """
                                particles:
                                  c: {package: twins-model/model.sora, node: b, from: x, frozen: true}
                                """,
                                "c"));

        assertThat(gone.get("a.weight")).containsExactly(shared);
        assertThat(gone.get("b.weight")).containsExactly(shared);
        assertThat(taken.get("c.weight")).containsExactly(shared);
    }

    @Test
    void aResumedTrainingIsTheUndisturbedOne() {
        String[] keys = {
            "particles.view.learning_rate=0.1", "outputs.kind.learning_rate=2", "training.epochs=4"
        };
        byte[] whole =
                lab.weights(
                        "keys-whole", TWINS.replace("units: 4", "units: 4, learning_rate: 0.3"));
        lab.train(
                "keys-parts",
                TWINS.replace("units: 4", "units: 4, learning_rate: 0.3"),
                "training.epochs=1");
        byte[] parts =
                Lab.weights(
                        lab.resume(
                                        "keys-parts",
                                        TWINS.replace("units: 4", "units: 4, learning_rate: 0.3"))
                                .model());

        assertThat(parts).isEqualTo(whole);
        assertThat(lab.weights("keys", Manifests.POINTS, keys))
                .isEqualTo(lab.weights("keys-again", Manifests.POINTS, keys));
    }
}
