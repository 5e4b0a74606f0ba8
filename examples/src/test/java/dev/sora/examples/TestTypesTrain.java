// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.combiner.CombinerType;
import dev.sora.container.flat.FlatHost;
import dev.sora.core.RunEvent;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.optimiser.OptimiserType;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every available combiner, optimiser and particle learns something, and is saved and restored. */
final class TestTypesTrain {

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

    private static Stream<String> names(Kind kind) {
        return FlatHost.ofClassPath(TestTypesTrain.class.getClassLoader()).offers().stream()
                .map(OfferedPlugin::types)
                .flatMap(List::stream)
                .filter(type -> type.kind() == kind)
                .map(SoraType::descriptor)
                .map(descriptor -> descriptor.name());
    }

    static Stream<String> combiners() {
        return names(CombinerType.KIND);
    }

    static Stream<String> optimisers() {
        return names(OptimiserType.KIND);
    }

    private static void learns(String name, String manifest, String... settings) {
        List<RunEvent.EpochEnded> epochs = lab.epochs(name, manifest, settings);
        double first = epochs.get(0).metrics().get("loss");
        double last = epochs.get(epochs.size() - 1).metrics().get("loss");
        Path model = lab.folder(name).resolve("model.sora");

        assertThat(last).isFinite().isLessThan(0.95 * first);
        assertThat(lab.evaluate(model))
                .isEqualTo(lab.runtime().inspect(model).metrics().split("test"));
    }

    @ParameterizedTest
    @MethodSource("combiners")
    void combinersOfAGenerationLearn(String combiner) {
        String manifest =
                Manifests.points(
                        """
                        particles:
                          view: {type: dense, from: x, units: 8, activation: tanh, count: 3}
                        combiners:
                          whole: {type: %s, from: view}
                        """
                                .formatted(combiner),
                        "whole");

        learns("generation-" + combiner, manifest);
    }

    @ParameterizedTest
    @MethodSource("combiners")
    void combinersOfSingleParticlesLearn(String combiner) {
        String manifest =
                Manifests.twoInputs(
                        """
                        particles:
                          left: {type: dense, from: x, units: 8, activation: tanh}
                          right: {type: dense, from: z, units: 8, activation: sigmoid}
                          view: {type: dense, from: x, units: 8, activation: relu, count: 2}
                        combiners:
                          whole: {type: %s, from: [left, view, right]}
                        """
                                .formatted(combiner),
                        "whole");

        learns("single-" + combiner, manifest, "training.epochs=5");
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void optimisersLearn(String optimiser) {
        String settings =
                optimiser.equals("pso")
                        ? "{type: pso, swarm_size: 5}"
                        : "{type: %s}".formatted(optimiser);
        // each with its defaults: one may be slow, none may be wrong
        learns(
                "optimiser-" + optimiser,
                Manifests.POINTS,
                "training.optimiser=" + settings,
                "training.epochs=8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: batch_norm, from: view}",
                "{type: layer_norm, from: view}",
                "{type: dropout, from: view, rate: 0.2}",
                "{type: activation, from: view, function: tanh}",
                "{type: identity, from: view}",
                "{type: flatten, from: view}",
                "{type: reshape, from: view, shape: [2, 4]}",
                "{type: dense, from: view, units: 8, count: 3}"
            })
    void particlesLearn(String particle) {
        String manifest =
                Manifests.points(
                        """
                        particles:
                          view: {type: dense, from: x, units: 8, activation: tanh}
                          next: %s
                        """
                                .formatted(particle),
                        particle.contains("count") ? "next[1]" : "next");

        learns("particle-" + Integer.toHexString(particle.hashCode()), manifest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: conv2d, from: image, filters: 4, batch_norm: true, pool: 4}",
                "{type: conv2d, from: image, filters: 4, stride: 4, count: 2}",
                "{type: max_pool2d, from: image, kernel: 4}",
                "{type: avg_pool2d, from: image, kernel: 4}",
                "{type: residual, from: image, filters: 4, stride: 4}",
                "{type: lenet, from: image}",
                "{type: cnn, from: image}",
                "{type: resnet, from: image}"
            })
    void particlesOfImagesLearn(String particle) {
        String manifest =
                """
                manifest: 1
                name: images
                seed: 7
                data:
                  train: {type: drawn-digits, samples: 80, seed: 1, size: 20}
                  test: {type: drawn-digits, samples: 20, seed: 2, size: 20}
                inputs:
                  image: {type: image, column: image}
                particles:
                  view: %s
                outputs:
                  digit: {type: classification, column: label, from: "%s"}
                training:
                  optimiser: {type: adam, learning_rate: 0.003}
                  epochs: 3
                  batch_size: 16
                """
                        .formatted(particle, particle.contains("count") ? "view[1]" : "view");

        learns("image-" + Integer.toHexString(particle.hashCode()), manifest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: lstm, from: joined, units: 8, dropout: 0.1, recurrent_dropout: 0.1}",
                "{type: gru, from: joined, units: 8, bidirectional: true, layers: 2}",
                "{type: lstm, from: joined, units: 8, weight_dropout: 0.2, returns: max}",
                "{type: text-cnn, from: joined, kernels: [2, 3], filters: 8}",
                "{type: pool, from: joined}",
                "{type: attention-pool, from: joined}"
            })
    void particlesOfSequencesLearn(String particle) throws IOException {
        Path file = folder.resolve("texts.csv");
        StringBuilder rows = new StringBuilder("text,label\n");
        for (int i = 0; i < 120; i++) {
            String filler = "a story of day %d ".formatted(i).repeat(1 + i % 3);
            rows.append(filler)
                    .append(i % 2 == 0 ? "was good" : "was bad")
                    .append(i % 2 == 0 ? ",yes\n" : ",no\n");
        }
        Files.writeString(file, rows);
        String manifest =
                """
                manifest: 1
                name: texts
                seed: 7
                data:
                  train: {type: csv, path: "%s"}
                  test: {type: csv, path: "%s"}
                inputs:
                  words: {type: text, column: text}
                particles:
                  steps: {type: embedding, from: words, units: 8, scale: 0.5}
                  each: {type: dense, from: steps, units: 8, count: 2}
                  encoded: {type: transformer-encoder, from: steps, layers: 1, heads: 2}
                  view: %s
                combiners:
                  joined: {type: sum, from: [each, encoded]}
                outputs:
                  answer: {type: classification, column: label, from: view}
                training:
                  optimiser: {type: adam, learning_rate: 0.01}
                  epochs: 6
                  batch_size: 16
                  group_by_length: true
                """
                        .formatted(
                                file.toString().replace('\\', '/'),
                                file.toString().replace('\\', '/'),
                                particle);

        learns("sequence-" + Integer.toHexString(particle.hashCode()), manifest);
    }
}
