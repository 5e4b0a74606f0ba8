// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.particle.CoreType;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Clause;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.Signal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each core particle is tried on. */
final class TestParticleContracts {

    private static final Signal IMAGE = Signal.image(2, 3, 4);
    private static final Signal SEQUENCE = Signal.sequence(4, 3);
    private static final Signal WORDS = Signal.indexSequence(7, 4);

    static List<ParticleContract> all() {
        return List.of(
                dense(),
                denseStarts(),
                dropout(),
                particle("dropout").with("rate", 0).on(Signal.vector(4)),
                activation(),
                particle("flatten")
                        .on(Signal.vector(5))
                        .on(IMAGE)
                        .on(Signal.floats())
                        .refuses(SEQUENCE)
                        .refuses(WORDS),
                flattenIndices(),
                particle("identity").on(Signal.vector(3)).on(IMAGE).on(SEQUENCE),
                reshape(),
                layerNorm(),
                particle("layer_norm")
                        .with("over", "all")
                        .on(Signal.floats(3, 4))
                        .on(IMAGE)
                        .refuses(SEQUENCE),
                batchNorm());
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static ParticleContract particle(String name) {
        return Contracts.particle(Workbench.type(new StandardPlugin(), CoreType.class, name));
    }

    private static ParticleContract dense() {
        return particle("dense")
                .with("units", 3)
                .variant(Map.of())
                .variant(Map.of("activation", "tanh", "bias", false))
                .variant(Map.of("activation", "softmax", "initialiser", "he"))
                .on(Signal.vector(5))
                .on(IMAGE)
                .on(SEQUENCE)
                .refuses("units", 0)
                .refuses("units", "many")
                .refuses("activation", "steep")
                .refuses("initialiser", "ones")
                .refuses(Signal.indices(5))
                .refuses(WORDS)
                .refuses(Signal.floats(0))
                .refuses(Signal.of(SignalSpec.sequence(TensorSpec.floats(4, 3, 2))));
    }

    private static ParticleContract denseStarts() {
        return particle("dense")
                .with("activation", "relu")
                .variant(Map.of("units", 1, "initialiser", "glorot"))
                .variant(Map.of("units", 8, "initialiser", "uniform"))
                .variant(Map.of("units", 2, "initialiser", "zeros"))
                .on(Signal.floats());
    }

    private static ParticleContract dropout() {
        return particle("dropout")
                .variant(Map.of())
                .variant(Map.of("rate", 0.1))
                .on(Signal.vector(12))
                .on(SEQUENCE)
                .random()
                .refuses("rate", 1)
                .refuses("rate", -0.1)
                .refuses(Signal.indices(5));
    }

    private static ParticleContract activation() {
        ParticleContract contract =
                particle("activation")
                        .on(IMAGE)
                        .refuses("function", "steep")
                        .refuses(Signal.indices(5, 3));
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
                .on(Signal.indices(5, 2, 3))
                .without(Clause.GRADIENT, "indices have none");
    }

    private static ParticleContract reshape() {
        return particle("reshape")
                .variant(Map.of("shape", List.of(3, -1)))
                .variant(Map.of("shape", List.of(2, 6)))
                .variant(Map.of("shape", List.of(12)))
                .on(Signal.vector(12))
                .on(Signal.image(3, 2, 2))
                .refuses("shape", List.of(-2))
                .refuses(Signal.vector(13))
                .refuses(SEQUENCE);
    }

    private static ParticleContract layerNorm() {
        return particle("layer_norm")
                .variant(Map.of())
                .variant(Map.of("over", "last", "epsilon", 0.1))
                .on(Signal.vector(6))
                .on(IMAGE)
                .on(SEQUENCE)
                .refuses("over", "first")
                .refuses("epsilon", 0)
                .refuses(Signal.floats())
                .refuses(WORDS);
    }

    private static ParticleContract batchNorm() {
        return particle("batch_norm")
                .variant(Map.of())
                .variant(Map.of("momentum", 0.5, "epsilon", 0.01))
                .on(Signal.vector(6))
                .on(IMAGE)
                .on(Signal.floats(4, 3))
                .refuses("momentum", 1)
                .refuses("epsilon", 0)
                .refuses(SEQUENCE)
                .refuses(Signal.floats(2, 3, 4, 5))
                .refuses(Signal.floats());
    }
}
