// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.packaging.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An encoder that comes trained learns from the tags of tokens: whole, with a smaller learning
 * rate, or at low rank. One step of gradient descent with the rate 1 changes a weight by its
 * negative gradient.
 */
final class TestTunedTaggers {

    private static final List<String> WORDS = List.of("the", "in", "sees", "and", "of");
    private static final String QUERY = "layer0.query.weight";
    private static final int UNITS = TinyEncoder.UNITS;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path tokenizer;
    private static Path weights;
    private static ModelPackage start;
    private static ModelPackage tuned;

    @BeforeAll
    static void tune() throws IOException {
        lab = new Lab(folder);
        tokenizer = TinyEncoder.tokenizer(folder, WORDS);
        weights = TinyEncoder.weights(folder, WORDS);
        start = trained("start", "frozen: true", weights);
        tuned = trained("tuned", "learning_rate: 1.0", weights);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static ModelPackage trained(String name, String encoder, Path file) {
        String manifest =
                """
                manifest: 1
                name: tagger
                seed: 7
                data:
                  unicode: none
                  train: {type: generated-sentences, samples: 12, seed: 1}
                inputs:
                  words: {type: token-subwords, column: tokens, tokenizer: "%s", length: 16, pieces: 60}
                particles:
                  encoder: {type: bert, from: words, layers: 1, heads: 2, units: 16, feed_forward: 32, positions: 64, pooling: none, %s, pretrained: {file: "%s"}}
                  meaning: {type: subword-pool, from: [encoder, words], pooling: mean}
                outputs:
                  names: {type: tags, column: tags, from: meaning, length: 16}
                training:
                  optimiser: {type: sgd, learning_rate: 1.0}
                  epochs: 1
                  batch_size: 12
                """
                        .formatted(tokenizer, encoder, file);
        return ModelPackage.read(lab.train(name, manifest).model());
    }

    private static float[] values(ModelPackage model, String parameter) {
        return model.weights().get("encoder." + parameter).toFloats();
    }

    private static double loss(ModelPackage model) {
        return model.metrics().get("train", "names", "loss");
    }

    private static float[] gradient() {
        float[] gradient = values(start, QUERY);
        float[] after = values(tuned, QUERY);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] -= after[i];
        }
        return gradient;
    }

    /** Against differences of the loss, through the tags, the tokens and the encoder. */
    @Test
    void followTheGradient() throws IOException {
        String[][] tensors = {
            {"layer0.query.weight", "bert.encoder.layer.0.attention.self.query.weight"},
            {"words.weight", "bert.embeddings.word_embeddings.weight"},
        };
        for (String[] tensor : tensors) {
            float[] before = values(start, tensor[0]);
            float[] after = values(tuned, tensor[0]);
            int at = 0;
            for (int i = 0; i < before.length; i++) {
                at = Math.abs(after[i] - before[i]) > Math.abs(after[at] - before[at]) ? i : at;
            }
            double[] losses = new double[2];
            for (int side = 0; side < 2; side++) {
                Path file = folder.resolve("changed.safetensors");
                float by = side == 0 ? -0.01f : 0.01f;
                losses[side] =
                        loss(
                                trained(
                                        "changed",
                                        "learning_rate: 1.0",
                                        TinyEncoder.changed(file, WORDS, tensor[1], at, by)));
            }
            double slope = (losses[1] - losses[0]) / 0.02;
            assertThat(Math.abs(slope)).as(tensor[0]).isGreaterThan(1e-3);
            assertThat((double) before[at] - after[at])
                    .as(tensor[0])
                    .isCloseTo(slope, within(0.02 * Math.abs(slope)));
        }
    }

    @Test
    void learnWithARateOfTheirOwn() {
        float[] whole = gradient();
        float[] before = values(start, QUERY);
        float[] slow = values(trained("slow", "learning_rate: 0.05", weights), QUERY);
        for (int i = 0; i < whole.length; i++) {
            assertThat((double) before[i] - slow[i]).isCloseTo(0.05 * whole[i], within(1e-6));
        }
    }

    /**
     * B starts at zero, so that its gradient is {@code (alpha / rank) G Aᵀ} for the gradient G of
     * the weight itself (Hu et al., 2022).
     */
    @Test
    void learnAtLowRank() {
        ModelPackage low = trained("low", "lora: 2, lora_alpha: 4", weights);
        float[] whole = gradient();
        float[] a = values(low, "layer0.query.lora_a");
        float[] b = values(low, "layer0.query.lora_b");

        assertThat(values(low, QUERY)).containsExactly(values(start, QUERY));
        double largest = 0;
        for (int out = 0; out < UNITS; out++) {
            for (int rank = 0; rank < 2; rank++) {
                double expected = 0;
                for (int in = 0; in < UNITS; in++) {
                    expected -= 2.0 * whole[out * UNITS + in] * a[rank * UNITS + in];
                }
                largest = Math.max(largest, Math.abs(expected));
                assertThat((double) b[out * 2 + rank]).isCloseTo(expected, within(1e-5));
            }
        }
        assertThat(largest).isGreaterThan(1e-3);
    }
}
