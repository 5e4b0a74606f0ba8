// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;

/**
 * A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001). The score of a
 * sequence of tags is the sum of the scores of the tags at their tokens, of the steps from each tag
 * to the next, and of the first and the last tag; its probability is {@code exp(score) / Z}.
 */
final class Crf {

    /**
     * The parameter with the score of each step: a row for each pair of tags, {@code from * tags +
     * to}, so that a training that continues finds each by the names of both.
     */
    static final String STEPS = "steps";

    /** The parameter with the score of each first tag. */
    static final String FIRST = "first";

    /** The parameter with the score of each last tag. */
    static final String LAST = "last";

    private Crf() {}

    /**
     * Computes {@code log Z - score}, the negative logarithm of the probability of the right tags:
     * {@code (batch)}.
     *
     * @param scores the scores of the tags at each token, {@code (batch, steps, tags)}, with
     *     lengths
     * @param tags the right tags, {@code (batch, steps)}
     */
    static NDArray loss(Signal scores, NDArray tags, Pass pass) {
        return partition(scores, pass).sub(score(scores, tags, pass));
    }

    /** Computes the logarithm of the sum over all sequences of tags: {@code (batch)}. */
    static NDArray partition(Signal scores, Pass pass) {
        NDArray values = scores.values();
        long steps = values.getShape().get(1);
        NDArray transitions = transitions(values.getShape().get(2), pass).expandDims(0);
        NDList each = values.split(steps, 1);
        NDList masks = scores.mask().split(steps, 1);
        NDArray forward = each.get(0).squeeze(1).add(pass.parameter(FIRST));
        for (int t = 1; t < steps; t++) {
            NDArray next =
                    logSum(forward.expandDims(2).add(transitions), 1).add(each.get(t).squeeze(1));
            // a record that has ended keeps its sums
            forward = forward.add(next.sub(forward).mul(masks.get(t)));
        }
        return logSum(forward.add(pass.parameter(LAST)), 1);
    }

    /** Returns the scores of the steps, {@code (from, to)}. */
    private static NDArray transitions(long tags, Pass pass) {
        return pass.parameter(STEPS).reshape(tags, tags);
    }

    private static NDArray logSum(NDArray values, int axis) {
        NDArray most = values.max(new int[] {axis}, true).stopGradient();
        return values.sub(most).exp().sum(new int[] {axis}).log().add(most.squeeze(axis));
    }

    /** Computes the score of sequences of tags: {@code (batch)}. */
    static NDArray score(Signal scores, NDArray tags, Pass pass) {
        NDArray values = scores.values();
        Shape shape = values.getShape();
        int count = (int) shape.get(2);
        NDArray mask = scores.mask();
        NDArray chosen =
                tags.toType(DataType.INT64, false)
                        .oneHot(count)
                        .toType(DataType.FLOAT32, false)
                        .mul(mask.expandDims(2));
        NDArray sum = chosen.mul(values).sum(new int[] {1, 2});
        sum = sum.add(chosen.get(":, 0").mul(pass.parameter(FIRST)).sum(new int[] {1}));
        NDArray ends = mask;
        if (shape.get(1) > 1) {
            NDArray before = chosen.get(":, :-1");
            NDArray after = chosen.get(":, 1:");
            sum = sum.add(before.matMul(transitions(count, pass)).mul(after).sum(new int[] {1, 2}));
            NDArray zeros = mask.get(":, :1").zerosLike();
            ends = mask.sub(mask.get(":, 1:").concat(zeros, 1));
        }
        NDArray last = chosen.mul(ends.expandDims(2)).sum(new int[] {1});
        return sum.add(last.mul(pass.parameter(LAST)).sum(new int[] {1}));
    }
}
