// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.Sora;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples with generated data: what they learn, and that their parts are interchangeable. */
final class TestQuickExamples {

    private static final Path EXAMPLES = Path.of(System.getProperty("sora.examples", ""));

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

    @Test
    void areAllTriedHere() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES, 2)) {
            // that of a search is not a training; the distribution's tests run it
            Path search = EXAMPLES.resolve("search");
            assertThat(
                            files.filter(
                                    file ->
                                            file.endsWith("quick.yaml")
                                                    && !file.startsWith(search)))
                    .extracting(file -> file.getParent().getFileName().toString())
                    .containsExactlyInAnyOrder(
                            "ads",
                            "adult",
                            "faces",
                            "cells",
                            "digits-fused",
                            "citations",
                            "dialogue",
                            "digits-gan",
                            "forecasting",
                            "mnist",
                            "movies-ratings",
                            "movies-top-n",
                            "pneumonia",
                            "pretraining",
                            "reviews-zh",
                            "sentiment",
                            "shapes-segmentation",
                            "spoken-digits",
                            "tagging",
                            "topics",
                            "translation");
        }
    }

    /**
     * Each bound is well above the result of guessing and below that of the example. The three
     * slowest learn from fewer samples here.
     */
    @ParameterizedTest
    @CsvSource({
        "ads/quick, click, roc_auc, 0.70, ",
        "adult/quick, income, accuracy, 0.82, ",
        "faces/quick, person, rank@1, 0.5, ",
        "cells/quick, shapes, map@0.5, 0.55, 300 40",
        "digits-fused/quick, place, accuracy, 0.55, ",
        "citations/quick, topic, accuracy, 0.8, ",
        "citations/quick-links, link, auc, 0.65, ",
        "forecasting/quick, sales, coverage, 0.65, ",
        "movies-top-n/quick, liked, hit@10, 0.20, ",
        "pneumonia/quick, finding, roc_auc, 0.88, ",
        "reviews-zh/quick, sentiment, accuracy, 0.90, ",
        "sentiment/quick, sentiment, accuracy, 0.90, 2500 400",
        "shapes-segmentation/quick, shape, iou, 0.65, ",
        "spoken-digits/quick, movement, accuracy, 0.75, ",
        "tagging/quick, names, entity_f1, 0.9, ",
        "topics/quick, topic, accuracy, 0.94, ",
        "dialogue/quick, answer, bleu, 90, ",
        "dialogue/quick-retrieval, answer, hit@1, 0.9, ",
        "translation/quick, invented, bleu, 97, ",
        "products/products, shelf, accuracy, 0.85, 2500 400",
    })
    void learn(String example, String output, String metric, double least, String samples) {
        String[] fewer = samples == null ? new String[0] : samples.split(" ");
        Sora.TrainingResult result =
                fewer.length == 0
                        ? train(example)
                        : train(
                                example,
                                "data.train.samples=" + fewer[0],
                                "data.test.samples=" + fewer[1]);

        assertThat(result.metrics().get("test", output, metric)).isGreaterThan(least);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }

    @Test
    void aTeacherTeachesAStudent() {
        Sora.TrainingResult teacher = train("mnist/quick");
        assertThat(teacher.metrics().get("test", "digit", "accuracy")).isGreaterThan(0.85);

        Sora.TrainingResult student =
                train(
                        "mnist/quick-student",
                        "training.procedure.teacher=" + teacher.model().toString());

        assertThat(student.metrics().get("test", "digit", "accuracy")).isGreaterThan(0.5);
    }

    /** Features that were learned without labels are worth more than random ones. */
    @Test
    void pretrainingHelpsWhereLabelsAreFew() {
        Sora.TrainingResult pretrained = train("pretraining/quick");
        String file = pretrained.model().toString();

        double helped =
                train("pretraining/quick-classifier", packages(file))
                        .metrics()
                        .get("test", "digit", "accuracy");
        Sora.TrainingResult untrained =
                train(
                        "pretraining/quick",
                        "training.optimiser.learning_rate=1e-9",
                        "training.epochs=1",
                        "data.train.samples=200");
        double alone =
                train("pretraining/quick-classifier", packages(untrained.model().toString()))
                        .metrics()
                        .get("test", "digit", "accuracy");

        assertThat(helped).isGreaterThan(alone + 0.08);
    }

    private static String[] packages(String file) {
        return List.of("inputs.image", "particles.stem", "particles.deep", "particles.view")
                .stream()
                .map(node -> node + ".package=" + file)
                .toArray(String[]::new);
    }

    /** The generated pictures of a class are more like the real ones of it than noise is. */
    @Test
    void generateDigits() {
        Sora.TrainingResult result = train("digits-gan/quick");

        try (Model model = lab.runtime().open(result.model())) {
            List<Prediction> made =
                    model.generate(
                            List.of(Map.of("label", "1"), Map.of("label", "8")),
                            List.of("picture"),
                            1);
            assertThat(made.get(0).output("picture").get("picture").toString())
                    .startsWith("data:image/png;base64,")
                    .isNotEqualTo(made.get(1).output("picture").get("picture"));
        }
    }

    @Test
    void predictRatingsBetterThanTheirMeanDoes() {
        Sora.TrainingResult result = train("movies-ratings/quick");

        // the standard deviation of these ratings, which is the error of predicting their mean,
        // exceeds 0.8
        assertThat(result.metrics().get("test", "stars", "rmse")).isLessThan(0.65);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: text-cnn, from: meaning, filters: 16}",
                "{type: gru, from: meaning, units: 16, bidirectional: true}",
                "{type: attention-pool, from: meaning}",
            })
    void readByAnotherParticle(String particle) {
        Sora.TrainingResult result =
                train(
                        "sentiment/quick",
                        "particles.reading=" + particle,
                        "data.train.samples=600",
                        "training.epochs=1");

        assertThat(result.metrics().of("test", "sentiment")).containsKey("accuracy");
    }

    @ParameterizedTest
    @CsvSource({"gated", "attention", "concat"})
    void joinNeuMfByAnotherCombiner(String combiner) {
        Sora.TrainingResult result =
                train("movies-top-n/quick", "combiners.both.type=" + combiner, "training.epochs=1");

        assertThat(result.metrics().get("test", "liked", "ndcg@10")).isBetween(0.0, 1.0);
    }

    private static Sora.TrainingResult train(String example, String... overrides) {
        Plan plan =
                lab.runtime()
                        .plan(
                                EXAMPLES.resolve(example + ".yaml"),
                                new Overrides(List.of(overrides), Map.of()));
        Path out =
                folder.resolve(
                        example.replace('/', '-') + "-" + Math.abs(List.of(overrides).hashCode()));
        return lab.runtime().train(plan, new Sora.TrainingRequest(out, false), Lab.DEAF);
    }
}
