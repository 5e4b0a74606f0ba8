// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

/** Small manifests that train within a second or so. */
final class Manifests {

    /** Three classes of points, two dense particles. */
    static final String POINTS =
            """
            manifest: 1
            name: points
            seed: 7
            data:
              train: {type: points, samples: 240, seed: 1}
              validation: {fraction: 0.2}
              test: {type: points, samples: 90, seed: 2}
            inputs:
              x: {type: trial-vector, column: x}
            particles:
              view: {type: dense, from: x, units: 8, activation: relu, count: 2}
            combiners:
              whole: {type: sum, from: view}
            outputs:
              kind: {type: classification, column: kind, from: whole}
            training:
              optimiser: {type: adam, learning_rate: 0.01}
              epochs: 3
              batch_size: 32
            """;

    /** Drawn digits with a small convolution. */
    static final String DIGITS =
            """
            manifest: 1
            name: small-digits
            seed: 7
            data:
              train: {type: drawn-digits, samples: 1200, seed: 1}
              validation: {fraction: 0.1}
              test: {type: drawn-digits, samples: 300, seed: 2}
            inputs:
              image: {type: image, column: image}
            particles:
              stem: {type: conv2d, from: image, filters: 8, kernel: 3, activation: relu, pool: 2}
              deep: {type: conv2d, from: stem, filters: 16, kernel: 3, activation: relu, pool: 2}
              view: {type: dense, from: deep, units: 32, activation: relu, count: 2}
            combiners:
              whole: {type: mean, from: view}
            outputs:
              digit: {type: classification, column: label, from: whole}
            training:
              optimiser: {type: adam, learning_rate: 0.003}
              epochs: 3
              batch_size: 32
            """;

    private Manifests() {}

    /** Returns {@link #POINTS} with other particles and combiners, which read {@code x}. */
    static String points(String particlesAndCombiners, String from) {
        return points("", particlesAndCombiners, from);
    }

    /** Returns {@link #POINTS} with a second input {@code z} and other particles and combiners. */
    static String twoInputs(String particlesAndCombiners, String from) {
        return points("z: {type: trial-vector, column: z}", particlesAndCombiners, from);
    }

    private static String points(String input, String particlesAndCombiners, String from) {
        return """
               manifest: 1
               name: points
               seed: 7
               data:
                 train: {type: points, samples: 240, seed: 1}
                 validation: {fraction: 0.2}
                 test: {type: points, samples: 90, seed: 2}
               inputs:
                 x: {type: trial-vector, column: x}
                 %s
               %s
               outputs:
                 kind: {type: classification, column: kind, from: "%s"}
               training:
                 optimiser: {type: adam, learning_rate: 0.01}
                 epochs: 3
                 batch_size: 32
               """
                .formatted(input, particlesAndCombiners.strip(), from);
    }
}
