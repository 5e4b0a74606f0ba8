// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.norm.BatchNorm;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.particle.PassMode;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Normalises each feature over the batch (Ioffe and Szegedy, 2015): {@code (x - mean) / sqrt(var +
 * e) s + o}.
 *
 * <p>Training uses the mean and variance of the batch, and updates running statistics: {@code r = m
 * r + (1 - m) b}, where b is the statistic of the batch. Otherwise the running statistics are used;
 * also for a batch with a single value of each feature, which has no variance.
 *
 * @param momentum the fraction m of the running statistics that is kept at each step
 * @param epsilon the number e, which is added to the variance
 */
public record BatchNormalisation(float momentum, float epsilon) {

    /** The usual numbers: a momentum of 0.9 and an epsilon of 1e-5. */
    public static final BatchNormalisation DEFAULT = new BatchNormalisation(0.9f, 1e-5f);

    /** The engine normalises the second dimension without swapping axes. */
    private static final int NATURAL_AXIS = -1;

    /** Returns the parameters for a number of features, which may be unknown (-1). */
    public static List<ParameterSpec> parameters(long features) {
        return List.of(
                ParameterSpec.bias("scale", Initialiser.constant(1), features),
                ParameterSpec.bias("offset", Initialiser.zeros(), features),
                ParameterSpec.buffer("running_mean", Initialiser.zeros(), features),
                ParameterSpec.buffer("running_variance", Initialiser.constant(1), features));
    }

    /**
     * Returns the minimum number of records in a minibatch, for {@code ParticlePlan}: 2 if a record
     * has a single value of each feature.
     *
     * @param positions the dimensions of a record without the features, such as height and width
     */
    public static int leastRecords(long... positions) {
        for (long size : positions) {
            if (size != 1) {
                return 1;
            }
        }
        return 2;
    }

    /**
     * Applies a convolution or product, and normalises its features. Outside of training, the
     * normalisation is folded into the weights, if that saves time, and once for all predictions of
     * an open model. Therefore weight and bias must depend on nothing but parameters, and a
     * normalisation of a pass has one weight.
     *
     * @param values what the operation is applied to
     * @param weight the features are its first dimension
     * @param bias may be null
     * @param operation yields {@code (batch, features, …)} from a weight and a bias, which may be
     *     null; its result is freed once it is normalised
     */
    public NDArray after(
            BinaryOperator<NDArray> operation,
            NDArray values,
            NDArray weight,
            NDArray bias,
            Pass pass) {
        if (!folds(values, weight, pass)) {
            return Intermediates.consumed(operation.apply(weight, bias), x -> apply(x, pass));
        }
        NDList folded = folded(weight, bias, pass);
        return operation.apply(folded.get(0), folded.get(1));
    }

    /**
     * Returns whether {@link #folded} weights save time: outside of training, and if there are at
     * least as many values as weights, since the weights are multiplied instead of the values.
     */
    static boolean folds(NDArray values, NDArray weight, Pass pass) {
        return !pass.training() && values.size() >= weight.size();
    }

    /**
     * Returns the weight and bias of a convolution or product that yields the normalised values at
     * once. Outside of training, the normalisation is a linear function of each feature: {@code f =
     * scale / sqrt(running_variance + e)} multiplies the weight, and {@code offset + f (bias -
     * running_mean)} is the bias. This saves a pass over all values.
     *
     * @param weight the features are its first dimension
     * @param bias may be null
     * @throws IllegalStateException in training
     */
    NDList folded(NDArray weight, NDArray bias, Pass pass) {
        if (pass.training()) {
            throw new IllegalStateException("training normalises by the statistics of the batch");
        }
        if (pass.mode() == PassMode.PREDICT) {
            return new NDList(
                    pass.constant(
                            "folded weight",
                            "scale",
                            scale -> foldedWeight(weight, factor(scale, pass))),
                    pass.constant(
                            "folded bias",
                            "scale",
                            scale -> foldedBias(bias, factor(scale, pass), pass)));
        }
        NDArray factor = factor(pass.parameter("scale"), pass);
        return new NDList(foldedWeight(weight, factor), foldedBias(bias, factor, pass));
    }

    private NDArray factor(NDArray scale, Pass pass) {
        return scale.div(pass.parameter("running_variance").add(epsilon).sqrt());
    }

    private static NDArray foldedWeight(NDArray weight, NDArray factor) {
        long[] rows = new long[weight.getShape().dimension()];
        Arrays.fill(rows, 1);
        rows[0] = -1;
        return weight.mul(factor.reshape(rows));
    }

    private static NDArray foldedBias(NDArray bias, NDArray factor, Pass pass) {
        NDArray mean = pass.parameter("running_mean");
        NDArray centre = bias == null ? mean.neg() : bias.sub(mean);
        return centre.mul(factor).add(pass.parameter("offset"));
    }

    /** Normalises the second dimension of {@code (batch, features, …)}. */
    public NDArray apply(NDArray values, Pass pass) {
        // a single value has no variance: a last batch of one record uses the running statistics
        boolean single = values.size() == values.getShape().get(1);
        return BatchNorm.batchNorm(
                        values,
                        pass.parameter("running_mean"),
                        pass.parameter("running_variance"),
                        pass.parameter("scale"),
                        pass.parameter("offset"),
                        NATURAL_AXIS,
                        momentum,
                        epsilon,
                        pass.training() && !single)
                .head();
    }
}
