// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.container.flat.FlatHost;
import dev.sora.core.DataExplanation;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.RunEvent;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.examples.trial.ShapesPlugin;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations of outputs and inputs of many kinds. */
final class TestExplainedKinds {

    private static final ExplanationOptions SHARES =
            ExplanationOptions.DEFAULT.by(ExplanationMethod.PARTICLES);
    private static final DrawnPictures PICTURES = new DrawnPictures(10);

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path rows;
    private static Path pictures;
    private static Path ratings;

    @BeforeAll
    static void train() throws IOException {
        lab = new Lab(folder, FlatHost.offer(new ShapesPlugin(), "0.3.0"));
        rows = lab.train("rows", rows()).model();
        pictures = lab.train("pictures", pictures()).model();
        ratings = lab.train("ratings", ratings()).model();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    /** A point in time, vectors, and a class that the second of three steps decides. */
    private static String rows() throws IOException {
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("a,b,x,words,when,marks,side\n");
        for (int row = 0; row < 120; row++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            List<String> x = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                x.add("%.3f".formatted(random.nextGaussian()));
            }
            csv.append("%.3f,%.3f,%s,".formatted(a, b, String.join(" ", x)))
                    .append(row % 3 == 0 ? "red sun," : row % 3 == 1 ? "blue," : "blue red moon,")
                    .append("%.1f,".formatted(1.6e9 + 1000 * a * b))
                    .append(a > 0 ? "warm;dry," : "cold,")
                    .append(Double.parseDouble(x.get(5)) > 0 ? "right" : "left")
                    .append('\n');
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
        return """
               manifest: 1
               name: rows
               seed: 3
               data: {train: {type: csv, path: "%s"}}
               inputs:
                 a: {type: number, column: a}
                 b: {type: number, column: b}
                 film: {type: grid, column: x, shape: 3 2 2, steps: true}
                 table: {type: grid, column: x, shape: 4 3}
                 words: {type: text, column: words, max_words: 20}
               particles:
                 one: {type: dense, from: a, units: 6, activation: tanh}
                 two: {type: dense, from: b, units: 6, activation: tanh}
                 frames: {type: opaque, from: film, gradient: true}
                 cells: {type: opaque, from: table, gradient: true}
                 vectors: {type: embedding, from: words, units: 4}
                 first: {type: lstm, from: vectors, units: 4}
                 second: {type: gru, from: vectors, units: 4}
                 mixed: {type: text-cnn, from: vectors, filters: 4}
                 hidden: {type: opaque, from: table}
               combiners:
                 both: {type: product, from: [one, two]}
                 seen: {type: concat, from: [frames, cells]}
                 read: {type: concat, from: [first, second, mixed]}
               outputs:
                 when: {type: regression, column: when, from: both}
                 marks: {type: embedding, column: marks, from: both, size: 4}
                 side: {type: classification, column: side, from: seen}
                 told: {type: classification, column: side, from: read}
                 blind: {type: classification, column: side, from: hidden}
               training: {optimiser: {type: adam, learning_rate: 0.03}, epochs: 6, batch_size: 32}
               """
                .formatted(folder.resolve("rows.csv"));
    }

    /** A picture of which one corner decides, with its mirror image as a second view. */
    private static String pictures() throws IOException {
        Random random = new Random(3);
        PICTURES.write(
                folder.resolve("images"),
                folder.resolve("labels"),
                120,
                bright -> pixels(random, bright));
        return """
               manifest: 1
               name: pictures
               seed: 3
               data: {train: {type: idx, images: "%s", labels: "%s"}}
               inputs:
                 image: {type: image, column: image, test_views: {flip: true}}
                 level: {type: number, column: label}
               particles:
                 stem: {type: conv2d, from: image, filters: 4, kernel: 3, activation: relu, pool: 2}
                 flat: {type: dense, from: stem, units: 8, activation: tanh, count: 2}
                 line: {type: dense, from: level, units: 4, activation: relu}
               combiners:
                 whole: {type: product, from: flat}
               outputs:
                 bright: {type: click, column: label, from: whole}
                 stars: {type: rating, column: label, from: whole, metrics: [standard/mae]}
                 echo: {type: regression, column: label, from: line}
               training: {optimiser: {type: adam, learning_rate: 0.01}, epochs: 4, batch_size: 32}
               """
                .formatted(folder.resolve("images"), folder.resolve("labels"));
    }

    private static byte[] pixels(Random random, boolean bright) {
        int level = bright ? 200 : 0;
        return PICTURES.pixels(random, (row, column) -> row < 4 && column < 4 ? level : 60);
    }

    private static String ratings() {
        return """
               manifest: 1
               name: ratings
               seed: 3
               data: {train: {type: generated-ratings, users: 40, items: 30}}
               inputs:
                 user: {type: user, column: user}
                 item: {type: item, column: item}
               particles:
                 mf: {type: mf, from: [user, item], factors: 4}
                 more: {type: dense, from: mf, units: 4, activation: tanh}
               outputs:
                 rating: {type: rating, column: rating, from: more, metrics: [standard/mae]}
               training: {optimiser: {type: adam, learning_rate: 0.01}, epochs: 2, batch_size: 64}
               """;
    }

    private static Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("a", 1.5);
        row.put("b", -1.2);
        row.put("x", "0 0 0 0 0 2 0 0 0 0 0 0");
        row.put("words", "blue red moon");
        return row;
    }

