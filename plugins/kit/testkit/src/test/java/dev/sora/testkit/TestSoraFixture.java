// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Model;
import dev.sora.core.PredictionOptions;
import dev.sora.core.Sora;
import dev.sora.core.Tiling;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The fixture runs manifests with the types of the kit. */
final class TestSoraFixture {

    static final String MANIFEST =
            """
            manifest: 1
            name: plain
            seed: 7
            data:
              train: {type: synthetic, records: 64}
              test: {type: synthetic, records: 16, seed: 2}
            inputs:
              x: {type: plain-values, column: x}
            particles:
              view: {type: plain-map, from: x, units: 3, count: 2}
            combiners:
              whole: {type: plain-sum, from: view}
            outputs:
              y: {type: plain-number, column: y, from: whole}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.02}
              epochs: 20
              batch_size: 16
            """;

    @RegisterExtension static final SoraFixture sora = SoraFixture.withPlugins();

    @Test
    void trainsEvaluatesAndRepeats() {
        Sora.TrainingResult result = sora.train(MANIFEST);

        assertThat(result.metrics().get("test", "y", "plain-error")).isLessThan(0.1);
        assertThat(sora.evaluate(result.model()).of("test", "y"))
                .containsEntry("plain-error", result.metrics().get("test", "y", "plain-error"));
    }

    /** A number has no place in a picture, whatever the records are. */
    @Test
    void refusesTilesBeforeTheFirstPrediction() {
        Path file = sora.train(MANIFEST, "training.epochs=1").model();
        PredictionOptions tiled =
                new PredictionOptions(
                        true, OptionalInt.empty(), List.of(), Optional.of(new Tiling(32, 32, 0.2)));

        try (Model model = sora.runtime().open(file)) {
            assertThatThrownBy(() -> model.predict(List.of(), tiled))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4481")
                    .hasMessageContaining("'y'");
        }
    }
}
