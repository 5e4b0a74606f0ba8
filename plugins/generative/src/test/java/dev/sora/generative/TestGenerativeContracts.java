// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.data.ColumnType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.ProcedureContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class TestGenerativeContracts {

    private static final SampleRecords RECORDS =
            SampleRecords.column("n", ColumnType.INTEGER, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);

    private static List<ParticleContract> particles() {
        return List.of(
                Contracts.particle(new UpsampleConvType())
                        .with("filters", 3)
                        .variant(Map.of("activation", "tanh"))
                        .variant(Map.of("batch_norm", false, "factor", 3, "activation", "none"))
                        .variant(Map.of("batch_norm", false, "factor", 1, "kernel", 5))
                        .on(SampleSignal.image(2, 3, 4))
                        .refuses("kernel", 2)
                        .refuses(SampleSignal.vector(8)),
                Contracts.particle(new SpectralConvType())
                        .with("filters", 3)
                        .variant(Map.of())
                        .variant(Map.of("spectral_norm", false, "stride", 1, "kernel", 5))
                        .on(SampleSignal.image(2, 5, 4))
                        .refuses("slope", 2)
                        .refuses(SampleSignal.vector(8)));
    }

    private static List<OutputContract> outputs() {
        return List.of(
                Contracts.output(new GeneratedImageType())
                        .learningFrom(RECORDS)
                        .variant(Map.of())
                        .on(SampleSignal.image(1, 3, 4))
                        .on(SampleSignal.image(3, 2, 2))
                        .refuses(SampleSignal.image(2, 3, 4)),
                Contracts.output(new DiscriminatorType())
                        .learningFrom(RECORDS)
                        .variant(Map.of())
                        .on(SampleSignal.vector(5))
                        .on(SampleSignal.vector(5), SampleSignal.vector(3)));
    }

    private static List<InputContract> inputs() {
        return List.of(
                Contracts.input(new NoiseType())
                        .with("size", 5)
                        .variant(Map.of())
                        .generates()
                        .on(RECORDS)
                        .refuses("size", 0));
    }

    private static final String GAN =
            """
            manifest: 1
            name: gan
            seed: 3
            data:
              train: {type: synthetic, records: 24}
            inputs:
              noise: {type: noise, size: 3}
              x: {type: plain-values, column: x}
            particles:
              made: {type: plain-map, from: noise, units: 4}
              view: {type: plain-map, from: x, units: 2}
            outputs:
              fake: {type: discriminator, from: made, frozen: true}
              real: {type: discriminator, from: view}
            training:
              procedure: {type: adversarial, generator: made, discriminator: real, replaces: x}
              optimiser: {type: plain-descent, learning_rate: 0.01}
              epochs: 2
              batch_size: 8
            """;

    private static List<ProcedureContract> procedures() {
        return List.of(
                Contracts.procedure(new AdversarialType())
                        .with("generator", "picture")
                        .with("discriminator", "real")
                        .with("replaces", "image")
                        .variant(Map.of())
                        .variant(Map.of("loss", "wasserstein", "discriminator_steps", 2))
                        .refuses("discriminator_steps", 0)
                        .refuses("loss", "least")
                        .trains(GenerativePlugin.class, GAN));
    }

    @TestFactory
    Stream<DynamicTest> keepTheContractOfProcedures() {
        return procedures().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> isAPlugin() {
        return Contracts.plugin(new GenerativePlugin())
                .covers(particles())
                .covers(outputs())
                .covers(inputs())
                .covers(procedures())
                .trains(GAN)
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> keepTheContractOfParticles() {
        return particles().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContractOfOutputs() {
        return outputs().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> keepTheContractOfInputs() {
        return inputs().stream().flatMap(Contract::tests);
    }
}