    private static Map<String, Object> picture() {
        return Map.of("image", PICTURES.image(pixels(new Random(7), true)), "label", 1);
    }

    private static OfOutput explained(
            Path file, Map<String, Object> record, String output, ExplanationOptions options) {
        try (Model model = lab.runtime().open(file)) {
            return model.explain(record, options.outputs(output)).outputs().get(output);
        }
    }

    private static double sum(Map<String, Double> shares) {
        return shares.values().stream().mapToDouble(share -> share).sum();
    }

    private static int strongest(OfInput input) {
        int strongest = 0;
        for (int i = 0; i < input.values().size(); i++) {
            if (Math.abs(input.values().get(i)) > Math.abs(input.values().get(strongest))) {
                strongest = i;
            }
        }
        return strongest;
    }

    /** 32-bit floats near this target are 128 apart: the offset must not take part. */
    @Test
    void aLargeTargetKeepsItsShares() {
        OfOutput when = explained(rows, row(), "when", ExplanationOptions.DEFAULT);
        try (Model model = lab.runtime().open(rows)) {
            assertThat(when.answer().orElseThrow()).isEqualTo(model.predict(row()).output("when"));
        }

        assertThat(when.prediction())
                .isCloseTo((double) when.answer().orElseThrow().get("value"), within(0.01));
        assertThat(when.method()).isEqualTo("shapley");
        assertThat(sum(when.particles()))
                .isCloseTo(when.prediction() - when.baseline(), within(1e-5));
        assertThat(when.particles().values()).noneMatch(share -> share % 128 == 0);
        OfInput a = when.inputs().get("a");
        double attributed = a.total().orElseThrow() + when.inputs().get("b").total().orElseThrow();
        assertThat(a.error()).isLessThanOrEqualTo(0.01 * Math.abs(attributed) + 0.1);
        assertThat(when.notes()).isEmpty();
    }

    @Test
    void outputsWithoutAScoreAreNotedUnlessTheyAreNamed() throws IOException {
        Path source = folder.resolve("source.yaml");
        Files.writeString(
                source, "{type: csv, path: \"%s\"}\n".formatted(folder.resolve("rows.csv")));
        try (Model model = lab.runtime().open(rows)) {
            Map<String, OfOutput> all = model.explain(row(), SHARES).outputs();

            assertThat(all).containsOnlyKeys("when", "side", "told", "blind");
            assertThat(all.get("when").notes())
                    .containsExactly("'marks' is not explained: its answers have no single score");
            assertThatThrownBy(() -> model.explain(row(), SHARES.outputs("marks")))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4931");

            DataExplanation whole = model.explainData(Optional.of(source), SHARES, Lab.DEAF);
            assertThat(whole.outputs()).containsOnlyKeys("when", "side", "told", "blind");
            assertThat(whole.outputs().get("side").notes())
                    .anyMatch(note -> note.contains("'marks' is not explained"));
        }
    }

