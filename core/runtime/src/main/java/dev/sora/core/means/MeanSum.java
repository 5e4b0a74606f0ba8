// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.means;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.core.io.TensorData;
import dev.sora.core.plan.Node;
import dev.sora.tensor.Signal;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The sum of the values of one member over records, for its mean. */
final class MeanSum {

    private final Node node;
    private final int member;
    private final long[] shape;
    private final double[] sums;
    private final int elements;
    private long count;

    /**
     * Creates a sum.
     *
     * @param shape the leading dimensions that are kept, without steps
     * @param size the number of elements of this shape
     * @param elements the number of elements that share one number
     */
    MeanSum(Node node, int member, long[] shape, int size, int elements) {
        this.node = node;
        this.member = member;
        this.shape = shape;
        this.sums = new double[size];
        this.elements = elements;
    }

    Node node() {
        return node;
    }

    int member() {
        return member;
    }

    /**
     * Adds a batch; the padding of sequences is zero and adds nothing. The device adds up what
     * shares a number, so that little is copied to the host.
     */
    void add(Signal signal) {
        NDArray values = signal.values();
        int leading = signal.isSequence() ? 2 : 1;
        int[] summed =
                IntStream.range(0, values.getShape().dimension())
                        .filter(i -> i < leading || i >= leading + shape.length)
                        .toArray();
        float[] batch = values.sum(summed).toFloatArray();
        for (int i = 0; i < batch.length; i++) {
            sums[i] += batch[i];
        }
        if (signal.isSequence()) {
            for (int steps : signal.lengths().toType(DataType.INT32, false).toIntArray()) {
                count += steps;
            }
        } else {
            count += values.getShape().get(0);
        }
    }

    boolean isFinite() {
        return count > 0 && Arrays.stream(sums).allMatch(Double::isFinite);
    }

    TensorData mean() {
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / count / elements);
        }
        return TensorData.floats(means, shape);
    }
}
