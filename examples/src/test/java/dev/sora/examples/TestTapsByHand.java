// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.NodeValue;
import dev.sora.data.ImageValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tapped values equal the formulas of the particles, computed in plain Java. */
final class TestTapsByHand {

    private static final String DIGITS =
            """
            manifest: 1
            name: digits
            data:
              train: {type: drawn-digits, samples: 200, seed: 1}
            inputs:
              image: {type: image, column: image}
            particles:
              stem: {type: conv2d, from: image, filters: 3, kernel: 3, activation: relu, pool: 2}
              deep: {type: conv2d, from: stem, filters: 2, kernel: 3, activation: relu, pool: 2}
              view: {type: dense, from: deep, units: 5, activation: tanh, count: 3}
            combiners:
              whole: {type: weighted, from: view}
            outputs:
              digit: {type: classification, column: label, from: whole}
            training: {epochs: 1}
            """;

    private static final String TEXTS =
            """
            manifest: 1
            name: texts
            data:
              train: {type: generated-texts, kind: headlines, samples: 200, seed: 1}
            inputs:
              words: {type: text, column: text}
            particles:
              meaning: {type: embedding, from: words, units: 4}
              gist: {type: pool, from: meaning, kind: mean}
            outputs:
              topic: {type: classification, column: label, from: gist}
            training: {epochs: 1}
            """;

