// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.MixedPrecision;
import dev.sora.engine.Tape;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients through products and convolutions of bfloat16. */
final class TestMixedGradients {

    private final CpuEngine engine =
            CpuRuntime.engine(1, 1, true, WaitPolicy.ADAPTIVE, 1, CpuPrecision.BF16);
    private final MixedPrecision mixed = engine.offers(MixedPrecision.class).orElseThrow();
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = engine.newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray draw(Shape shape) {
        return engine.seeded(shape.size(), () -> manager.randomNormal(shape));
    }

    private NDArray matrix(float value) {
        return manager.create(new float[] {value}, new Shape(1, 1));
    }

    @Test
    void gradientsOf32BitFloatsReachTheWeights() {
        NDArray input = draw(new Shape(50, 40));
        NDArray start = draw(new Shape(40, 30));
        float[] before = start.toFloatArray();
        try (Tape tape = engine.openTape()) {
            NDArray weights = tape.watch(start);
            NDArray exact = tape.watch(start);
            tape.backward(mixed.reduced(() -> input.matMul(weights)).square().mean());
            tape.backward(input.matMul(exact).square().mean());
            NDArray gradient = tape.gradient(weights);

            assertThat(gradient.getDataType()).isEqualTo(DataType.FLOAT32);
            assertNear(gradient, tape.gradient(exact));
            assertThat(gradient.toFloatArray()).isNotEqualTo(tape.gradient(exact).toFloatArray());
        }
        assertThat(start.toFloatArray()).isEqualTo(before);
    }

    /** Asserts that the norm of the differences is at most a share of 1 / 32, eight roundings. */
    private static void assertNear(NDArray found, NDArray expected) {
        assertThat((double) found.sub(expected).norm().getFloat())
                .isCloseTo(0, within(expected.norm().getFloat() / 32.0));
    }

    /**
     * Weights that were cast without a tape must not be used again, without their history, when one
     * is open (pytorch #65766, #105211, #112583, #158232).
     */
    @Test
    void aPassWithoutTapeTakesNoGradientFromTheNext() {
        NDArray input = manager.ones(new Shape(3, 2));
        try (Tape tape = engine.openTape()) {
            NDArray weights = tape.watch(manager.ones(new Shape(2, 2)));
            NDArray loss =
                    mixed.reduced(
                            () -> {
                                input.matMul(weights.stopGradient());
                                return input.matMul(weights).add(input.matMul(weights)).sum();
                            });
            tape.backward(loss);

            assertThat(tape.gradient(weights).toFloatArray()).containsExactly(6, 6, 6, 6);
        }
    }

    /** Weights that were changed in place must not be those of the pass before (apex #132). */
    @Test
    void changedWeightsAreRead() {
        NDArray input = matrix(1);
        try (Tape tape = engine.openTape()) {
            NDArray start = matrix(2);
            NDArray weights = tape.watch(start);
            float[] products = new float[2];
            mixed.reduced(
                    () -> {
                        products[0] = input.matMul(weights).getFloat();
                        start.addi(3);
                        products[1] = input.matMul(weights).getFloat();
                        return null;
                    });

            assertThat(products).containsExactly(2, 5);
        }
    }

    /** Bias and state of a recurrent cell have another type than its products (pytorch #45048). */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recurrentLayersAgree(boolean lstm) {
        assumeTrue(
                !lstm || new CpuEngineType().obstacle(reduced()).isEmpty(),
                "the CPU engine refuses bfloat16 on this machine, because it has no LSTM of it");
        int gates = lstm ? 4 : 3;
        NDArray input = draw(new Shape(6, 3, 5));
        NDArray state = draw(new Shape(1, 3, 4));
        try (Tape tape = engine.openTape()) {
            NDList weights = new NDList();
            for (Shape shape :
                    List.of(
                            new Shape(gates * 4, 5),
                            new Shape(gates * 4, 4),
                            new Shape(gates * 4),
                            new Shape(gates * 4))) {
                weights.add(draw(shape));
            }
            NDList exact = watched(tape, weights);
            NDList rounded = watched(tape, weights);
            NDList expected = recurrent(lstm, input, state, exact);
            NDList found = mixed.reduced(() -> recurrent(lstm, input, state, rounded));
            tape.backward(expected.head().square().sum());
            tape.backward(found.head().square().sum());

            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).getDataType()).isEqualTo(DataType.FLOAT32);
                assertNear(found.get(i), expected.get(i));
            }
            for (int i = 0; i < weights.size(); i++) {
                assertNear(tape.gradient(rounded.get(i)), tape.gradient(exact.get(i)));
            }
        }
    }

    private static Settings reduced() {
        return Settings.of(
                new CpuEngineType().descriptor().settings(), Map.of("precision", "bf16"));
    }

    private static NDList watched(Tape tape, NDList weights) {
        NDList watched = new NDList();
        weights.forEach(weight -> watched.add(tape.watch(weight)));
        return watched;
    }

    private static NDList recurrent(boolean lstm, NDArray input, NDArray state, NDList weights) {
        return lstm
                ? input.getNDArrayInternal()
                        .lstm(
                                input,
                                new NDList(state, state.mul(0.5f)),
                                new NDList(weights),
                                true,
                                1,
                                0,
                                true,
                                false,
                                false)
                : input.getNDArrayInternal()
                        .gru(input, state, new NDList(weights), true, 1, 0, true, false, false);
    }

    @Test
    void convolutionsOfChannelsLastAgree() {
        NDArray picture = draw(new Shape(2, 9, 9, 6)).transpose(0, 3, 1, 2);
        NDArray start = draw(new Shape(4, 3, 3, 6)).transpose(0, 3, 1, 2);
        try (Tape tape = engine.openTape()) {
            NDArray exact = tape.watch(start);
            NDArray rounded = tape.watch(start);
            NDArray expected = convolve(picture, exact);
            NDArray found = mixed.reduced(() -> convolve(picture, rounded));
            tape.backward(expected.square().mean());
            tape.backward(found.square().mean());

            assertNear(found, expected);
            assertNear(tape.gradient(rounded), tape.gradient(exact));
        }
    }

    private static NDArray convolve(NDArray picture, NDArray kernels) {
        return picture.getNDArrayInternal()
                .convolution(
                        picture,
                        kernels,
                        null,
                        new Shape(1, 1),
                        new Shape(1, 1),
                        new Shape(1, 1),
                        1)
                .head();
    }
}
