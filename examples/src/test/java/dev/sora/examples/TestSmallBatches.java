// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Particles that compare the records of a minibatch need several of them, except in the last
 * minibatch.
 */
final class TestSmallBatches {

    private static final String NORMALISED =
            Manifests.points(
                            """
                            particles:
                              view: {type: dense, from: x, units: 4, activation: relu}
                              norm: {type: batch_norm, from: view}
                            """,
                            "norm")
                    .replace("  validation: {fraction: 0.2}\n", "");

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
    void minibatchesOfOneAreRefusedBeforeDataIsRead() {
        assertThatThrownBy(() -> lab.plan(NORMALISED, "training.batch_size=1"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2304")
                .hasMessageContaining("'norm' cannot be trained by minibatches of 1")
                .hasMessageContaining("batch_size 1")
                .hasMessageContaining("set 'training.batch_size' to 2 or more")
                .hasMessageContaining("layer_norm");
        assertThatCode(
                        () ->
                                lab.plan(
                                        NORMALISED,
                                        "training.batch_size=1",
                                        "particles.norm.frozen=true"))
                .doesNotThrowAnyException();
        assertThatCode(
                        () ->
                                lab.plan(
                                        NORMALISED.replace("batch_norm", "layer_norm"),
                                        "training.batch_size=1"))
                .doesNotThrowAnyException();
    }

    /** Weights that are shared are frozen where they belong. */
    @Test
    void aNodeThatUsesFrozenWeightsIsNotTrained() {
        String shared =
                NORMALISED
                        .replace("outputs:", "  again: {same_as: norm, from: norm}\noutputs:")
                        .replace("from: \"norm\"", "from: \"again\"");
        assertThatThrownBy(() -> lab.plan(shared, "training.batch_size=1"))
                .hasMessageContaining("'again' cannot be trained")
                .hasMessageContaining("or set 'frozen: true' for 'norm'");
        assertThatCode(
                        () ->
                                lab.plan(
                                        shared,
                                        "training.batch_size=1",
                                        "particles.norm.frozen=true"))
                .doesNotThrowAnyException();
    }

    @Test
    void aSingleTrainingRecordIsRefusedWhateverTheSizeOfMinibatches() {
        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "single",
                                        NORMALISED,
                                        "data.train.samples=1",
                                        "outputs.kind.classes=[a, b, c]"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2304")
                .hasMessageContaining("1 training records")
                .hasMessageContaining("train on more records");
    }

    /** The channels of an image have many values each, even in a minibatch of one record. */
    @Test
    void imagesOfOnePixelNeedSeveralRecordsAndLargerOnesDoNot() {
        String image =
                Manifests.DIGITS.replace("filters: 8, kernel: 3", "filters: 8, batch_norm: true");
        String[] one = {"training.batch_size=1"};
        assertThatCode(() -> lab.plan(image, one)).doesNotThrowAnyException();
        String pixel =
                image.replace(
                        "deep: {type: conv2d, from: stem, filters: 16, kernel: 3,",
                        "deep: {type: conv2d, from: stem, filters: 16, kernel: 14,"
                                + " padding: valid, batch_norm: true,");
        String flat = pixel.replace("activation: relu, pool: 2}", "activation: relu}");
        String still = flat.replace("filters: 8, batch_norm: true,", "filters: 8, stride: 2,");
        assertThatThrownBy(() -> lab.plan(still, one[0], "inputs.image.size=[28, 28]"))
                .hasMessageContaining("SORA-2304")
                .hasMessageContaining("'deep'")
                .hasMessageContaining("set 'batch_norm: false'");
        // without it, the data tells the size
        assertThatThrownBy(() -> lab.train("pixel", still, one[0], "data.train.samples=100"))
                .hasMessageContaining("SORA-2304")
                .hasMessageContaining("'deep'");
    }

    /** A last minibatch of one record uses the running statistics and does not change them. */
    @Test
    void aLastMinibatchOfOneRecordLeavesTheRunningStatisticsAlone() {
        String[] epoch = {
            "training.epochs=1",
            "training.shuffle=false",
            "training.batch_size=32",
            "training.optimiser={type: sgd, learning_rate: 1e-30}"
        };
        Map<String, float[]> even =
                Lab.numbers(
                        lab.train("even", NORMALISED.replace("samples: 240", "samples: 32"), epoch)
                                .model());
        Map<String, float[]> odd =
                Lab.numbers(
                        lab.train("odd", NORMALISED.replace("samples: 240", "samples: 33"), epoch)
                                .model());

        assertThat(odd.get("norm.running_mean"))
                .containsExactly(even.get("norm.running_mean"))
                .isNotEqualTo(new float[4]);
        assertThat(odd.get("norm.running_variance"))
                .containsExactly(even.get("norm.running_variance"));
    }
}
