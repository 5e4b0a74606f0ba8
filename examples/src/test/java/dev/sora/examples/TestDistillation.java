// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.PredictionOptions;
import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.data.DataRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that teach others. */
final class TestDistillation {

    @TempDir private static Path folder;
    private static Lab lab;
    private static Sora.TrainingResult teacher;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
        teacher = lab.train("teacher", Manifests.FLAT_DIGITS, "training.epochs=8");
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    /** Returns a manifest whose training learns from the teacher. */
    private static String taught(String student, double share) {
        return student.replace(
                "training:",
                "training:\n  procedure: {type: distillation, teacher: \"%s\", share: %s}"
                        .formatted(teacher.model().toString().replace('\\', '/'), share));
    }

    /** The student agrees with its teacher more than one that sees only labels does. */
    @Test
    void aTeacherTeaches() throws Exception {
        String student = Manifests.FLAT_DIGITS.replace("units: 32", "units: 8");
        lab.train("alone", student);
        String taught = taught(student, 1);
        List<RunEvent.EpochEnded> epochs = lab.epochs("taught", taught);

        assertThat(epochs.get(2).metrics().get("loss"))
                .isLessThan(epochs.get(0).metrics().get("loss"));
        assertThat(distance("taught")).isLessThan(distance("alone"));
        // the teacher is not part of the package, which opens without it
        assertThat(Files.size(lab.folder("taught/model.sora")))
                .isLessThan(Files.size(teacher.model()) / 2);
        Path moved = Files.move(teacher.model(), lab.folder("gone.sora"));
        try (Model model = lab.runtime().open(lab.folder("taught/model.sora"))) {
            assertThat(model.outputs()).containsExactly("digit");
        } finally {
            Files.move(moved, teacher.model());
        }
        lab.resume("taught", taught, "training.epochs=4");

        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "refused",
                                        taught.replace("name: digits", "name: other"),
                                        "inputs.image.normalise=unit"))
                .hasMessageContaining("SORA-2218")
                .hasMessageContaining("the input 'image' prepares its values differently");
    }

    /** Returns the mean distance of probabilities to those of the teacher. */
    private static double distance(String run) {
        List<double[]> one = probabilities("teacher");
        List<double[]> other = probabilities(run);
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            for (int k = 0; k < 10; k++) {
                sum += Math.abs(one.get(i)[k] - other.get(i)[k]);
            }
        }
        return sum / one.size();
    }

    private static List<double[]> probabilities(String run) {
        List<DataRecord> digits = new ArrayList<>();
        try (Model model = lab.runtime().open(lab.folder(run + "/model.sora"))) {
            Path source =
                    Files.writeString(
                            lab.folder("digits.yaml"),
                            "{type: drawn-digits, samples: 100, seed: 4}\n");
            model.read(source, Lab.DEAF, digits::add);
            return model.predictRecords(digits, PredictionOptions.DEFAULT).stream()
                    .map(
                            prediction ->
                                    ((Map<?, ?>) prediction.output().get("probabilities"))
                                            .values().stream()
                                                    .mapToDouble(p -> ((Number) p).doubleValue())
                                                    .toArray())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Twice the loss at half the rate is the same training, bit by bit. */
    @Test
    void lossWeightsScaleWhatATeacherTeaches() {
        String taught = taught(Manifests.FLAT_DIGITS, 0.5);
        lab.train("single", taught, "training.optimiser={type: sgd, learning_rate: 0.1}");
        lab.train(
                "twice",
                taught,
                "training.optimiser={type: sgd, learning_rate: 0.05}",
                "outputs.digit.loss_weight=2");

        Map<String, float[]> twice = Lab.numbers(lab.folder("twice/model.sora"));
        Lab.numbers(lab.folder("single/model.sora"))
                .forEach(
                        (name, values) ->
                                assertThat(twice.get(name))
                                        .as(name)
                                        .containsExactly(values, within(1e-6f)));
    }
}
