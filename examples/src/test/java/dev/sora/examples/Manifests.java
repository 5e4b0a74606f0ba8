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

    /** Drawn digits with one dense particle. */
    static final String FLAT_DIGITS =
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

    /** A generator of drawn digits, and its discriminator. */
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

    /** Ranks items for users by several kinds of factors. */
    static final String RANKING =
            """
            manifest: 1
            name: top
            seed: 3
            data:
              train: {type: generated-ratings, part: but-last, users: 120, items: 60}
              test: {type: generated-ratings, part: last, users: 120, items: 60, negatives: 30}
            inputs:
              user: {type: user, column: user}
              item: {type: item, column: item}
              genre: {type: item, column: genre}
              seen: {type: history, user: user, item: item}
            particles:
              mf: {type: mf, from: [user, item], factors: 8}
              svd: {type: mf, from: [user, item, seen], factors: 8}
              gmf: {type: gmf, from: [user, item], factors: 8}
              mlp: {type: ncf-mlp, from: [user, item, genre], factors: 8, units: [16, 8]}
            combiners:
              neumf: {type: concat, from: [gmf, mlp, mf, svd]}
            outputs:
              top:
                type: implicit
                user: user
                item: item
                item_columns: [genre]
                from: neumf
                evaluation: all
                top: 5
                metrics: [hit@10, ndcg@10, mrr@10, recall@10, precision@10, coverage@10, auc]
            training:
              optimiser: {type: adam, learning_rate: 0.01}
              epochs: 4
              batch_size: 128
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
