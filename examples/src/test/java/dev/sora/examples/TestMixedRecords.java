// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.TrainingSession;
import dev.sora.core.TrainingSession.Gradient;
import dev.sora.core.plan.Plan;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An input that mixes records in training, and one with several views of a record. */
final class TestMixedRecords {

    private static final String DIGITS =
            """
            manifest: 1
            name: digits
            seed: 3
            data:
              train: {type: drawn-digits, samples: 60, size: 14}
              test: {type: drawn-digits, samples: 20, size: 14, seed: 2}
            inputs:
              image: {type: image, column: image}
            particles:
              stem: {type: conv2d, from: image, filters: 4, pool: 2}
              view: {type: dense, from: stem, units: 8, activation: relu}
            outputs:
              digit: {type: classification, column: label, from: view}
            training:
              optimiser: {type: adam, learning_rate: 0.01}
              epochs: 2
              batch_size: 20
            """;

    private static final Schema PICTURES = Schema.of(Column.of("image", ColumnType.IMAGE));

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

    private static void refused(String code, String... overrides) {
        assertThatThrownBy(() -> lab.plan(DIGITS, overrides))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining(code);
    }

    @Test
    void oneSeedMixesAlike() {
        String augment = "inputs.image.augment={mixup: 0.4, cutmix: 1, rand_count: 2}";
        byte[] mixed = lab.weights("mixed", DIGITS, augment);

        assertThat(lab.weights("again", DIGITS, augment)).isEqualTo(mixed);
        assertThat(lab.weights("plain", DIGITS)).isNotEqualTo(mixed);
    }

    /** With a share of one, a mixture is the record itself. */
    @Test
    void sharesNearOneChangeNearlyNothing() {
        // Beta(a, a) of a tiny a is 0 or 1: the record itself, or its partner with its target
        double plain = lab.train("alone", DIGITS).metrics().get("train", "digit", "loss");
        double whole =
                lab.train("whole", DIGITS, "inputs.image.augment={mixup: 0.000001}")
                        .metrics()
                        .get("train", "digit", "loss");

        assertThat(whole).isCloseTo(plain, within(0.1 * plain));
    }

    @Test
    void mixingNeedsASingleInput() {
        refused(
                "SORA-2305",
                "inputs.image.augment={cutmix: 1}",
                "inputs.other={type: image, column: image}",
                "particles.more={type: flatten, from: other}",
                "outputs.again={type: classification, column: label, from: more}");
        refused(
                "neither 'augment.mixup'",
                "inputs.image.augment={cutmix: 1}",
                "inputs.image.transform=true");
    }

    @Test
    void mosaicsNeedOutputsThatFollowThem() {
        refused("'transform: true'", "inputs.image.augment={mosaic: 0.5}");
        refused(
                "outputs whose targets follow, such as boxes",
                "inputs.image.augment={mosaic: 0.5}",
                "inputs.image.transform=true");
    }

    @Test
    void oneSeedComposesAlike() {
        String[] scenes = {
            "data.train={type: generated-scenes, samples: 24, size: 32}",
            "data.test={type: generated-scenes, samples: 8, size: 32, seed: 2}",
            "inputs.image={type: image, column: image, size: [32, 32], transform: true, augment:"
                    + " {mosaic: 0.7, flip: true, scale: 0.2}}",
            "particles={stem: {type: conv2d, from: image, filters: 4, stride: 4, batch_norm: true}}",
            "outputs={digit: {type: boxes, from: [stem, image], filters: 4}}",
            "training.batch_size=8"
        };
        byte[] composed = lab.weights("mosaic", DIGITS, scenes);

        assertThat(lab.weights("mosaic-again", DIGITS, scenes)).isEqualTo(composed);
        scenes[2] = scenes[2].replace("mosaic: 0.7, ", "");
        assertThat(lab.weights("no-mosaic", DIGITS, scenes)).isNotEqualTo(composed);
    }

    @Test
    void viewsNeedPredictionsThatAreNumbers() {
        refused(
                "SORA-2306",
                "data.train={type: generated-shapes, samples: 20}",
                "data.test=null",
                "inputs.image={type: image, column: image, transform: true, test_views: {flip: true}}",
                "particles={net: {type: unet, from: image, filters: [4]}}",
                "outputs={digit: {type: segmentation, column: mask, from: [net, image]}}");
    }

    /** The mean of a picture and its mirror image is neither. */
    @Test
    void viewsOfPicturesAreNotAveraged() {
        refused(
                "SORA-2306",
                "inputs.image.test_views={flip: true}",
                "particles.drawn={type: reshape, from: view, shape: [1, 2, 4]}",
                "outputs.copy={type: generated-image, from: drawn}");
    }

    /** As without mixing: sums of losses and optimisers expect 32 bits. */
    @Test
    void mixedLossesHave32Bits() {
        Plan plan = lab.plan(DIGITS, "inputs.image.augment={mixup: 0.4}");
        try (TrainingSession session = lab.runtime().session(plan, Lab.DEAF)) {
            session.next();
            Gradient gradient = session.gradient();

            assertThat(gradient.loss()).isFinite().isPositive();
            assertThat(gradient.losses()).containsEntry("digit", gradient.loss());
        }
    }

    /** Views change no weights, so two trainings differ by their predictions alone. */
    @Test
    void predictionsOfViewsAreAveraged() {
        Path one = lab.train("one", DIGITS).model();
        Path two = lab.train("two", DIGITS, "inputs.image.test_views={flip: true}").model();
        byte[] samples = new byte[14 * 14];
        byte[] mirrored = new byte[14 * 14];
        for (int at = 0; at < samples.length; at++) {
            samples[at] = (byte) (at * 37 % 251);
            mirrored[at / 14 * 14 + 13 - at % 14] = samples[at];
        }

        Map<?, ?> straight = probabilities(one, samples);
        Map<?, ?> turned = probabilities(one, mirrored);
        Map<?, ?> both = probabilities(two, samples);

        // means of scores are means of logarithms, up to a constant
        double shift = Double.NaN;
        for (Object name : both.keySet()) {
            double mean =
                    (Math.log((double) straight.get(name)) + Math.log((double) turned.get(name)))
                            / 2;
            double difference = Math.log((double) both.get(name)) - mean;
            shift = Double.isNaN(shift) ? difference : shift;
            assertThat(difference).isCloseTo(shift, within(1e-4));
        }
        assertThat(both).isNotEqualTo(straight);
        assertThat(probabilities(two, mirrored)).isEqualTo(both);
    }

    private static Map<?, ?> probabilities(Path file, byte[] samples) {
        DataRecord record =
                new DataRecord(PICTURES, "memory", 1, new ImageValue(14, 14, 1, samples));
        try (Model model = lab.runtime().open(file)) {
            Prediction prediction =
                    model.predictRecords(List.of(record), PredictionOptions.DEFAULT).get(0);
            return (Map<?, ?>) prediction.output("digit").get("probabilities");
        }
    }
}
