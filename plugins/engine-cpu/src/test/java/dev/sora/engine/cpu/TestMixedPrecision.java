// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.engine.MixedPrecision;
import dev.sora.engine.Tape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Products of bfloat16, which has 8 significant bits: it cannot tell 257 from 256, so a product
 * shows by its value in which precision it was computed.
 */
final class TestMixedPrecision {

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

    /** Returns 257 times 1, as it is computed here. */
    private float product() {
        return matrix(257).matMul(matrix(1)).getFloat();
    }

    @Test
    void roundsTheOperandsOfProductsAndReturns32Bits() {
        float[] after = new float[1];
        NDArray product =
                mixed.reduced(
                        () -> {
                            NDArray made = matrix(257).matMul(matrix(1));
                            // what follows is not rounded
                            after[0] = made.add(1).getFloat();
                            return made;
                        });

        assertThat(product.getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(product.getShape()).isEqualTo(new Shape(1, 1));
        assertThat(product.toFloatArray()).containsExactly(256);
        assertThat(after[0]).isEqualTo(257);
        assertThat(product()).isEqualTo(257);
        // it can be changed in place, converted, and joined with other 32-bit floats
        product.addi(1);
        assertThat(product.toType(DataType.INT32, false).toIntArray()).containsExactly(257);
        assertThat(product.concat(matrix(3), 0).toFloatArray()).containsExactly(257, 3);
    }

    /** A product of two vectors has no dimensions, and keeps none. */
    @Test
    void scalarsStayScalars() {
        NDArray vector = manager.create(new float[] {257, 0});
        NDArray product = mixed.reduced(() -> vector.matMul(vector));

        assertThat(product.getShape()).isEqualTo(new Shape());
        assertThat(product.getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(product.getFloat()).isEqualTo(256 * 256);
    }

    /** What was near the limits of the exponent stays there: no scaling of gradients is needed. */
    @ParameterizedTest
    @ValueSource(floats = {0x1p-120f, 0x1p120f, -0x1p-120f, Float.POSITIVE_INFINITY})
    void hasTheExponentsOf32BitFloats(float value) {
        assertThat(mixed.reduced(() -> matrix(value).matMul(matrix(1))).getFloat())
                .isEqualTo(value);
    }

    @Test
    void differencesThatNeedMoreDigitsAreComputedInFullPrecision() {
        float[] within = new float[4];
        mixed.reduced(
                () -> {
                    within[0] = product();
                    within[1] = mixed.full(this::product);
                    // what is reduced within it stays in full precision
                    within[2] = mixed.full(() -> mixed.reduced(this::product));
                    within[3] = mixed.reduced(this::product);
                    return null;
                });

        assertThat(within).containsExactly(256, 257, 257, 256);
        assertThat(product()).isEqualTo(257);
    }

    @Test
    void aFailureLeavesTheThreadInFullPrecision() {
        Supplier<NDArray> broken = () -> matrix(1).matMul(manager.ones(new Shape(2, 2)));

        assertThatThrownBy(() -> mixed.reduced(broken)).hasMessageContaining("shape");
        assertThat(product()).isEqualTo(257);
        assertThatThrownBy(() -> mixed.reduced(() -> mixed.full(broken)));
        assertThat(product()).isEqualTo(257);
    }

    /**
     * The state belongs to the thread (pytorch #36466): it neither reaches another training in the
     * process, nor is it missing on a second thread that asks for it.
     */
    @Test
    void otherThreadsComputeAsTheyDid() {
        float[] seen = new float[2];
        mixed.reduced(
                () -> {
                    CompletableFuture.runAsync(
                                    () -> {
                                        seen[0] = product();
                                        seen[1] = mixed.reduced(this::product);
                                    })
                            .join();
                    return null;
                });

        assertThat(seen).containsExactly(257, 256);
    }

    @Test
    void anEngineOf32BitFloatsOffersNothing() {
        CpuEngine plain = CpuRuntime.engine(1, 1, true, WaitPolicy.ADAPTIVE);

        assertThat(plain.offers(MixedPrecision.class)).isEmpty();
        assertThat(plain.facts().more()).containsEntry("precision", "float32");
        assertThat(engine.facts().more()).containsEntry("precision", "bf16");
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

    /** Nothing is kept of a pass, with a tape or without (transformers #8403). */
    @EnabledOnOs(OS.LINUX)
    @Test
    void memoryStaysAsItIs() throws IOException {
        NDArray input = manager.ones(new Shape(128, 128));
        try (Tape tape = engine.openTape()) {
            NDArray weights = tape.watch(manager.ones(new Shape(128, 128)));
            repeat(20, tape, input, weights);
            long before = residentMiB();
            // what is kept of each would be 32 or 64 KiB, so at least 32 MiB
            repeat(1000, tape, input, weights);

            assertThat(residentMiB() - before).isLessThan(20);
        }
    }

    private void repeat(int times, Tape tape, NDArray input, NDArray weights) {
        for (int i = 0; i < times; i++) {
            try (NDManager step = manager.newSubManager()) {
                input.attach(step);
                weights.attach(step);
                NDArray product = mixed.reduced(() -> input.matMul(weights));
                tape.backward(product.mean());
                tape.gradient(weights).close();
                input.attach(manager);
                weights.attach(manager);
            }
        }
    }

    private static long residentMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
