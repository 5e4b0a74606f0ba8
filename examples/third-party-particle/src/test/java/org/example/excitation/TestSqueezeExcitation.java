// SPDX-License-Identifier: Apache-2.0
package org.example.excitation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sora.core.Sora;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.SoraFixture;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contracts of particles and plugins, and the sample manifest. */
final class TestSqueezeExcitation {

    @RegisterExtension
    static final SoraFixture SORA = SoraFixture.withPlugin(ExcitationPlugin.class);

    @TestFactory
    Stream<DynamicTest> keepsTheContractOfParticles() {
        return Contracts.particle(new SqueezeExcitationType())
                .on(SampleSignal.image(8, 5, 7))
                .on(SampleSignal.image(1, 3, 3))
                .refuses(SampleSignal.vector(8))
                .refuses(SampleSignal.sequence(4, 8))
                .variant(Map.of("reduction", 2))
                .variant(Map.of("reduction", 16, "least", 3))
                .refuses("reduction", 0)
                .startsFixed("squeeze.bias")
                .startsFixed("excite.bias")
                .kinks(0.2, "the rectifier of the squeezed vector")
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> isAPluginThatCanComeAndGo() {
        return Contracts.plugin(new ExcitationPlugin())
                .trains(Path.of("digits.yaml"), "data.train.samples=300", "training.epochs=1")
                .tests();
    }

    @Test
    void trainsItsSample() {
        Sora.TrainingResult result =
                SORA.train(Path.of("digits.yaml"), "data.train.samples=300", "training.epochs=1");

        assertTrue(result.metrics().split("test").outputs().contains("digit"));
    }
}
