// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision;

import dev.sora.testkit.Contracts;
import dev.sora.vision.segmentation.TestSegmentationContracts;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The plugin as a whole; a type that is added to it needs a contract in one of these lists. */
final class TestVisionContract {

    private static final String DIGITS =
            """
            manifest: 1
            name: digits
            data:
              train: {type: drawn-digits, samples: 40, size: 14}
              validation: {fraction: 0.2}
              test: {type: drawn-digits, samples: 10, size: 14, seed: 2}
            inputs:
              picture: {type: image, column: image, augment: {rotate: 5, shift: 1}}
            particles:
              stem: {type: conv2d, from: picture, filters: 3, pool: 2, batch_norm: true}
              deep: {type: residual, from: stem, filters: 4, stride: 2}
              mean: {type: global_avg_pool, from: deep}
            outputs:
              digit: {type: plain-number, column: label, from: mean}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.001}
              epochs: 1
              batch_size: 10
            """;

    @TempDir static Path folder;

    @TestFactory
    Stream<DynamicTest> keepsItsContract() {
        return Contracts.plugin(new VisionPlugin())
                .covers(TestParticleContracts.all())
                .covers(TestInputContracts.all())
                .covers(TestSourceContracts.all(folder))
                .covers(TestSegmentationContracts.all())
                .trains(DIGITS)
                .tests();
    }
}