    private static final String RATINGS =
            """
            manifest: 1
            name: ratings
            data:
              train: {type: generated-ratings, users: 30, items: 20}
            inputs:
              user: {type: user, column: user}
              item: {type: item, column: item}
            particles:
              taste: {type: mf, from: [user, item], factors: 4}
            outputs:
              stars: {type: rating, column: rating, from: taste}
            training: {epochs: 1}
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

    @Test
    void convolutionsAndDenseLayers() {
        Path file = lab.train("digits", DIGITS).model();
        Map<String, float[]> weights = Lab.numbers(file);
        byte[] samples = new byte[28 * 28];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i * 37 % 256);
        }
        try (Model model = lab.runtime().open(file)) {
            Map<String, NodeValue> all =
                    model.tap(
                            List.of(Map.of("image", new ImageValue(28, 28, 1, samples))),
                            "image",
                            "stem",
                            "deep",
                            "view",
                            "view[2]",
                            "whole",
                            "digit");

            float[] stem = convolve(all.get("image").floats(), 1, 28, weights, "stem");
            close(all.get("stem"), stem, 1, 3, 14, 14);
            float[] deep = convolve(stem, 3, 14, weights, "deep");
            close(all.get("deep"), deep, 1, 2, 7, 7);
            float[] whole = new float[5];
            float[] shares = softmax(weights.get("whole.weight"));
            for (int i = 0; i < 3; i++) {
                float[] view = affine(deep, weights, "view[%d]".formatted(i));
                for (int k = 0; k < view.length; k++) {
                    view[k] = (float) Math.tanh(view[k]);
                    whole[k] += shares[i] * view[k];
                }
                close(all.get("view").member(i), view, 1, 5);
            }
            assertThat(all.get("view[2]")).isEqualTo(all.get("view").member(2));
            close(all.get("whole"), whole, 1, 5);
            close(all.get("digit"), affine(whole, weights, "digit"), 1, 10);
        }
    }

    @Test
    void embeddingsOfTextsOfDifferentLength() {
        Path file = lab.train("texts", TEXTS).model();
        Map<String, float[]> weights = Lab.numbers(file);
        try (Model model = lab.runtime().open(file)) {
            String known = "the";
            Map<String, NodeValue> all =
                    model.tap(
                            List.of(Map.of("text", known + " xyzzy"), Map.of("text", known)),
                            "words",
                            "meaning",
                            "gist",
                            "topic");

            NodeValue words = all.get("words");
            long[] indices = words.integers("values");
            assertThat(words.integers("lengths")).containsExactly(2, 1);
            assertThat(indices[2]).isEqualTo(indices[0]);
            assertThat(indices[3]).isZero();
            float[] meaning = new float[16];
            for (int i = 0; i < 3; i++) {
                System.arraycopy(
                        weights.get("meaning.weight"), (int) indices[i] * 4, meaning, i * 4, 4);
            }
            close(all.get("meaning"), meaning, 2, 2, 4);
            assertThat(all.get("meaning").integers("lengths")).containsExactly(2, 1);
            float[] gist = new float[8];
            for (int k = 0; k < 4; k++) {
                gist[k] = (meaning[k] + meaning[4 + k]) / 2;
                gist[4 + k] = meaning[8 + k];
            }
            close(all.get("gist"), gist, 2, 4);
            float[] first = affine(Arrays.copyOf(gist, 4), weights, "topic");
            close(all.get("topic").record(0), first, 1, first.length);
            close(
                    all.get("topic").record(1),
                    affine(Arrays.copyOfRange(gist, 4, 8), weights, "topic"),
                    1,
                    first.length);
        }
    }

    @Test
    void matrixFactorisation() {
        Path file = lab.train("ratings", RATINGS).model();
        Map<String, float[]> weights = Lab.numbers(file);
        try (Model model = lab.runtime().open(file)) {
            Map<String, NodeValue> all =
                    model.tap(List.of(Map.of("user", "u3", "item", "i5")), "user", "item", "taste");

            int user = (int) all.get("user").integers("values")[0];
            int item = (int) all.get("item").integers("values")[0];
            float score =
                    weights.get("taste.user_bias")[user] + weights.get("taste.item_bias")[item];
            for (int k = 0; k < 4; k++) {
                score +=
                        weights.get("taste.user")[user * 4 + k]
                                * weights.get("taste.item")[item * 4 + k];
            }
            close(all.get("taste"), new float[] {score}, 1, 1);
        }
    }

    private static void close(NodeValue value, float[] expected, long... shape) {
        assertThat(value.values().shape().getShape()).containsExactly(shape);
        assertThat(value.floats()).containsExactly(expected, within(1e-4f));
    }

    /** Computes a 3 x 3 convolution with padding, 2 x 2 max-pooling and relu. */
    private static float[] convolve(
            float[] picture, int channels, int side, Map<String, float[]> weights, String node) {
        // (filters, rows, columns, channels)
        float[] kernel = weights.get(node + ".weight");
        float[] bias = weights.get(node + ".bias");
        int half = side / 2;
        float[] pooled = new float[bias.length * half * half];
        for (int filter = 0; filter < bias.length; filter++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    double sum = bias[filter];
                    for (int dy = 0; dy < 3; dy++) {
                        for (int dx = 0; dx < 3; dx++) {
                            int row = y + dy - 1;
                            int column = x + dx - 1;
                            if (row < 0 || row >= side || column < 0 || column >= side) {
                                continue;
                            }
                            for (int c = 0; c < channels; c++) {
                                sum +=
                                        picture[(c * side + row) * side + column]
                                                * kernel[
                                                        ((filter * 3 + dy) * 3 + dx) * channels
                                                                + c];
                            }
                        }
                    }
                    int at = (filter * half + y / 2) * half + x / 2;
                    pooled[at] = Math.max(pooled[at], (float) sum);
                }
            }
        }
        return pooled;
    }

    /** {@code W x + b}. */
    private static float[] affine(float[] x, Map<String, float[]> weights, String node) {
        float[] w = weights.get(node + ".weight");
        float[] result = weights.get(node + ".bias").clone();
        for (int unit = 0; unit < result.length; unit++) {
            for (int i = 0; i < x.length; i++) {
                result[unit] += w[unit * x.length + i] * x[i];
            }
        }
        return result;
    }

    private static float[] softmax(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += Math.exp(value);
        }
        float[] shares = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            shares[i] = (float) (Math.exp(x[i]) / sum);
        }
        return shares;
    }
}