    @Test
    void stepsAndRowsAreExplainedInTheirOwnDimensions() {
        OfOutput gradients = explained(rows, row(), "side", ExplanationOptions.DEFAULT);
        OfOutput occluded =
                explained(
                        rows,
                        row(),
                        "side",
                        ExplanationOptions.DEFAULT.by(ExplanationMethod.OCCLUSION));

        assertThat(gradients.inputs().get("film").shape()).containsExactly(3);
        assertThat(strongest(gradients.inputs().get("film"))).isOne();
        assertThat(gradients.inputs().get("table").shape()).containsExactly(4, 3);
        assertThat(strongest(gradients.inputs().get("table"))).isEqualTo(5);
        assertThat(occluded.inputs().get("film").shape()).containsExactly(3);
        assertThat(strongest(occluded.inputs().get("film"))).isOne();
        assertThat(occluded.inputs().get("table").shape()).containsExactly(4);
        assertThat(strongest(occluded.inputs().get("table"))).isOne();
    }

    @Test
    void gradientsPassRecurrentParticles() {
        OfOutput told = explained(rows, row(), "told", ExplanationOptions.DEFAULT);

        OfInput words = told.inputs().get("words");
        assertThat(words.node()).isEqualTo("vectors");
        assertThat(words.labels()).containsExactly("blue", "red", "moon");
        assertThat(words.error())
                .isLessThanOrEqualTo(0.01 * Math.abs(words.total().orElseThrow()) + 1e-5);
        assertThat(told.particles()).containsOnlyKeys("first", "second", "mixed");
    }

    @Test
    void whatHasNoGradientIsRefusedWithWhatServes() {
        for (ExplanationMethod method :
                List.of(ExplanationMethod.INTEGRATED_GRADIENTS, ExplanationMethod.SALIENCY)) {
            ExplanationOptions options = ExplanationOptions.DEFAULT.by(method);
            assertThatThrownBy(() -> explained(rows, row(), "blind", options))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4934")
                    .hasMessageContaining("occlusion");
        }
        ExplanationOptions occlusion = ExplanationOptions.DEFAULT.by(ExplanationMethod.OCCLUSION);
        assertThat(explained(rows, row(), "blind", occlusion).inputs()).containsKey("table");
    }

    @Test
    void aPackageWithoutMeansNotesTheBaselineOfEachInput() {
        ModelPackage trained = ModelPackage.read(rows);
        Path old = folder.resolve("old.sora");
        ModelPackage.write(
                old,
                new ModelPackage(
                        trained.manifest(),
                        trained.lock(),
                        trained.weights(),
                        trained.particles(),
                        trained.metrics(),
                        trained.card()));

        for (ExplanationMethod method :
                List.of(ExplanationMethod.INTEGRATED_GRADIENTS, ExplanationMethod.OCCLUSION)) {
            ExplanationOptions options = ExplanationOptions.DEFAULT.by(method);
            assertThat(explained(old, row(), "when", options).inputs().get("a").notes())
                    .anyMatch(note -> note.contains("no mean of 'a'"));
            ExplanationOptions zero = options.withZeroBaseline();
            assertThat(explained(old, row(), "when", zero).inputs().get("a").notes())
                    .noneMatch(note -> note.contains("no mean"));
        }
    }

    /** The explained answer and score are those of the mean over both views. */
    @Test
    void viewsAreAveragedAsInPredictions() {
        try (Model model = lab.runtime().open(pictures)) {
            Map<String, Object> predicted = model.predict(picture()).output("bright");
            double probability = ((Number) predicted.get("probability")).doubleValue();
            double logit = Math.log(probability / (1 - probability));
            float first = model.tap(List.of(picture()), "bright").get("bright").floats()[0];
            OfOutput bright =
                    model.explain(picture(), SHARES.outputs("bright")).outputs().get("bright");
            OfOutput echo = model.explain(picture(), SHARES.outputs("echo")).outputs().get("echo");

            assertThat(bright.answer().orElseThrow()).isEqualTo(predicted);
            assertThat(bright.prediction()).isCloseTo(Math.abs(logit), within(1e-3));
            assertThat(Math.abs(first)).isNotCloseTo(Math.abs((float) logit), within(0.01f));
            assertThat(sum(bright.particles()))
                    .isCloseTo(bright.prediction() - bright.baseline(), within(1e-5));
            assertThat(bright.notes()).anyMatch(note -> note.contains("views"));
            assertThat(echo.notes()).isEmpty();
        }
    }

