// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.numbers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.Engine;
import dev.sora.engine.FusedOptimisers;
import dev.sora.examples.numbers.Expected.Row;
import dev.sora.optimiser.Optimiser;
import dev.sora.optimiser.OptimiserStep;
import dev.sora.optimiser.OptimiserType;
import dev.sora.testkit.Workbench;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** An optimiser: the weights after several steps with given gradients. */
final class OptimiserRow {

    private OptimiserRow() {}

    static void check(Row row, OptimiserType type, Engine engine, Workbench bench) {
        check(row, type, bench, Optional.empty());
        check(row, type, bench, engine.offers(FusedOptimisers.class));
    }

    private static void check(
            Row row, OptimiserType type, Workbench bench, Optional<FusedOptimisers> fused) {
        Optimiser optimiser = type.create(Workbench.settings(type, row.map("settings")));
        int size = row.count("size");
        NDArray weights = bench.manager().create(Expected.values(61, size, 1));
        optimiser.begin(weights, new SplittableRandom(1));
        double[] expected = row.numbers("weights");
        for (int step = 0; step < row.count("steps"); step++) {
            NDArray gradient = bench.manager().create(Expected.values(70 + step, size, 1));
            optimiser.step(
                    new Step(
                            step + 1L,
                            optimiser.learningRate(),
                            weights,
                            gradient,
                            row.count("decayed"),
                            bench.manager(),
                            fused));
            Expected.compare(
                    "weights after step %d%s"
                            .formatted(step + 1, fused.map(f -> ", fused").orElse("")),
                    weights.toFloatArray(),
                    Arrays.copyOfRange(expected, step * size, (step + 1) * size));
        }
    }

    private record Step(
            long number,
            double learningRate,
            NDArray weights,
            NDArray gradient,
            long decayed,
            NDManager manager,
            Optional<FusedOptimisers> fused)
            implements OptimiserStep {

        @Override
        public <T> Optional<T> offers(Class<T> extension) {
            return fused.filter(extension::isInstance).map(extension::cast);
        }

        @Override
        public double lossOf(NDArray other) {
            throw new UnsupportedOperationException("an optimiser by gradient asks for no loss");
        }
    }
}
