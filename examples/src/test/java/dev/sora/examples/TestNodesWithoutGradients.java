// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.data.ImageValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Explanations of models with a node that passes no gradient: a gradient of 0 explains nothing. */
final class TestNodesWithoutGradients {

    private static final Map<String, Object> RECORD =
            Map.of("x", List.of(1.5, -0.5, 0.25, 2.0), "z", List.of(0.5, 1.0, -1.0));

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path beside;

    @BeforeAll
    static void train() {
        lab = new Lab(folder);
        beside =
                trained(
                        "beside",
                        Manifests.twoInputs(
                                """
                                particles:
                                  hidden: {type: outside, from: x}
                                  side: {type: dense, from: z, units: 4}
                                combiners:
                                  both: {type: concat, from: [hidden, side]}
                                """,
                                "both"));
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static Path trained(String name, String manifest) {
        return lab.train(name, manifest, "training.epochs=1").model();
    }

    private static OfOutput explained(Path file, ExplanationMethod method) {
        try (Model model = lab.runtime().open(file)) {
            return model.explain(RECORD, ExplanationOptions.DEFAULT.by(method))
                    .outputs()
                    .get("kind");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INTEGRATED_GRADIENTS", "SALIENCY"})
    void anInputBehindOneIsNotExplainedByGradients(ExplanationMethod method) {
        OfOutput kind = explained(beside, method);

        assertThat(kind.inputs()).containsOnlyKeys("z");
        assertThat(kind.notes())
                .anyMatch(
                        note -> note.startsWith("'x' is not explained: a node without gradients"));
    }

    /** What is left adds up to what it changes, while the others stay as they are. */
    @Test
    void theOthersAreComplete() {
        OfInput z = explained(beside, ExplanationMethod.INTEGRATED_GRADIENTS).inputs().get("z");

        double sum = z.values().stream().mapToDouble(value -> value).sum();
        assertThat(sum).isNotZero().isCloseTo(z.total().orElseThrow(), within(1e-4));
        assertThat(z.error()).isLessThanOrEqualTo(0.01 * Math.abs(sum) + 1e-4);
        assertThat(z.notes()).isEmpty();
    }

    @Test
    void occlusionExplainsBoth() {
        OfOutput kind = explained(beside, ExplanationMethod.OCCLUSION);

        assertThat(kind.inputs()).containsOnlyKeys("x", "z");
        assertThat(kind.inputs().get("x").values()).anyMatch(value -> value != 0);
    }

    @Test
    void anInputWithOneOnSomePathsIsExplainedInPart() {
        Path forked =
                trained(
                        "forked",
                        Manifests.points(
                                """
                                particles:
                                  hidden: {type: outside, from: x}
                                  seen: {type: dense, from: x, units: 4}
                                combiners:
                                  both: {type: concat, from: [hidden, seen]}
                                """,
                                "both"));
        OfOutput kind = explained(forked, ExplanationMethod.SALIENCY);

        assertThat(kind.inputs()).containsOnlyKeys("x");
        assertThat(kind.notes()).anyMatch(note -> note.startsWith("'x' is explained in part"));
    }

    @Test
    void aModelWithoutAnyGradientIsRefused() {
        String nodes = "particles: {hidden: {type: outside, from: x}}";
        Path hidden = trained("hidden", Manifests.points(nodes, "hidden"));

        assertThatThrownBy(() -> explained(hidden, ExplanationMethod.SALIENCY))
                .hasMessageContainingAll(
                        "SORA-4934  the score of an answer has no gradient here",
                        "have   a node without gradients between each input and the output",
                        "fix    explain inputs by 'occlusion'");
    }

    /** The report of a picture has heat maps only where a gradient reaches. */
    @Test
    void aPictureBehindOneIsTrainedAndReported() throws IOException {
        String manifest =
                """
                manifest: 1
                name: letters
                seed: 7
                data:
                  train: {type: letters, samples: 60, letters: AB}
                  test: {type: letters, samples: 20, letters: AB, seed: 2}
                inputs:
                  image: {type: image, column: image}
                particles:
                  stem: {type: conv2d, from: image, filters: 2, kernel: 3, pool: 4, frozen: true}
                  hidden: {type: outside, from: stem}
                outputs:
                  letter: {type: classification, column: label, from: hidden}
                training:
                  optimiser: {type: sgd, learning_rate: 0.0001}
                  epochs: 1
                """;
        Path model = lab.train("letters", manifest).model();

        assertThat(Files.readString(folder.resolve("letters/report.html")))
                .contains("letter")
                .doesNotContain("Grad-CAM");
        lab.train("open", manifest.replace("type: outside", "type: dense, units: 4"));
        assertThat(Files.readString(folder.resolve("open/report.html")))
                .contains("Grad-CAM at 'stem'");
        try (Model open = lab.runtime().open(model)) {
            assertThatThrownBy(
                            () ->
                                    open.explain(
                                            Map.of(
                                                    "image",
                                                    new ImageValue(28, 28, 1, new byte[28 * 28])),
                                            ExplanationOptions.DEFAULT.by(
                                                    ExplanationMethod.GRAD_CAM)))
                    .hasMessageContainingAll("SORA-4936", "after all nodes without gradients");
        }
    }
}
