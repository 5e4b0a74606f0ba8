// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Explanation;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations of generated texts that are empty, or of which two are of one column. */
final class TestExplainedTexts {

    private static final ExplanationOptions SHARES =
            ExplanationOptions.DEFAULT.by(ExplanationMethod.PARTICLES);

    /** The index of the end among the symbols: it follows padding and the begin. */
    private static final int END = 2;

    @TempDir private Path folder;

    private static final String MANIFEST =
            """
            manifest: 1
            name: silent
            seed: 3
            data: {train: {type: generated-phrases, samples: 60, seed: 1}}
            inputs:
              english: {type: pieces, column: english, vocabulary: 60}
              so_far: {type: target-pieces, column: invented, vocabulary: 60}
            particles:
              words: {type: embedding, from: english, units: 4}
              memory: {type: gru, from: words, units: 4, returns: sequence}
              gist: {type: pool, from: memory, kind: mean}
              before: {type: embedding, from: so_far, units: 4}
              decoded: {type: attention-gru, from: [before, memory], units: 4}
            outputs:
              said: {type: multi-label, column: english, separator: " ", from: gist}
              invented: {type: generated-text, column: invented, from: [decoded, so_far], beams: 1, max_length: 4}
            training: {optimiser: {type: adam}, epochs: 1, batch_size: 32}
            """;

    /** Of a file of records, one with an empty text must not end the explanation of the others. */
    @Test
    void leaveTheOtherOutputsExplained() {
        Map<String, Object> record = Map.of("english", "the old man sees a red house");
        try (Lab lab = new Lab(folder);
                Model silent =
                        lab.runtime().open(silenced(lab.train("silent", MANIFEST).model()))) {
            assertThat(silent.predict(record).output("invented").get("text")).isEqualTo("");

            Explanation found = silent.explain(record, SHARES);

            assertThat(found.outputs()).containsOnlyKeys("said");
            assertThat(found.outputs().get("said").notes())
                    .anyMatch(note -> note.startsWith("'invented' is not explained"));
            assertThatThrownBy(() -> silent.explain(record, SHARES.outputs("invented")))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4967");
        }
    }

    /** A record cannot be completed with two texts at once: one would be scored by the other. */
    @Test
    void twoTextsOfOneColumnAreExplainedOneByOne() {
        Map<String, Object> record = Map.of("english", "the old man sees a red house");
        String twice =
                MANIFEST.replace(
                        "training:",
                        "  again: {type: generated-text, column: invented, from: [decoded, so_far], beams: 1, max_length: 4}\n"
                                + "training:");
        try (Lab lab = new Lab(folder);
                Model model = lab.runtime().open(lab.train("twice", twice).model())) {
            assertThatThrownBy(() -> model.explain(record, SHARES.outputs("invented", "again")))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4968");
        }
    }

    /** Writes a package in which the end always follows the begin. */
    private Path silenced(Path trained) {
        ModelPackage read = ModelPackage.read(trained);
        Map<String, TensorData> weights = new LinkedHashMap<>(read.weights());
        TensorData bias = weights.get("invented.bias");
        assertThat(bias).isNotNull();
        float[] values = bias.toFloats();
        Arrays.fill(values, -50);
        values[END] = 50;
        weights.put("invented.bias", TensorData.floats(values, bias.dimensions()));
        Path silent = folder.resolve("silenced.sora");
        ModelPackage.write(
                silent,
                new ModelPackage(
                        read.manifest(),
                        read.lock(),
                        weights,
                        read.particles(),
                        read.metrics(),
                        read.card(),
                        read.means()));
        return silent;
    }
}
