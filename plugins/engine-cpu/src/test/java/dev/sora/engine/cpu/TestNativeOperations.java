// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import dev.sora.engine.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The arguments of DJL's calls that particles rely on, each by values: the binding to PyTorch takes
 * some of them and does not pass them on. The expected numbers were worked out by hand.
 */
final class TestNativeOperations {

    private final Engine engine = CpuRuntime.engine(2, 1, true, WaitPolicy.ADAPTIVE);
    private final NDManager manager = engine.newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Of a white 2 x 2 image with a frame of zeros, a window of 3 x 3 covers 4 pixels of 9. */
    @Test
    void averagePoolsCountTheZerosWhateverTheyAreTold() {
        NDArray white = manager.ones(new Shape(1, 1, 2, 2));
        for (boolean counted : new boolean[] {true, false}) {
            assertThat(
                            Pool.avgPool2d(
                                            white,
                                            new Shape(3, 3),
                                            new Shape(1, 1),
                                            new Shape(1, 1),
                                            false,
                                            counted)
                                    .toFloatArray())
                    .as("if this changes, avg_pool2d no longer needs to divide: %s", counted)
                    .containsOnly(4 / 9f);
        }
    }

    @Test
    void poolsRoundTheirSizeAsTold() {
        NDArray image = manager.arange(1f, 10f).reshape(1, 1, 3, 3);
        Shape two = new Shape(2, 2);
        Shape none = new Shape(0, 0);
        assertThat(Pool.maxPool2d(image, two, two, none, false).toFloatArray()).containsExactly(5);
        assertThat(Pool.maxPool2d(image, two, two, none, true).toFloatArray())
                .containsExactly(5, 6, 8, 9);
        assertThat(Pool.globalAvgPool2d(image).toFloatArray()).containsExactly(5);
    }

    @Test
    void batchNormKeepsThePartThatMomentumNames() {
        NDArray mean = manager.zeros(new Shape(1));
        NDArray variance = manager.ones(new Shape(1));
        NDArray values = column(2, 4);
        NDArray scale = column(3).flatten();
        NDArray offset = column(10).flatten();

        NDArray out =
                BatchNorm.batchNorm(values, mean, variance, scale, offset, -1, 0.75f, 3f, true)
                        .head();

        // variance 1 of the batch and epsilon 3: the deviation is 2
        assertClose(out, 10 - 1.5, 10 + 1.5);
        assertClose(mean, 0.25 * 3);
        // the running variance takes the unbiased one, 2
        assertClose(variance, 0.75 + 0.25 * 2);
        NDArray later =
                BatchNorm.batchNorm(values, mean, variance, scale, offset, -1, 0.75f, 2.75f, false)
                        .head();
        assertClose(later, 10 + 3 * (2 - 0.75) / 2, 10 + 3 * (4 - 0.75) / 2);
    }

    @Test
    void layerNormTakesShapeScaleOffsetAndEpsilon() {
        NDArray values = manager.create(new float[] {1, 3, 10, 10}, new Shape(2, 2));
        NDArray scale = manager.create(new float[] {1, 2});
        NDArray offset = manager.create(new float[] {0, 5});
        assertClose(
                LayerNorm.layerNorm(values, new Shape(2), scale, offset, 3f).head(),
                -0.5,
                5 + 2 * 0.5,
                0,
                5);
    }

    @Test
    void dropoutDropsItsRateAndOnlyWhileTraining() {
        NDArray ones = manager.ones(new Shape(20_000));
        float[] dropped =
                engine.seeded(3, () -> Dropout.dropout(ones, 0.2f, true).head().toFloatArray());
        int zeros = 0;
        for (float value : dropped) {
            assertThat(value == 0 || Math.abs(value - 1.25f) < 1e-6f).isTrue();
            zeros += value == 0 ? 1 : 0;
        }
        assertThat(zeros).isBetween(3_700, 4_300);
        assertThat(Dropout.dropout(ones, 0.2f, false).head().toFloatArray()).containsOnly(1f);
    }

    /** With all weights and biases zero but one, a step is worked out by hand. */
    @Test
    void recurrentCellsTakeBatchFirstAndBothBiases() {
        // two records of three steps of one feature
        NDArray input = manager.create(new float[] {1, 0, 0, 0, 0, 2}, new Shape(2, 3, 1));
        Shape state = new Shape(1, 2, 1);
        NDList cell =
                new NDList(
                        manager.create(new float[] {0, 0, 1, 0}, new Shape(4, 1)),
                        manager.zeros(new Shape(4, 1)),
                        manager.create(new float[] {0, 0, 0, 100}),
                        manager.create(new float[] {100, 0, 0, 0}));
        NDArray lstm =
                input.getNDArrayInternal()
                        .lstm(
                                input,
                                new NDList(manager.zeros(state), manager.zeros(state)),
                                cell,
                                true,
                                1,
                                0,
                                false,
                                false,
                                true)
                        .head();
        assertThat(lstm.getShape()).isEqualTo(new Shape(2, 3, 1));
        // gates open by the biases, forgetting a half: memory tanh(x), then halves
        double seen = Math.tanh(1);
        assertClose(
                lstm,
                Math.tanh(seen),
                Math.tanh(seen / 2),
                Math.tanh(seen / 4),
                0,
                0,
                Math.tanh(Math.tanh(2)));

        NDList gated =
                new NDList(
                        manager.create(new float[] {0, 0, 1}, new Shape(3, 1)),
                        manager.zeros(new Shape(3, 1)),
                        manager.zeros(new Shape(3)),
                        manager.zeros(new Shape(3)));
        NDArray gru =
                input.getNDArrayInternal()
                        .gru(input, manager.zeros(state), gated, true, 1, 0, false, false, true)
                        .head();
        double half = Math.tanh(1) / 2;
        assertClose(gru, half, half / 2, half / 4, 0, 0, Math.tanh(2) / 2);
    }

