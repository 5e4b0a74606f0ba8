// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;

/**
 * Scheduled sampling (Bengio et al., 2015): with a probability, training reads the model's most
 * probable symbol instead of the right one.
 *
 * @param share the probability in the end; 0 for none
 * @param steps the steps of training after which it is reached, at least 1, from 0 in a straight
 *     line
 */
record Sampling(double share, long steps) {

    /** Returns the probability in a step, counted from 1. */
    double at(long step) {
        return share * Math.min(1, (step - 1) / (double) steps);
    }

    /**
     * Returns the sequence so far in which some symbols are replaced: the begin and the padding
     * never are.
     *
     * @param soFar the right symbols, {@code (batch, steps)}
     * @param chosen the most probable symbol after each step, of the same shape
     */
    NDArray mixed(Signal soFar, NDArray chosen, long step, Pass pass) {
        NDArray right = soFar.values();
        long length = right.getShape().get(1);
        if (length < 2 || at(step) == 0) {
            return right;
        }
        NDArray first = right.split(new long[] {1}, 1).get(0);
        NDArray before = chosen.split(new long[] {length - 1}, 1).get(0);
        NDArray shifted = first.concat(before.toType(right.getDataType(), false), 1);
        NDArray own =
                pass.random()
                        .uniform(right.getShape())
                        .lt((float) at(step))
                        .logicalAnd(soFar.mask().gt(0));
        NDArray taken = own.toType(DataType.INT32, false).toType(right.getDataType(), false);
        return right.add(shifted.sub(right).mul(taken));
    }
}
