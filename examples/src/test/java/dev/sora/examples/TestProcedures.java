// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.PredictionOptions;
import dev.sora.core.RunControl;
import dev.sora.core.RunEvent;
import dev.sora.core.SessionOptions;
import dev.sora.core.Sora;
import dev.sora.core.TrainingSession;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Plan;
import dev.sora.data.DataRecord;
import dev.sora.examples.trial.ShareType;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training procedures: parts with an optimiser each, and models that teach. */
final class TestProcedures {

    static final String GAN =
            """
            manifest: 1
            name: gan
            seed: 3
            data:
              train: {type: drawn-digits, samples: 96, seed: 1}
            inputs:
              noise: {type: noise, size: 4}
              class: {type: category, column: label, one_hot: true}
              image: {type: image, column: image, size: [12, 12], normalise: unit}
            particles:
              start: {type: dense, from: wish, units: 36, activation: relu}
              small: {type: reshape, from: start, shape: [1, 6, 6]}
              large: {type: upsample-conv, from: small, filters: 4}
              paint: {type: conv2d, from: large, filters: 1, activation: none}
              look: {type: spectral-conv, from: image, filters: 4}
              seen: {type: flatten, from: look}
            combiners:
              wish: {type: concat, from: [noise, class]}
            outputs:
              picture: {type: generated-image, from: paint}
              real: {type: discriminator, from: [seen, class]}
            training:
              procedure: {type: adversarial, generator: picture, discriminator: real, replaces: image}
              optimiser: {type: adam, learning_rate: 0.01, beta1: 0.5}
              optimisers:
                discriminator: {type: sgd, learning_rate: 0.05}
              epochs: 2
              batch_size: 16
            """;

    private static final String DIGITS =
            """
            manifest: 1
            name: digits
            seed: 5
            data:
              train: {type: drawn-digits, samples: 200, seed: 1}
              test: {type: drawn-digits, samples: 100, seed: 2}
            inputs:
              image: {type: image, column: image}
            particles:
              seen: {type: flatten, from: image}
              view: {type: dense, from: seen, units: 32, activation: relu}
            outputs:
              digit: {type: classification, column: label, from: view}
            training:
              epochs: 3
              batch_size: 20
            """;

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

    private static Map<String, float[]> weights(Path model) {
        Map<String, float[]> weights = new HashMap<>();
        ModelPackage.read(model)
                .weights()
                .forEach((name, tensor) -> weights.put(name, tensor.toFloats()));
        return weights;
    }