    @Test
    void rowsAndColumnsAreThoseThatAreNamed() {
        NDArray values = manager.create(new float[] {1, 3, 2, 9, 7, 8}, new Shape(2, 3));
        assertClose(values.softmax(0).get("0, :"), sigmoid(-8), sigmoid(-4), sigmoid(-6));
        assertClose(values.logSoftmax(0).exp(), values.softmax(0).toFloatArray());
        assertThat(values.argMax(1).toLongArray()).containsExactly(1, 0);
        assertClose(values.topK(2, 1, true, true).head(), 3, 2, 9, 8);
        assertClose(values.topK(2, 1, false, true).head(), 1, 2, 7, 8);
        assertThat(values.mean(new int[] {1}, true).getShape()).isEqualTo(new Shape(2, 1));
        assertClose(values.mean(new int[] {0}), 5, 5, 5);
        assertClose(values.max(new int[] {1}), 3, 9);
        assertClose(values.prod(new int[] {1}), 6, 504);
        assertClose(values.flip(1), 2, 3, 1, 8, 7, 9);
        assertClose(values.split(new long[] {1}, 1).get(1), 3, 2, 7, 8);
        NDArray places = manager.create(new long[] {2, 0}, new Shape(2, 1));
        assertClose(values.gather(places, 1), 2, 9);
        assertClose(
                NDArrays.stack(new NDList(values, values), 1).get(":, 1"), values.toFloatArray());
    }

    @Test
    void boundsAndPowersAreThoseThatAreGiven() {
        NDArray values = manager.create(new float[] {-2, 0.5f, 1.5f, 2.5f, 7});
        assertClose(values.clip(-1, 2), -1, 0.5, 1.5, 2, 2);
        assertClose(values.clip(-0.5, 2.25), -0.5, 0.5, 1.5, 2.25, 2.25);
        // to the even neighbour, as in IEEE 754
        assertClose(values.round(), -2, 0, 2, 2, 7);
        assertClose(values.norm(), Math.sqrt(4 + 0.25 + 2.25 + 6.25 + 49));
        assertClose(values.abs().pow(-0.5f).get("4:"), 1 / Math.sqrt(7));
        assertClose(values.maximum(1f), 1, 1, 1.5, 2.5, 7);
    }

    @Test
    void activationsTakeTheirSlope() {
        NDArray values = manager.create(new float[] {-2, 3});
        assertClose(values.getNDArrayInternal().leakyRelu(0.01f), -0.02, 3);
        assertClose(values.getNDArrayInternal().elu(0.5f), 0.5 * (Math.exp(-2) - 1), 3);
        assertClose(
                values.getNDArrayInternal().selu(),
                1.0507009873554805 * 1.6732632423543772 * (Math.exp(-2) - 1),
                3 * 1.0507009873554805);
        // by the error function, not by its approximation with tanh
        assertClose(values.getNDArrayInternal().gelu(), -0.04550026, 2.99595031);
        assertClose(values.getNDArrayInternal().softPlus(), Math.log1p(Math.exp(-2)), 3.04858735);
    }

    @Test
    void zerosArePutWhereTheyAreAskedFor() {
        NDArray image = manager.ones(new Shape(1, 1, 1, 1));
        NDArray padded = image.pad(new Shape(1, 2, 0, 1), 0);
        assertThat(padded.getShape()).isEqualTo(new Shape(1, 1, 2, 4));
        assertThat(padded.toFloatArray()).containsExactly(0, 1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void tablesAndMapsTakeTheirWeights() {
        NDArray table = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
        NDArray rows = manager.create(new int[] {1, 0, 1});
        assertClose(Embedding.embedding(rows, table, SparseFormat.DENSE).head(), 3, 4, 1, 2, 3, 4);
        NDArray input = manager.create(new float[] {1, 10}, new Shape(1, 2));
        assertClose(
                Linear.linear(input, table, manager.create(new float[] {100, 200})).head(),
                121,
                243);
        assertClose(Linear.linear(input, table, null).head(), 21, 43);
    }

    /** A conversion to the same type shares its memory, also where a copy is asked for. */
    @Test
    void aConversionCopiesOnlyToAnotherType() {
        NDArray values = manager.create(new float[] {1, 2});
        NDArray same = values.toType(DataType.FLOAT32, true);
        same.addi(1);
        assertThat(values.toFloatArray())
                .as("if this changes, deep images need no duplicate")
                .containsExactly(2, 3);
        NDArray bytes = values.toType(DataType.UINT8, false);
        NDArray other = bytes.toType(DataType.FLOAT32, true);
        other.addi(1);
        assertThat(bytes.toUint8Array()).containsExactly(2, 3);
        values.duplicate().addi(1);
        assertThat(values.toFloatArray()).containsExactly(2, 3);
    }

    private NDArray column(float... values) {
        return manager.create(values, new Shape(values.length, 1));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static void assertClose(NDArray actual, float... expected) {
        assertThat(actual.toFloatArray()).containsExactly(expected, within(1e-5f));
    }

    private static void assertClose(NDArray actual, double... expected) {
        float[] floats = new float[expected.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) expected[i];
        }
        assertThat(actual.toFloatArray()).containsExactly(floats, within(1e-5f));
    }
}
