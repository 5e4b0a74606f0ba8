// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.optimiser.OptimiserType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.OptimiserContract;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** With which settings each optimiser is tried. */
final class TestOptimiserContracts {

    static List<OptimiserContract> all() {
        return List.of(
                byGradient("sgd")
                        .variant(Map.of())
                        .variant(Map.of("momentum", 0.9, "weight_decay", 0.01))
                        .refuses("momentum", 1),
                byGradient("nag")
                        .variant(Map.of())
                        .variant(Map.of("momentum", 0.5, "weight_decay", 0.01))
                        .refuses("momentum", 1),
                byGradient("adam")
                        .variant(Map.of())
                        .variant(Map.of("beta1", 0, "beta2", 0.9, "weight_decay", 0.01))
                        .refuses("beta1", 1)
                        .refuses("beta2", -0.1),
                byGradient("adamw")
                        .variant(Map.of())
                        .variant(Map.of("learning_rate", 0.01, "weight_decay", 0))
                        .refuses("beta2", 1),
                byGradient("adagrad")
                        .variant(Map.of())
                        .variant(Map.of("initial_accumulator", 0.1, "weight_decay", 0.01))
                        .refuses("initial_accumulator", -1),
                byGradient("adadelta")
                        .variant(Map.of())
                        .variant(Map.of("rho", 0.5, "weight_decay", 0.01))
                        .refuses("rho", 1),
                byGradient("rmsprop")
                        .variant(Map.of())
                        .variant(Map.of("centred", true, "momentum", 0.9))
                        .variant(Map.of("rho", 0.5, "weight_decay", 0.01))
                        .refuses("momentum", 1),
                swarm());
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static OptimiserContract optimiser(String name) {
        return Contracts.optimiser(Workbench.type(new StandardPlugin(), OptimiserType.class, name));
    }

    private static OptimiserContract byGradient(String name) {
        return optimiser(name)
                .refuses("learning_rate", 0)
                .refuses("learning_rate", "fast")
                .refuses("weight_decay", -0.1);
    }

    private static OptimiserContract swarm() {
        return optimiser("pso")
                .variant(Map.of())
                .variant(Map.of("swarm_size", 5, "bound", 2, "velocity_limit", 0.1))
                .variant(Map.of("reevaluate", false, "spread", 0.1))
                .random()
                .refuses("swarm_size", 1)
                .refuses("bound", 0)
                .refuses("velocity_limit", 0);
    }
}
