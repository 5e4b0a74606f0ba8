// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.RunControl;
import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.TrainingSession;
import dev.sora.core.plan.Plan;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

/** A generator and a discriminator, parts with an optimiser each. */
final class TestAdversarialTraining {

    @TempDir private static Path folder;
    private static Lab lab;
    private static List<RunEvent.EpochEnded> epochs;
    private static Path trained;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
        epochs = lab.epochs("gan", Manifests.GAN);
        trained = lab.folder("gan/model.sora");
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static void assertSame(Path one, Path other) {
        Map<String, float[]> there = Lab.numbers(other);
        assertThat(there).isNotEmpty();
        Lab.numbers(one)
                .forEach((name, values) -> assertThat(there.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertSame(trained, lab.train("again", Manifests.GAN).model());
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
        String rare =
                Manifests.GAN.replace(
                        "replaces: image}", "replaces: image, discriminator_steps: 2}");
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
        assertThat(Lab.numbers(lab.folder("parts/model.sora")).get("paint.bias"))
                .isNotEqualTo(Lab.numbers(lab.folder("whole/model.sora")).get("paint.bias"));

        lab.resume("parts", rare);

        assertSame(lab.folder("parts/model.sora"), lab.folder("whole/model.sora"));
    }

    @Test
    void aSessionMakesTheSameSteps() {
        Map<String, float[]> weights = Lab.numbers(trained);
        try (TrainingSession session = lab.runtime().session(lab.plan(Manifests.GAN), Lab.DEAF)) {
            while (!session.isDone()) {
                while (session.next()) {
                    session.train();
                }
            }
            float[] all = session.weights();
            for (TrainingSession.ParameterRange range : session.layout()) {
                assertThat(Arrays.copyOfRange(all, range.start(), range.end()))
                        .as(range.name())
                        .isEqualTo(weights.get(range.name()));
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
        List<RunEvent.EpochEnded> ended =
                lab.epochs(
                        "loss",
                        Manifests.GAN.replace(
                                "replaces: image}", "replaces: image, " + settings + "}"));

        assertThat(ended.get(1).metrics().values()).allMatch(Double::isFinite);
    }

    @Test
    void generatesWithAModel() {
        try (Model model = lab.runtime().open(trained)) {
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
        String manifest = Manifests.GAN.replace(was, is);
        if (saying.startsWith("no node")) {
            manifest = manifest.replace("filters: 4}\n  seen", "filters: 4, frozen: true}\n  seen");
        }
        String wrong = manifest;
        assertThatThrownBy(() -> lab.plan(wrong))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2219")
                .hasMessageContaining(saying);
    }
}
