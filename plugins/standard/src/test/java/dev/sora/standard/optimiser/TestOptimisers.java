// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.sora.optimiser.Optimiser;
import dev.sora.standard.lab.Offered;
import dev.sora.testkit.Workbench;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TestOptimisers {

    private final Workbench lab = new Workbench();

    @AfterEach
    void close() {
        lab.close();
    }

    /** One rule: its settings, the reference, and the rate at which it converges below. */
    private static Arguments rule(
            String name, Map<String, ?> settings, double rate, Supplier<Reference> reference) {
        return Arguments.of(name, settings, rate, reference);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("sgd", Map.of(), 0.1, () -> Reference.sgd(0.1, 0, 0)),
                rule("sgd", Map.of("momentum", 0.8), 0.1, () -> Reference.sgd(0.1, 0.8, 0)),
                rule(
                        "sgd",
                        Map.of("momentum", 0.8, "dampening", 0.3),
                        0.1,
                        () -> Reference.sgd(0.1, 0.8, 0.3)),
                rule("nag", Map.of("momentum", 0.8), 0.1, () -> Reference.nag(0.1, 0.8)),
                rule("adam", Map.of(), 0.05, () -> Reference.adam(0.05, 0.9, 0.999, 1e-8)),
                rule(
                        "adam",
                        Map.of("beta1", 0.5, "beta2", 0.9, "epsilon", 0.01),
                        0.05,
                        () -> Reference.adam(0.05, 0.5, 0.9, 0.01)),
                rule("adamw", Map.of(), 0.05, () -> Reference.adam(0.05, 0.9, 0.999, 1e-8)),
                rule("adagrad", Map.of(), 0.5, () -> Reference.adagrad(0.5, 0, 1e-10)),
                rule(
                        "adagrad",
                        Map.of("initial_accumulator", 0.1),
                        0.5,
                        () -> Reference.adagrad(0.5, 0.1, 1e-10)),
                rule("adadelta", Map.of(), 5, () -> Reference.adadelta(5, 0.95, 1e-6)),
                rule("rmsprop", Map.of(), 0.01, () -> Reference.rmsprop(0.01, 0.9, 0, false, 1e-7)),
                rule(
                        "rmsprop",
                        Map.of("momentum", 0.5, "epsilon", 0.01),
                        0.01,
                        () -> Reference.rmsprop(0.01, 0.9, 0.5, false, 0.01)),
                rule(
                        "rmsprop",
                        Map.of("centred", true, "rho", 0.95, "epsilon", 0.01),
                        0.01,
                        () -> Reference.rmsprop(0.01, 0.95, 0, true, 0.01)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void stepsLikeTheFormula(
            String name, Map<String, ?> settings, double rate, Supplier<Reference> reference) {
        check(name, settings, rate, reference, 10, 6);
    }

    /** More elements than one slice, and an end of the decayed ones within a slice. */
    @ParameterizedTest
    @MethodSource("rules")
    void stepsTheSameInSlices(
            String name, Map<String, ?> settings, double rate, Supplier<Reference> reference) {
        check(name, settings, rate, reference, 400_001, 70_000);
    }

    private void check(
            String name,
            Map<String, ?> settings,
            double rate,
            Supplier<Reference> reference,
            int size,
            int decayed) {
        double decay = 0.1;
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("weight_decay", decay);
        Optimiser optimiser = Offered.optimiser(name, all);
        NDArray weights = lab.numbers(size);
        float[] start = weights.toFloatArray();
        UnaryOperator<NDArray> gradient = w -> w.sin().add(w.mul(0.3f));

        optimiser.begin(weights, new SplittableRandom(1));
        new Descent(optimiser, weights, decayed, w -> w, gradient).steps(5, rate);

        float[] found = weights.toFloatArray();
        int stride = Math.max(1, size / 1000);
        for (int i = 0; i < size; i += stride) {
            Reference rule = reference.get();
            if (i < decayed) {
                rule =
                        name.equals("adamw")
                                ? Reference.shrinking(rate, decay, rule)
                                : Reference.decaying(decay, rule);
            }
            double w = start[i];
            for (int t = 1; t <= 5; t++) {
                // the gradient is taken where the weights are before any decay
                w = rule.step(t, w, Math.sin(w) + 0.3 * w);
            }
            assertThat((double) found[i])
                    .as("weight %d from %f", i, start[i])
                    .isCloseTo(w, within(1e-4 + 1e-4 * Math.abs(w)));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void convergesOnAQuadratic(String name, Map<String, ?> settings, double rate) {
        Optimiser optimiser = Offered.optimiser(name, settings);
        NDArray weights = lab.manager().create(new float[] {3, -2, 1, 4});
        NDArray curve = lab.manager().create(new float[] {1, 3, 0.5f, 2});
        NDArray goal = lab.manager().create(new float[] {1, 1, -1, 0});

        optimiser.begin(weights, new SplittableRandom(1));
        new Descent(optimiser, weights, 0, w -> w, w -> w.sub(goal).mul(curve)).steps(900, rate);

        assertThat(weights.sub(goal).norm().getFloat()).isLessThan(0.05f);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void resumesFromItsState(String name, Map<String, ?> settings, double rate) {
        UnaryOperator<NDArray> gradient = NDArray::sin;
        NDArray through = lab.numbers(50);
        NDArray stopped = through.duplicate();
        Optimiser one = Offered.optimiser(name, settings);
        one.begin(through, new SplittableRandom(1));
        new Descent(one, through, 20, w -> w, gradient).steps(7, rate);

        Optimiser before = Offered.optimiser(name, settings);
        before.begin(stopped, new SplittableRandom(1));
        new Descent(before, stopped, 20, w -> w, gradient).steps(4, rate);
        NDArray resumed = stopped.duplicate();
        Optimiser after = Offered.optimiser(name, settings);
        after.begin(resumed, new SplittableRandom(1));
        assertThat(after.state().keySet()).isEqualTo(before.state().keySet());
        after.state().forEach((key, tensor) -> tensor.set(before.state().get(key).toFloatArray()));
        new Descent(after, resumed, 20, w -> w, gradient).after(4).steps(3, rate);

        assertThat(resumed.toFloatArray()).containsExactly(through.toFloatArray());
    }

    @Test
    void leavesNothingBehind() {
        Optimiser optimiser = Offered.optimiser("adam", Map.of("weight_decay", 0.1));
        NDArray weights = lab.numbers(300_000);
        optimiser.begin(weights, new SplittableRandom(1));
        Descent descent = new Descent(optimiser, weights, 100, w -> w, NDArray::sin);
        descent.steps(2);
        int kept = lab.manager().getManagedArrays().size();

        descent.steps(20);

        assertThat(lab.manager().getManagedArrays()).hasSize(kept);
        assertThat(optimiser.state()).containsOnlyKeys("mean", "square");
    }
}
