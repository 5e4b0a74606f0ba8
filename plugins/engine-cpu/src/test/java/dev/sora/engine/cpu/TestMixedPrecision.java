// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.sora.engine.MixedPrecision;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    /** Sums have 24 significant bits, and end in 8: 257 ones are counted, and become 256. */
    @Test
    void roundsResultsAndBiasesToo() {
        NDArray ones = manager.ones(new Shape(1, 257));
        NDArray bias = manager.create(new float[] {257});
        NDArray none = matrix(0);

        assertThat(mixed.reduced(() -> ones.matMul(ones.transpose())).getFloat()).isEqualTo(256);
        assertThat(mixed.reduced(() -> Linear.linear(none, none, bias).head()).getFloat())
                .isEqualTo(256);
        assertThat(mixed.reduced(() -> ones.sum()).getFloat()).isEqualTo(257);
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
}
