// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which symbols training reads with scheduled sampling. */
final class TestSampling {

    private static final long LATE = 1_000_000;

    @Test
    void theShareRisesInAStraightLine() {
        Sampling sampling = new Sampling(0.4, 100);

        assertThat(sampling.at(1)).isZero();
        assertThat(sampling.at(51)).isCloseTo(0.2, within(1e-12));
        assertThat(sampling.at(101)).isCloseTo(0.4, within(1e-12));
        assertThat(sampling.at(LATE)).isCloseTo(0.4, within(1e-12));
    }

    /** The symbol after a step is read at the next one; begin and padding stay. */
    @Test
    void readsTheChoiceOfTheStepBefore() {
        assertThat(mixed(1, LATE)).containsExactly(1, 21, 22, 23, 1, 31, 0, 0);
        assertThat(mixed(1, 1)).containsExactly(1, 5, 6, 7, 1, 8, 0, 0);
        assertThat(mixed(0, LATE)).containsExactly(1, 5, 6, 7, 1, 8, 0, 0);
    }

    private static int[] mixed(double share, long step) {
        try (Workbench bench = new Workbench()) {
            Signal right =
                    Signal.sequence(
                            bench.manager()
                                    .create(new int[] {1, 5, 6, 7, 1, 8, 0, 0}, new Shape(2, 4)),
                            bench.manager().create(new int[] {4, 2}));
            NDArray chosen =
                    bench.manager()
                            .create(new float[] {21, 22, 23, 24, 31, 32, 0, 0}, new Shape(2, 4));
            return new Sampling(share, 10)
                    .mixed(right, chosen, step, bench.pass(true, Map.of()))
                    .toIntArray();
        }
    }

    /** About as many symbols are replaced as the share says, and the seed decides which. */
    @Test
    void theSeedDecidesWhichAreReplaced() {
        try (Workbench bench = new Workbench()) {
            int steps = 10_001;
            Signal right =
                    Signal.sequence(
                            bench.manager().ones(new Shape(1, steps)),
                            bench.manager().create(new int[] {steps}));
            NDArray chosen = bench.manager().zeros(new Shape(1, steps));
            Sampling sampling = new Sampling(0.3, 1);
            float[] first =
                    sampling.mixed(right, chosen, LATE, bench.pass(true, Map.of(), 4))
                            .toFloatArray();

            assertThat(first[0]).isEqualTo(1);
            double kept = 0;
            for (int i = 1; i < steps; i++) {
                kept += first[i];
            }
            assertThat(1 - kept / (steps - 1)).isCloseTo(0.3, within(0.02));
            assertThat(
                            sampling.mixed(right, chosen, LATE, bench.pass(true, Map.of(), 4))
                                    .toFloatArray())
                    .containsExactly(first);
            assertThat(
                            sampling.mixed(right, chosen, LATE, bench.pass(true, Map.of(), 5))
                                    .toFloatArray())
                    .isNotEqualTo(first);
        }
    }

    /** The choice after each step is that of a text that ends there; some are never chosen. */
    @Test
    void theChoiceIsTheMostProbableSymbol() {
        try (Workbench bench = new Workbench()) {
            Signal decoded = bench.sequences(4, 3, 4, 2);
            NDArray weight = bench.numbers(7, 3);
            Map<String, NDArray> parameters = Map.of("weight", weight, "bias", bench.numbers(7));
            Pass pass = bench.pass(true, parameters);
            float[] chosen = TextHead.chosen(decoded, Set.of(0, 1), pass).toFloatArray();

            for (int record = 0; record < 2; record++) {
                for (int step = 0; step < 4; step++) {
                    float best = 0;
                    if (step < List.of(4, 2).get(record)) {
                        NDArray prefix =
                                decoded.values()
                                        .get("%d:%d, :%d".formatted(record, record + 1, step + 1));
                        float[] logits =
                                TextHead.next(
                                                Signal.sequence(
                                                        prefix,
                                                        bench.manager()
                                                                .create(new int[] {step + 1})),
                                                pass)
                                        .toFloatArray();
                        int most = 2;
                        for (int i = 3; i < logits.length; i++) {
                            most = logits[i] > logits[most] ? i : most;
                        }
                        best = most;
                    }
                    assertThat(chosen[record * 4 + step]).isEqualTo(best);
                }
            }
        }
    }
}
