// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.particle.ParticleType;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Clause;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each core particle is tried on. */
final class TestParticleContracts {

    private static final SampleSignal IMAGE = SampleSignal.image(2, 3, 4);
    private static final SampleSignal SEQUENCE = SampleSignal.sequence(4, 3);
    private static final SampleSignal WORDS = SampleSignal.indexSequence(7, 4);

    static List<ParticleContract> all() {
        return List.of(
                dense(),
                denseStarts(),
                dropout(),
                modalityDropout(),
                particle("modality-dropout")
                        .with("rate", 0)
                        .on(SampleSignal.vector(3), SampleSignal.floats()),
                particle("dropout").with("rate", 0).on(SampleSignal.vector(4)),
                activation(),
                particle("flatten")
                        .on(SampleSignal.vector(5))
                        .on(IMAGE)
                        .on(SampleSignal.floats())
                        .refuses(SEQUENCE)
                        .refuses(WORDS),
                flattenIndices(),
                particle("identity").on(SampleSignal.vector(3)).on(IMAGE).on(SEQUENCE),
                reshape(),
                layerNorm(),
                particle("layer_norm")
                        .with("over", "all")
                        .on(SampleSignal.floats(3, 4))
                        .on(IMAGE)
                        .refuses(SEQUENCE),
                batchNorm());
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static ParticleContract particle(String name) {
        return Contracts.particle(Workbench.type(new StandardPlugin(), ParticleType.class, name));
    }

    private static ParticleContract dense() {
        return particle("dense")
                .with("units", 3)
                .variant(Map.of())
                .variant(Map.of("activation", "tanh", "bias", false))
                .variant(Map.of("activation", "softmax", "initialiser", "he"))
                .on(SampleSignal.vector(5))
                .on(IMAGE)
                .on(SEQUENCE)
                .refuses("units", 0)
                .refuses("units", "many")
                .refuses("activation", "steep")
                .refuses("initialiser", "ones")
                .refuses(SampleSignal.indices(5))
                .refuses(WORDS)
                .refuses(SampleSignal.floats(0))
                .refuses(SampleSignal.of(SignalSpec.sequence(TensorSpec.floats(4, 3, 2))));
    }

    private static ParticleContract denseStarts() {
        return particle("dense")
                .with("activation", "relu")
                .variant(Map.of("units", 1, "initialiser", "glorot"))
                .variant(Map.of("units", 8, "initialiser", "uniform"))
                .variant(Map.of("units", 2, "initialiser", "zeros"))
                .on(SampleSignal.floats());
    }

    private static ParticleContract dropout() {
        return particle("dropout")
                .variant(Map.of())
                .variant(Map.of("rate", 0.1))
                .on(SampleSignal.vector(12))
                .on(SEQUENCE)
                .random()
                .refuses("rate", 1)
                .refuses("rate", -0.1)
                .refuses(SampleSignal.indices(5));
    }

    private static ParticleContract modalityDropout() {
        return particle("modality-dropout")
                .variant(Map.of("rate", 0.5))
                .variant(Map.of("rate", 0.5, "fill", "zeros"))
                .on(SampleSignal.vector(3))
                .on(SampleSignal.vector(3), SampleSignal.vector(1))
                .on(IMAGE, SampleSignal.vector(1))
                .random()
                .refuses("rate", 1)
                .refuses("fill", "mean")
                .refuses(SEQUENCE, SampleSignal.vector(1))
                .refuses(SampleSignal.vector(3), SampleSignal.vector(2))
                .refuses(SampleSignal.indices(5));
    }

    private static ParticleContract activation() {
        ParticleContract contract =
                particle("activation")
                        .on(IMAGE)
                        .refuses("function", "steep")
                        .refuses(SampleSignal.indices(5, 3));
        for (String function :
                List.of(
                        "none",
                        "relu",
                        "leaky_relu",
                        "elu",
                        "selu",
                        "gelu",
                        "tanh",
                        "sigmoid",
                        "softplus",
                        "softsign",
                        "swish",
                        "silu",
                        "mish",
                        "softmax")) {
            contract.variant(Map.of("function", function));
        }
        return contract;
    }

    private static ParticleContract flattenIndices() {
        return particle("flatten")
                .on(SampleSignal.indices(5, 2, 3))
                .without(Clause.GRADIENT, "indices have none");
    }

    private static ParticleContract reshape() {
        return particle("reshape")
                .variant(Map.of("shape", List.of(3, -1)))
                .variant(Map.of("shape", List.of(2, 6)))
                .variant(Map.of("shape", List.of(12)))
                .on(SampleSignal.vector(12))
                .on(SampleSignal.image(3, 2, 2))
                .refuses("shape", List.of(-2))
                .refuses(SampleSignal.vector(13))
                .refuses(SEQUENCE);
    }

    private static ParticleContract layerNorm() {
        return particle("layer_norm")
                .variant(Map.of())
                .variant(Map.of("over", "last", "epsilon", 0.1))
                .on(SampleSignal.vector(6))
                .on(IMAGE)
                .on(SEQUENCE)
                .refuses("over", "first")
                .refuses("epsilon", 0)
                .refuses(SampleSignal.floats())
                .refuses(WORDS);
    }

    private static ParticleContract batchNorm() {
        return particle("batch_norm")
                .variant(Map.of())
                .variant(Map.of("momentum", 0.5, "epsilon", 0.01))
                .on(SampleSignal.vector(6))
                .on(IMAGE)
                .on(SampleSignal.floats(4, 3))
                .refuses("momentum", 1)
                .refuses("epsilon", 0)
                .refuses(SEQUENCE)
                .refuses(SampleSignal.floats(2, 3, 4, 5))
                .refuses(SampleSignal.floats());
    }
}
