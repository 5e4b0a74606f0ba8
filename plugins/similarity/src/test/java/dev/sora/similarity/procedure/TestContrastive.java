// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.procedure;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.SoraException;
import dev.sora.similarity.SimilarityPlugin;
import dev.sora.testkit.SoraFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two variations of a record must differ. */
final class TestContrastive {

    private static final String MANIFEST =
            """
            manifest: 1
            name: alike
            seed: 3
            data:
              train: {type: synthetic, records: 8}
            inputs:
              x: {type: plain-values, column: x, noise: 0.1}
            outputs:
              vector: {type: projection, from: x, size: 3}
            training:
              procedure: {type: contrastive, varies: x}
              optimiser: {type: plain-descent, learning_rate: 0.01}
              epochs: 1
              batch_size: 4
            """;

    @RegisterExtension
    static final SoraFixture sora = SoraFixture.withPlugin(SimilarityPlugin.class);

    @Test
    void trainsOnAnInputThatVaries() {
        assertThatCode(() -> sora.train(MANIFEST)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnInputThatDoesNotVary() {
        assertThatThrownBy(() -> sora.train(MANIFEST.replace(", noise: 0.1", "")))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2219")
                .hasMessageContaining("'x' does not vary");
    }
}