    @Test
    void clicksAndRatingsHaveHeatMaps() {
        ExplanationOptions options = ExplanationOptions.DEFAULT.by(ExplanationMethod.GRAD_CAM);
        for (String output : List.of("bright", "stars")) {
            OfInput image = explained(pictures, picture(), output, options).inputs().get("image");

            assertThat(image.node()).isEqualTo("stem");
            assertThat(image.shape()).hasSize(2);
            assertThat(image.values()).allMatch(value -> value >= 0);
        }
    }

    @Test
    void theParticleThatReadsIndicesIsThePlayer() {
        Map<String, Object> pair = Map.of("user", "u3", "item", "i3");
        OfOutput rating = explained(ratings, pair, "rating", ExplanationOptions.DEFAULT);

        assertThat(rating.particles()).containsOnlyKeys("mf");
        assertThat(rating.particles().get("mf"))
                .isCloseTo(rating.prediction() - rating.baseline(), within(1e-6));
        assertThat(rating.notes()).anyMatch(note -> note.contains("'mf' is the only player"));
        assertThat(rating.inputs()).containsOnlyKeys("user", "item");
    }

    /** An output that chooses among candidates: the score of one pair. */
    @Test
    void aPairOfARankingIsExplained() {
        Path top =
                lab.train(
                                "top",
                                """
                                manifest: 1
                                name: top
                                seed: 3
                                data: {train: {type: generated-ratings, users: 40, items: 30}}
                                inputs:
                                  user: {type: user, column: user}
                                  item: {type: item, column: item}
                                particles:
                                  gmf: {type: gmf, from: [user, item], factors: 4}
                                  mlp: {type: ncf-mlp, from: [user, item], factors: 4, units: [4]}
                                combiners: {both: {type: concat, from: [gmf, mlp]}}
                                outputs: {top: {type: implicit, user: user, item: item, from: both}}
                                training: {optimiser: {type: adam}, epochs: 1, batch_size: 64}
                                """)
                        .model();
        Map<String, Object> pair = Map.of("user", "u3", "item", "i3");
        OfOutput score = explained(top, pair, "top", SHARES);
        try (Model model = lab.runtime().open(top)) {
            assertThat((float) score.prediction())
                    .isCloseTo(
                            model.tap(List.of(pair), "top").get("top").floats()[0], within(1e-5f));
        }

        assertThat(score.answer()).isEmpty();
        assertThat(score.particles()).containsOnlyKeys("gmf", "mlp");
        assertThat(score.notes()).anyMatch(note -> note.contains("no means"));
    }

    private static final String FRAIL =
            """
            manifest: 1
            name: frail
            seed: 3
            data: {train: {type: points, samples: 50}}
            inputs: {x: {type: trial-vector, column: x}}
            particles:
              row: {type: opaque, from: x, gradient: true}
              view: {type: dense, from: row, units: 3}
            outputs: {kind: {type: classification, column: kind, from: view}}
            training: {optimiser: {type: adam}, epochs: 1, batch_size: 16, evaluation_batch_size: 5}
            """;

    /** Means are optional: a finished training is saved without them. */
    @Test
    void aTrainingSurvivesTheFailureOfItsMeans() {
        List<String> warnings = new ArrayList<>();
        Path model =
                lab.train(
                                "frail",
                                event -> {
                                    if (event instanceof RunEvent.Warned warned) {
                                        warnings.add(warned.text());
                                    }
                                },
                                FRAIL,
                                "particles.row.fails=true")
                        .model();

        assertThat(ModelPackage.read(model).means()).isEmpty();
        assertThat(warnings).singleElement().asString().contains("mean values", "no memory");
    }

    @Test
    void meansAreComputedInBatchesOfTheEvaluation() {
        ShapesPlugin.MOST_EVALUATED.set(0);
        Path model = lab.train("batches", FRAIL).model();

        assertThat(ShapesPlugin.MOST_EVALUATED.get()).isEqualTo(5);
        assertThat(ModelPackage.read(model).means()).containsOnlyKeys("x", "row", "view");
    }
}
