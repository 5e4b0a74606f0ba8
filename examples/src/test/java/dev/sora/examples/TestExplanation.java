// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.DataExplanation;
import dev.sora.core.Explanation;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations of small models, compared with what can be computed by hand. */
final class TestExplanation {

    private static final Map<String, Object> RECORD =
            Map.of("x", List.of(1.5, -0.5, 0.25, 2.0), "z", List.of(0.5, 1.0, -1.0, 0.0));
    private static final ExplanationOptions SHARES =
            ExplanationOptions.DEFAULT.by(ExplanationMethod.PARTICLES);

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path summed;
    private static Path gated;
    private static Path linear;

    @BeforeAll
    static void train() {
        lab = new Lab(folder);
        summed = lab.train("summed", Manifests.POINTS).model();
        gated =
                lab.train(
                                "gated",
                                Manifests.points(
                                        """
                                        particles:
                                          view: {type: dense, from: x, units: 8, activation: tanh, count: 3}
                                          deep: {type: dense, from: whole, units: 8, activation: relu}
                                        combiners:
                                          whole: {type: product, from: view}
                                        """,
                                        "deep"))
                        .model();
        linear =
                lab.train(
                                "linear",
                                Manifests.points(
                                        "particles: {same: {type: dense, from: x, units: 4}}",
                                        "same"))
                        .model();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void sharesOfASumAreAdditive() {
        try (Model model = lab.runtime().open(summed)) {
            OfOutput kind = model.explain(RECORD, SHARES).outputs().get("kind");

            assertThat(kind.method()).isEqualTo("additive");
            assertThat(kind.particles()).containsOnlyKeys("view[0]", "view[1]");
            assertThat(sum(kind)).isCloseTo(kind.prediction() - kind.baseline(), within(1e-6));
            assertThat(kind.error()).isZero();
            assertThat(kind.notes()).isEmpty();
            assertThat(kind.answer().orElseThrow()).isEqualTo(model.predict(RECORD).output("kind"));
        }
    }

    @Test
    void sharesEqualExhaustiveShapleyValues() {
        try (Model model = lab.runtime().open(gated)) {
            OfOutput kind = model.explain(RECORD, SHARES).outputs().get("kind");

            assertThat(kind.method()).isEqualTo("shapley");
            double[] expected = exhaustive(model, gated, 3);
            for (int i = 0; i < 3; i++) {
                assertThat(kind.particles().get("view[%d]".formatted(i)))
                        .isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    @Test
    void integratedGradientsOfALinearModelHaveAClosedForm() {
        Map<String, TensorData> weights = ModelPackage.read(linear).weights();
        try (Model model = lab.runtime().open(linear)) {
            OfOutput kind = model.explain(RECORD, ExplanationOptions.DEFAULT).outputs().get("kind");
            OfInput x = kind.inputs().get("x");

            float[] mean = ModelPackage.read(linear).means().get("x").toFloats();
            float[] value = model.tap(List.of(RECORD), "x").get("x").floats();
            float[] logits = model.tap(List.of(RECORD), "kind").get("kind").floats();
            int answer = greatest(logits);
            float[] first = weights.get("same.weight").toFloats();
            float[] head = weights.get("kind.weight").toFloats();
            for (int i = 0; i < 4; i++) {
                double slope = 0;
                for (int unit = 0; unit < 4; unit++) {
                    slope += head[answer * 4 + unit] * first[unit * 4 + i];
                }
                assertThat(x.values().get(i)).isCloseTo(slope * (value[i] - mean[i]), within(1e-4));
            }
            assertThat(kind.prediction()).isCloseTo(logits[answer], within(1e-5));
        }
    }

    @Test
    void attributionsAreComplete() {
        for (Path file : List.of(summed, gated)) {
            try (Model model = lab.runtime().open(file)) {
                for (ExplanationOptions options :
                        List.of(
                                ExplanationOptions.DEFAULT,
                                ExplanationOptions.DEFAULT.withZeroBaseline())) {
                    OfOutput kind = model.explain(RECORD, options).outputs().get("kind");
                    OfInput x = kind.inputs().get("x");
                    double sum = x.values().stream().mapToDouble(v -> v).sum();
                    assertThat(sum).isCloseTo(x.total().orElseThrow(), within(1e-4));
                    assertThat(x.error()).isLessThanOrEqualTo(0.01 * Math.abs(sum) + 1e-4);
                }
            }
        }
    }

    @Test
    void otherParticlesCanBeNamed() {
        try (Model model = lab.runtime().open(summed)) {
            OfOutput one = model.explain(RECORD, SHARES.nodes("view[1]")).outputs().get("kind");
            OfOutput input = model.explain(RECORD, SHARES.nodes("x")).outputs().get("kind");

            assertThat(one.particles()).containsOnlyKeys("view[1]");
            assertThat(input.particles()).containsOnlyKeys("x");
            assertThat(input.particles().get("x"))
                    .isCloseTo(input.prediction() - input.baseline(), within(1e-6));
        }
    }

    @Test
    void refusesWhatCannotBeExplained() {
        try (Model model = lab.runtime().open(summed)) {
            refuses(model, SHARES.nodes("view", "x"), "SORA-4932");
            refuses(model, SHARES.nodes("kind"), "SORA-4932");
            refuses(model, SHARES.nodes("views"), "SORA-4901");
            refuses(model, SHARES.outputs("kinds"), "SORA-4935");
            refuses(model, SHARES.by(ExplanationMethod.GRAD_CAM), "SORA-4936");
        }
    }

    /** The answer stays that of the whole model when particles are absent (interpreto, 40). */
    @Test
    void theBaselineIsTheScoreOfTheSameAnswer() {
        Map<String, TensorData> means = ModelPackage.read(summed).means();
        try (Model model = lab.runtime().open(summed)) {
            Map<String, NodeValue> absent = new HashMap<>();
            for (String view : List.of("view[0]", "view[1]")) {
                float[] mean = means.get(view).toFloats();
                absent.put(view, NodeValue.of(mean, 1, mean.length));
            }
            float[] scores = model.tapWith(List.of(RECORD), absent, "kind").get("kind").floats();
            int other = greatest(scores);
            int changed = 0;
            for (double first : new double[] {-3, -1, 1, 3}) {
                for (double second : new double[] {-3, 0, 3}) {
                    Map<String, Object> record = Map.of("x", List.of(first, second, 0.5, -0.5));
                    int answer = greatest(model.tap(List.of(record), "kind").get("kind").floats());
                    changed += answer == other ? 0 : 1;
                    assertThat(model.explain(record, SHARES).outputs().get("kind").baseline())
                            .isCloseTo(scores[answer], within(1e-5));
                }
            }
            assertThat(changed).isPositive();
        }
    }

    /** A particle whose weights another uses as well (shap, 3363 and 3476). */
    @Test
    void sharedWeightsAreExplained() {
        Path shared =
                lab.train(
                                "shared",
                                Manifests.points(
                                        """
                                        particles:
                                          one: {type: dense, from: x, units: 4, activation: relu}
                                          two: {type: dense, from: one, units: 4, activation: relu, same_as: one}
                                        """,
                                        "two"))
                        .model();
        try (Model model = lab.runtime().open(shared)) {
            OfOutput kind = model.explain(RECORD, ExplanationOptions.DEFAULT).outputs().get("kind");

            assertThat(kind.particles()).containsOnlyKeys("two");
            assertThat(sum(kind)).isCloseTo(kind.prediction() - kind.baseline(), within(1e-6));
            OfInput x = kind.inputs().get("x");
            assertThat(x.error())
                    .isLessThanOrEqualTo(0.01 * Math.abs(x.total().orElseThrow()) + 1e-4);
        }
    }

    /** Where the integral does not converge, the miss is stated (captum, 1334 and 1413). */
    @Test
    void statesByHowMuchAttributionsMiss() {
        ModelPackage trained = ModelPackage.read(gated);
        Map<String, TensorData> steep = new HashMap<>(trained.weights());
        trained.weights()
                .forEach(
                        (name, tensor) -> {
                            float[] values = tensor.toFloats();
                            for (int i = 0; name.startsWith("view") && i < values.length; i++) {
                                values[i] *= 20_000;
                            }
                            steep.put(name, TensorData.floats(values, tensor.dimensions()));
                        });
        Path file = written("steep", trained, steep, trained.means());
        try (Model model = lab.runtime().open(file)) {
            OfInput x =
                    model.explain(RECORD, ExplanationOptions.DEFAULT)
                            .outputs()
                            .get("kind")
                            .inputs()
                            .get("x");

            assertThat(x.error()).isGreaterThan(1e-3);
            assertThat(x.notes()).anyMatch(note -> note.contains("miss"));
        }
    }

    private static Path written(
            String name,
            ModelPackage model,
            Map<String, TensorData> weights,
            Map<String, TensorData> means) {
        Path file = folder.resolve(name + ".sora");
        ModelPackage.write(
                file,
                new ModelPackage(
                        model.manifest(),
                        model.lock(),
                        weights,
                        model.particles(),
                        model.metrics(),
                        model.card(),
                        means));
        return file;
    }

    /** Baselines of another shape are refused, not broadcast (captum, 1920). */
    @Test
    void refusesMeansThatDoNotFit() {
        ModelPackage trained = ModelPackage.read(summed);
        Map<String, TensorData> means =
                Map.of(
                        "view[7]", TensorData.floats(new float[8], 8),
                        "view[0]", TensorData.floats(new float[3], 3),
                        "view[1]",
                                TensorData.floats(new float[] {0, 1, Float.NaN, 0, 0, 0, 0, 0}, 8),
                        "kind", TensorData.floats(new float[3], 3));
        means.forEach(
                (name, mean) -> {
                    Path file = written("means", trained, trained.weights(), Map.of(name, mean));
                    assertThatThrownBy(() -> lab.runtime().open(file))
                            .isInstanceOf(SoraException.class)
                            .hasMessageContaining("SORA-4937");
                });
    }

    @Test
    void aPackageWithoutMeansUsesZeroAndSaysSo() {
        ModelPackage trained = ModelPackage.read(summed);
        Path file = written("old", trained, trained.weights(), Map.of());
        try (Model model = lab.runtime().open(file);
                Model whole = lab.runtime().open(summed)) {
            OfOutput old = model.explain(RECORD, SHARES).outputs().get("kind");
            OfOutput zero = whole.explain(RECORD, SHARES.withZeroBaseline()).outputs().get("kind");

            assertThat(old.notes()).anyMatch(note -> note.contains("no means"));
            assertThat(old.particles()).isEqualTo(zero.particles());
            assertThat(zero.notes()).isEmpty();
        }
    }

    /** A particle that is scrambled to a constant contributes nothing; the others do. */
    @Test
    void findsTheParticleThatContributesNothing() throws IOException {
        ModelPackage trained = ModelPackage.read(summed);
        Map<String, TensorData> weights = new HashMap<>(trained.weights());
        weights.put("view[1].weight", TensorData.floats(new float[32], 8, 4));
        float[] bias = trained.means().get("view[1]").toFloats();
        weights.put("view[1].bias", TensorData.floats(bias, 8));
        Path file = written("constant", trained, weights, trained.means());
        Path source = folder.resolve("points.yaml");
        Files.writeString(source, "{type: points, samples: 120, seed: 5}");
        try (Model model = lab.runtime().open(file)) {
            OfOutput one = model.explain(RECORD, SHARES).outputs().get("kind");
            DataExplanation all =
                    model.explainData(Optional.of(source), ExplanationOptions.DEFAULT, Lab.DEAF);

            assertThat(one.particles().get("view[1]")).isCloseTo(0, within(1e-5));
            DataExplanation.OfOutput kind = all.outputs().get("kind");
            assertThat(all.records()).isEqualTo(120);
            assertThat(kind.particles().get("view[1]").share()).isLessThan(1e-5);
            assertThat(kind.particles().get("view[1]").lost()).isZero();
            assertThat(kind.particles().get("view[0]").share()).isGreaterThan(0.1);
            assertThat(kind.particles().get("view[0]").lost()).isGreaterThan(0.1);
            assertThat(kind.similarity().get("view[0]").get("view[0]")).isCloseTo(1, within(1e-4));
            assertThat(kind.similarity().get("view[0]").get("view[1]")).isLessThan(0.01);
            long counted =
                    kind.calibration().stream().mapToLong(DataExplanation.Bin::records).sum();
            assertThat(counted).isEqualTo(120);
            double accuracy =
                    kind.calibration().stream()
                                    .mapToDouble(bin -> bin.accuracy() * bin.records())
                                    .sum()
                            / counted;
            assertThat(kind.value()).isCloseTo(accuracy, within(1e-9));
            double evaluated =
                    FlatMetrics.value(
                                    model.evaluate(Optional.of(source), Lab.DEAF)
                                            .get("test", "kind", "accuracy"))
                            .orElseThrow();
            assertThat(kind.value()).isCloseTo(evaluated, within(1e-9));
        }
    }

    private static void refuses(Model model, ExplanationOptions options, String code) {
        assertThatThrownBy(() -> model.explain(RECORD, options))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining(code);
    }

    @Test
    void theSameRecordAndSeedGiveTheSameBits() {
        try (Model model = lab.runtime().open(gated)) {
            Explanation first = model.explain(RECORD, ExplanationOptions.DEFAULT);

            assertThat(
                            model.explain(
                                            List.of(Map.of("x", List.of(1, 2, 3, 4)), RECORD),
                                            ExplanationOptions.DEFAULT)
                                    .get(1)
                                    .outputs())
                    .isEqualTo(first.outputs());
        }
    }

    private static double sum(OfOutput output) {
        return output.particles().values().stream().mapToDouble(share -> share).sum();
    }

    private static int greatest(float[] values) {
        int greatest = 0;
        for (int i = 1; i < values.length; i++) {
            greatest = values[i] > values[greatest] ? i : greatest;
        }
        return greatest;
    }

    /** Computes the shares of view by their definition, with one tap for each coalition. */
    private static double[] exhaustive(Model model, Path file, int players) {
        Map<String, TensorData> means = ModelPackage.read(file).means();
        int answer = greatest(model.tap(List.of(RECORD), "kind").get("kind").floats());
        double[] worth = new double[1 << players];
        for (int set = 0; set < worth.length; set++) {
            Map<String, NodeValue> given = new HashMap<>();
            for (int i = 0; i < players; i++) {
                if ((set >> i & 1) == 0) {
                    String name = "view[%d]".formatted(i);
                    float[] mean = means.get(name).toFloats();
                    given.put(name, NodeValue.of(mean, 1, mean.length));
                }
            }
            worth[set] = model.tapWith(List.of(RECORD), given, "kind").get("kind").floats()[answer];
        }
        double[] shares = new double[players];
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            int set = 0;
            for (int player : order) {
                shares[player] += (worth[set | 1 << player] - worth[set]) / orders.length;
                set |= 1 << player;
            }
        }
        return shares;
    }
}