    private static void assertSame(Path one, Path other) {
        Map<String, float[]> there = weights(other);
        assertThat(there).isNotEmpty();
        weights(one)
                .forEach((name, values) -> assertThat(there.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        List<RunEvent.EpochEnded> epochs = lab.epochs("one", GAN);
        lab.train("two", GAN);

        assertSame(lab.folder("one/model.sora"), lab.folder("two/model.sora"));
        assertThat(epochs).hasSize(2);
        Map<String, Double> figures = epochs.get(1).metrics();
        assertThat(figures).containsKeys("loss", "generator.loss", "discriminator.loss");
        assertThat(figures.get("loss"))
                .isCloseTo(
                        figures.get("generator.loss") + figures.get("discriminator.loss"),
                        within(1e-5));
    }

    /**
     * The state of both optimisers is in the checkpoint, and the turn of the generator is that of
     * the step.
     */
    @Test
    void goesOnWithinAnEpoch() {
        String rare = GAN.replace("replaces: image}", "replaces: image, discriminator_steps: 2}");
        lab.train("whole", rare);
        RunControl control = new RunControl();
        Plan plan = lab.plan(rare);
        lab.runtime()
                .train(
                        plan,
                        new Sora.TrainingRequest(lab.folder("parts"), false),
                        event -> {
                            if (event instanceof RunEvent.TrainingStarted) {
                                // it completes one step at least
                                control.stop();
                            }
                        },
                        control);
        assertThat(weights(lab.folder("parts/model.sora")).get("paint.bias"))
                .isNotEqualTo(weights(lab.folder("whole/model.sora")).get("paint.bias"));

        lab.resume("parts", rare);

        assertSame(lab.folder("parts/model.sora"), lab.folder("whole/model.sora"));
    }

    @Test
    void aSessionMakesTheSameSteps() {
        lab.train("train", GAN);
        Map<String, float[]> trained = weights(lab.folder("train/model.sora"));
        try (TrainingSession session = lab.runtime().session(lab.plan(GAN), Lab.DEAF)) {
            while (!session.isDone()) {
                while (session.next()) {
                    session.train();
                }
            }
            float[] all = session.weights();
            for (TrainingSession.ParameterRange range : session.layout()) {
                assertThat(Arrays.copyOfRange(all, range.start(), range.end()))
                        .as(range.name())
                        .isEqualTo(trained.get(range.name()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss: wasserstein, discriminator_steps: 2",
                "loss: hinge",
                "gradient_penalty: 1"
            })
    void trainsByEachLoss(String settings) {
        List<RunEvent.EpochEnded> epochs =
                lab.epochs(
                        "loss",
                        GAN.replace("replaces: image}", "replaces: image, " + settings + "}"));

        assertThat(epochs.get(1).metrics().values()).allMatch(Double::isFinite);
    }

    @Test
    void generatesWithAModel() {
        lab.train("made", GAN);
        try (Model model = lab.runtime().open(lab.folder("made/model.sora"))) {
            List<Map<String, String>> wishes = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                wishes.add(Map.of("label", Integer.toString(i % 2)));
            }
            List<Object> one = pictures(model, wishes, 1);

            assertThat(Set.copyOf(one)).hasSize(6);
            assertThat(pictures(model, wishes, 1)).isEqualTo(one);
            assertThat(pictures(model, wishes, 2)).doesNotContainAnyElementsOf(one);
            assertThat(model.columns("picture"))
                    .extracting(Sora.ColumnInfo::column)
                    .containsExactly("label");
        }
    }

    private static List<Object> pictures(Model model, List<Map<String, String>> wishes, long seed) {
        return model.generate(wishes, List.of("picture"), seed).stream()
                .map(prediction -> prediction.output("picture").get("picture"))
                .toList();
    }

    /** The student agrees with its teacher more than one that sees only labels does. */
    @Test
    void aTeacherTeaches() throws Exception {
        Sora.TrainingResult teacher = lab.train("teacher", DIGITS, "training.epochs=8");
        String student = DIGITS.replace("units: 32", "units: 8");
        lab.train("alone", student);
        String taught =
                student.replace(
                        "training:",
                        "training:\n  procedure: {type: distillation, teacher: \"%s\", share: 1}"
                                .formatted(teacher.model().toString().replace('\\', '/')));
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
        }
        Files.move(moved, teacher.model());
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "generator: picture | generator: pictur | there is no node 'pictur'",
                "replaces: image | replaces: noise | 'real' does not read 'noise', which",
                "size: [12, 12] | size: [14, 14] | does not generate what 'image' is",
                "discriminator: {type | critic: {type | the procedure has no part 'critic'",
                "{type: sgd, learning_rate: 0.05} | {type: pso} | 'pso' uses no gradient",
                "seen, class]} | seen, class], frozen: true} | no node of part",
            })
    void refusesWhatDoesNotFit(String was, String is, String saying) {
        String manifest = GAN.replace(was, is);
        if (saying.startsWith("no node")) {
            manifest = manifest.replace("filters: 4}\n  seen", "filters: 4, frozen: true}\n  seen");
        }
        String wrong = manifest;
        assertThatThrownBy(() -> lab.plan(wrong))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2219")
                .hasMessageContaining(saying);
    }

    /** Both would train on the sum of all losses, which is another training. */
    @Test
    void aProcedureAloneDividesTheWeights() {
        Plan plan = lab.plan(GAN);
        SessionOptions groups = SessionOptions.DEFAULT.group("all", Set.of("start", "look"));

        assertThatThrownBy(() -> lab.runtime().session(plan, groups, Lab.DEAF))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2216")
                .hasMessageContaining("the training procedure divides them");
        try (TrainingSession session = lab.runtime().session(plan, Lab.DEAF)) {
            session.next();
            assertThatThrownBy(session::gradient)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("call train()");
        }
    }

    /** A loss is the mean over the records of the steps that computed it. */
    @Test
    void aPartMayBeLeftOutOfSteps() {
        String skips = DIGITS.replace("training:", "training:\n  procedure: {type: every-second}");
        List<RunEvent.EpochEnded> epochs = lab.epochs("skips", skips);

        // steps 2, 4, …, 10, and 12, …, 20, each of 20 records
        assertThat(epochs.get(0).metrics()).containsEntry("loss", 6.0);
        assertThat(epochs.get(1).metrics()).containsEntry("loss", 16.0);
    }

    /**
     * Issues 66363 and 68327 of pytorch: a network that is normalised in two passes of one loss
     * could not be trained, because the second pass changed what the gradient of the first needs.
     * Here both passes share it until the weights change.
     */
    @Test
    void passesShareConstantsUntilTheirParametersChange() {
        String turns =
                DIGITS.replace("from: view", "from: shared")
                        .replace("outputs:", "  shared: {type: share, from: view}\noutputs:")
                        .replace("training:", "training:\n  procedure: {type: two-turns}");
        List<RunEvent.EpochEnded> epochs = lab.epochs("turns", turns);

        assertThat(epochs.get(0).metrics()).containsEntry("loss", 0.0);
        assertThat(weights(lab.folder("turns/model.sora")).get("shared.weight"))
                .doesNotContain(1.5f);
        try (TrainingSession session = lab.runtime().session(lab.plan(turns), Lab.DEAF)) {
            session.next();
            ShareType.COMPUTED.set(0);
            session.train();
        }
        assertThat(ShareType.COMPUTED).hasValue(2);
    }

    /** Twice the loss at half the rate is the same training, bit by bit. */
    @Test
    void lossWeightsScaleWhatATeacherTeaches() {
        Sora.TrainingResult teacher = lab.train("scaling", DIGITS, "training.epochs=1");
        String taught =
                DIGITS.replace(
                        "training:",
                        "training:\n  procedure: {type: distillation, teacher: \"%s\", share: 0.5}"
                                .formatted(teacher.model().toString().replace('\\', '/')));
        lab.train("single", taught, "training.optimiser={type: sgd, learning_rate: 0.1}");
        lab.train(
                "twice",
                taught,
                "training.optimiser={type: sgd, learning_rate: 0.05}",
                "outputs.digit.loss_weight=2");

        Map<String, float[]> twice = weights(lab.folder("twice/model.sora"));
        weights(lab.folder("single/model.sora"))
                .forEach(
                        (name, values) ->
                                assertThat(twice.get(name))
                                        .as(name)
                                        .containsExactly(values, within(1e-6f)));
    }

    @Test
    void optimisersNeedAProcedure() {
        assertThatThrownBy(
                        () ->
                                lab.plan(
                                        DIGITS.replace(
                                                "training:",
                                                "training:\n  optimisers: {all: {type: adam}}")))
                .hasMessageContaining("SORA-2219")
                .hasMessageContaining("no training.procedure");
    }
}
