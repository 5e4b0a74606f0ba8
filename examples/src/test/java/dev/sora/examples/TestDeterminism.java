// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal seeds give equal results, and different seeds different ones. */
final class TestDeterminism {

    /** Everything that draws random numbers or has state between steps. */
    private static final String EVERYTHING =
            """
            manifest: 1
            name: everything
            seed: 7
            data:
              train: {type: drawn-digits, samples: 320, seed: 1}
              validation: {fraction: 0.2}
            inputs:
              image: {type: image, column: image%s}
            particles:
              stem: {type: conv2d, from: image, filters: 4, batch_norm: true, pool: 2, dropout: 0.1}
              view: {type: dense, from: stem, units: 16, activation: relu, count: 3}
              rest: {type: dropout, from: view, rate: 0.3, count: 3}
            combiners:
              whole: {type: weighted, from: rest}
            outputs:
              digit: {type: classification, column: label, from: whole, class_weights: balanced}
            training:
              optimiser: {type: adamw, learning_rate: 0.01}
              schedule: {type: cosine, warmup_steps: 4}
              epochs: 3
              batch_size: 32
              clip_norm: 1
              early_stopping: {monitor: val_loss, patience: 1, restore_best: true}
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
    void onePlainManifestGivesOneResult() {
        byte[] first = lab.weights("plain-1", Manifests.POINTS);

        assertThat(lab.weights("plain-2", Manifests.POINTS)).isEqualTo(first);
        assertThat(lab.weights("plain-8", Manifests.POINTS, "seed=8")).isNotEqualTo(first);
    }

    @Test
    void dropoutNormalisationSchedulesAndStoppingFollowTheSeedToo() {
        String manifest = EVERYTHING.formatted("");
        byte[] first = lab.weights("all-1", manifest);

        assertThat(lab.weights("all-2", manifest)).isEqualTo(first);
        assertThat(lab.weights("all-8", manifest, "seed=8")).isNotEqualTo(first);
    }

    @Test
    void augmentationFollowsTheSeedToo() {
        String manifest = EVERYTHING.formatted(", augment: {shift: 2, rotate: 8, scale: 0.08}");
        byte[] first = lab.weights("augment-1", manifest);

        assertThat(lab.weights("augment-2", manifest)).isEqualTo(first);
        assertThat(lab.weights("plain", EVERYTHING.formatted(""))).isNotEqualTo(first);
    }

    @Test
    void anotherRuntimeGivesTheSame() {
        byte[] here = lab.weights("here", Manifests.POINTS);
        try (Lab other = new Lab(folder)) {
            assertThat(other.weights("there", Manifests.POINTS)).isEqualTo(here);
        }
    }

    @Test
    void theOrderOfDataMattersOnlyIfShuffled() {
        byte[] shuffled = lab.weights("shuffled", Manifests.POINTS);
        byte[] ordered = lab.weights("ordered", Manifests.POINTS, "training.shuffle=false");

        assertThat(ordered).isNotEqualTo(shuffled);
    }

    @Test
    void twoTrainingsAtOnceGiveWhatEachGivesAlone() {
        byte[] seven = lab.weights("alone-7", Manifests.POINTS, "training.epochs=12");
        byte[] eight = lab.weights("alone-8", Manifests.POINTS, "seed=8", "training.epochs=12");

        CompletableFuture<byte[]> first =
                CompletableFuture.supplyAsync(
                        () -> lab.weights("both-7", Manifests.POINTS, "training.epochs=12"));
        CompletableFuture<byte[]> second =
                CompletableFuture.supplyAsync(
                        () ->
                                lab.weights(
                                        "both-8",
                                        Manifests.POINTS,
                                        "seed=8",
                                        "training.epochs=12"));

        assertThat(first.join()).isEqualTo(seven);
        assertThat(second.join()).isEqualTo(eight);
    }
}
