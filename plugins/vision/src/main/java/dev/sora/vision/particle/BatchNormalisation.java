// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import java.util.List;

/**
 * Normalises each channel over the batch (Ioffe and Szegedy, 2015, "Batch Normalization").
 *
 * <p>Training uses the mean and variance of the batch, and updates running statistics. Otherwise
 * the running statistics are used.
 */
final class BatchNormalisation {

    /** The share of the running statistics that is kept at each step. */
    private static final float MOMENTUM = 0.9f;

    private static final float EPSILON = 1e-5f;

    /** The engine normalises the second dimension without swapping axes. */
    private static final int NATURAL_AXIS = -1;

    private BatchNormalisation() {}

    static List<ParameterSpec> parameters(long channels) {
        return List.of(
                ParameterSpec.bias("scale", Initialiser.constant(1), channels),
                ParameterSpec.bias("offset", Initialiser.zeros(), channels),
                ParameterSpec.buffer("running_mean", Initialiser.zeros(), channels),
                ParameterSpec.buffer("running_variance", Initialiser.constant(1), channels));
    }

    /**
     * Returns the minimum number of records in a minibatch: a single value of a channel has no
     * variance.
     */
    static int leastRecords(ImageSignal image) {
        return image.height() == 1 && image.width() == 1 ? 2 : 1;
    }

    static NDArray apply(NDArray x, Pass pass) {
        // a single value has no variance: a last batch of one record uses the running statistics
        boolean ofBatch = pass.training() && x.size() > x.getShape().get(1);
        return BatchNorm.batchNorm(
                        x,
                        pass.parameter("running_mean"),
                        pass.parameter("running_variance"),
                        pass.parameter("scale"),
                        pass.parameter("offset"),
                        NATURAL_AXIS,
                        MOMENTUM,
                        EPSILON,
                        ofBatch)
                .head();
    }
}
