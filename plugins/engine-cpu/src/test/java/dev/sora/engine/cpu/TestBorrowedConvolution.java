// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.ColumnConvolution;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.sora.engine.BorrowedTensors;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Convolutions with weights that are only read: an algorithm is chosen for a single small picture.
 */
final class TestBorrowedConvolution {

    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    private final Engine engine = CpuRuntime.engine(2, 1, true, WaitPolicy.ADAPTIVE);
    private final BorrowedTensors lender = engine.offers(BorrowedTensors.class).orElseThrow();
    private final NDManager owner = engine.newManager();
    private final NDManager pass = engine.newManager();

    @AfterEach
    void close() {
        pass.close();
        owner.close();
    }

    @ParameterizedTest
    @CsvSource({
        // batch, channels, size, filters, kernel rows, kernel columns, stride, padding, bias
        "1, 1, 12, 3, 5, 5, 1, 2, true",
        "1, 6, 9, 4, 5, 5, 1, 0, true",
        "1, 6, 9, 4, 5, 5, 2, 1, false",
        "1, 3, 8, 2, 4, 6, 1, 3, true",
        "1, 3, 8, 2, 7, 5, 2, 3, true",
        "1, 1, 9, 3, 3, 3, 1, 1, true",
        "1, 3, 9, 4, 3, 3, 2, 1, false",
        "1, 3, 9, 4, 1, 5, 1, 2, true",
        "1, 16, 6, 4, 3, 3, 1, 1, true",
        "1, 3, 6, 4, 1, 1, 2, 0, true",
        "1, 16, 60, 2, 5, 5, 1, 2, true",
        "2, 3, 8, 2, 5, 5, 1, 2, true",
    })
    void addsTheProductsOfEachWindow(
            int batch,
            int channels,
            int size,
            int filters,
            int rows,
            int columns,
            int stride,
            int padding,
            boolean biased) {
        NDArray last = pass.randomNormal(new Shape(batch, size, size, channels));
        NDArray weight = owner.randomNormal(new Shape(filters, rows, columns, channels));
        NDArray bias = biased ? owner.randomNormal(new Shape(filters)) : null;
        for (NDArray picture : List.of(last.transpose(0, 3, 1, 2), rowMajor(last))) {
            NDArray result =
                    convolve(
                            picture,
                            lender.borrow(weight, pass).transpose(0, 3, 1, 2),
                            biased ? lender.borrow(bias, pass) : null,
                            new Shape(stride, stride),
                            new Shape(padding, padding));

            assertThat(result.getManager()).isSameAs(pass);
            float[] expected = windows(last, weight, bias, stride, padding);
            float[] values = result.toFloatArray();
            assertThat(values).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat(values[i]).isCloseTo(expected[i], within(1e-3f));
            }
        }
    }

    @Test
    void choosesAMatrixProductOnlyForASmallPictureWithALargeKernel() {
        assertThat(columns(new Shape(1, 1, 28, 28), 5, 1)).isTrue();
        assertThat(columns(new Shape(1, 6, 14, 14), 5, 1)).isTrue();
        assertThat(columns(new Shape(1, 1, 28, 28), 3, 1)).isFalse();
        assertThat(columns(new Shape(2, 1, 28, 28), 5, 1)).isFalse();
        assertThat(columns(new Shape(1, 16, 28, 28), 5, 1)).isFalse();
        assertThat(columns(new Shape(1, 4, 28, 28), 5, 4)).isFalse();
    }

    private boolean columns(Shape picture, int kernel, int groups) {
        long channels = picture.get(1) / groups;
        return columns(
                pass.zeros(picture),
                owner.zeros(new Shape(4, channels, kernel, kernel)),
                owner.zeros(new Shape(4)),
                groups);
    }

    /** Returns whether the convolution is given to the function that checks nothing. */
    private boolean columns(NDArray picture, NDArray weight, NDArray bias, int groups) {
        boolean[] called = {false};
        ColumnConvolution asked =
                (input, kernels, shift, kernel, stride, padding, output) -> called[0] = true;
        NDArray lent = ((PtNDManager) pass).borrow((PtNDArray) weight, Optional.of(asked));
        lent.getNDArrayInternal()
                .convolution(picture, lent, lender.borrow(bias, pass), ONE, TWO, ONE, groups);
        return called[0];
    }

    @Test
    void givesOnlyWhatFitsToTheFunctionThatChecksNothing() {
        NDArray picture = pass.zeros(new Shape(1, 3, 8, 8));
        NDArray weight = owner.zeros(new Shape(4, 3, 5, 5));
        NDArray bias = owner.zeros(new Shape(4));
        assertThat(columns(picture, weight, bias, 1)).isTrue();

        NDArray doubles = pass.zeros(new Shape(1, 3, 8, 8), DataType.FLOAT64);
        NDArray otherBias = owner.zeros(new Shape(5));
        NDArray otherChannels = owner.zeros(new Shape(4, 2, 5, 5));
        NDArray tooLarge = owner.zeros(new Shape(4, 3, 13, 13));
        NDArray narrow = owner.zeros(new Shape(4, 3, 5));
        assertThatThrownBy(() -> columns(doubles, weight, bias, 1))
                .isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> columns(picture, weight, otherBias, 1))
                .isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> columns(picture, otherChannels, bias, 1))
                .isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> columns(picture, tooLarge, bias, 1))
                .isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> columns(picture, narrow, bias, 1))
                .isInstanceOf(EngineException.class);
    }

    /** Explanations compute the gradient of an input through weights that are only read. */
    @Test
    void recordsTheGradientOfThePicture() {
        NDArray weight = owner.randomNormal(new Shape(4, 3, 5, 5));
        NDArray bias = owner.randomNormal(new Shape(4));
        NDArray picture = pass.randomNormal(new Shape(1, 3, 8, 8));
        List<float[]> gradients = new ArrayList<>();
        for (boolean borrowed : new boolean[] {true, false}) {
            try (Tape tape = engine.openTape()) {
                NDArray leaf = tape.watch(picture);
                NDArray kernels = borrowed ? lender.borrow(weight, pass) : weight;
                NDArray shift = borrowed ? lender.borrow(bias, pass) : bias;
                tape.backward(convolve(leaf, kernels, shift, ONE, TWO).square().sum());
                gradients.add(tape.gradient(leaf).toFloatArray());
            }
        }
        assertThat(gradients.get(0)).containsExactly(gradients.get(1), within(1e-3f));
    }

    @Test
    void computesTheSameNumbersInAnyThread() throws Exception {
        NDArray weight = owner.randomNormal(new Shape(6, 5, 5, 1));
        NDArray bias = owner.randomNormal(new Shape(6));
        float[] pixels = pass.randomNormal(new Shape(784)).toFloatArray();
        Callable<float[]> call =
                () -> {
                    try (NDManager own = engine.newManager()) {
                        NDArray picture = own.create(pixels, new Shape(1, 1, 28, 28));
                        return convolve(
                                        picture,
                                        lender.borrow(weight, own).transpose(0, 3, 1, 2),
                                        lender.borrow(bias, own),
                                        ONE,
                                        TWO)
                                .toFloatArray();
                    }
                };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<float[]>> all = threads.invokeAll(Collections.nCopies(64, call));
            float[] first = all.get(0).get();
            assertThat(first).isNotEmpty();
            for (Future<float[]> each : all) {
                assertThat(each.get()).containsExactly(first);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void readsNoViewOfAWeightThatIsClosed() {
        NDArray weight = owner.ones(new Shape(2, 5, 5, 1));
        NDArray view = lender.borrow(weight, pass).transpose(0, 3, 1, 2);
        assertThat(view.getShape()).isEqualTo(new Shape(2, 1, 5, 5));
        assertThat(lender.borrow(weight, pass).transpose(3, 0, 1, 2).getShape())
                .isEqualTo(new Shape(1, 2, 5, 5));
        weight.close();

        assertThatIllegalStateException().isThrownBy(view::toFloatArray);
    }

    private static NDArray convolve(
            NDArray picture, NDArray weight, NDArray bias, Shape stride, Shape padding) {
        return weight.getNDArrayInternal()
                .convolution(picture, weight, bias, stride, padding, ONE, 1)
                .head();
    }

    private static NDArray rowMajor(NDArray last) {
        NDArray view = last.transpose(0, 3, 1, 2);
        return view.flatten().reshape(view.getShape());
    }

    private static float[] windows(
            NDArray last, NDArray weight, NDArray bias, int stride, int padding) {
        int batch = (int) last.getShape().get(0);
        int size = (int) last.getShape().get(1);
        int channels = (int) last.getShape().get(3);
        int filters = (int) weight.getShape().get(0);
        int rows = (int) weight.getShape().get(1);
        int columns = (int) weight.getShape().get(2);
        int height = (size + 2 * padding - rows) / stride + 1;
        int width = (size + 2 * padding - columns) / stride + 1;
        float[] x = last.toFloatArray();
        float[] w = weight.toFloatArray();
        float[] b = bias == null ? new float[filters] : bias.toFloatArray();
        float[] sums = new float[batch * filters * height * width];
        int at = 0;
        for (int n = 0; n < batch; n++) {
            for (int f = 0; f < filters; f++) {
                for (int i = 0; i < height * width; i++) {
                    double sum = b[f];
                    for (int k = 0; k < rows * columns; k++) {
                        int y = i / width * stride - padding + k / columns;
                        int z = i % width * stride - padding + k % columns;
                        for (int c = 0;
                                y >= 0 && y < size && z >= 0 && z < size && c < channels;
                                c++) {
                            sum +=
                                    (double) x[((n * size + y) * size + z) * channels + c]
                                            * w[(f * rows * columns + k) * channels + c];
                        }
                    }
                    sums[at++] = (float) sum;
                }
            }
        }
        return sums;
    }
}
