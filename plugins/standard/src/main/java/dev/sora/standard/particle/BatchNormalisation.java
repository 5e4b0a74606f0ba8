// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.standard.layer.Signals;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/**
 * Normalises over the batch (Ioffe and Szegedy, 2015): {@code (x - mean) / sqrt(var + e) s + o},
 * for each feature of vectors and of fixed-length steps, and for each channel of images. The
 * running mean and variance are {@code r = m r + (1 - m) b}, where b is the statistic of the batch.
 */
record BatchNormalisation(float momentum, float epsilon) implements UnaryParticle {

    /** The engine normalises the second dimension without swapping axes. */
    private static final int NATURAL_AXIS = -1;

    @Override
    public ParticlePlan plan(SignalSpec input) {
        TensorSpec values = Signals.floats(input, "batch_norm");
        // padding would distort the means
        Signals.refuseSequence(input, "batch_norm");
        long features =
                switch (values.rank()) {
                    case 1, 3 -> values.dimension(0);
                    case 2 -> values.dimension(1);
                    default ->
                            throw new ShapeException(
                                    "a vector (features), a sequence (steps, features) or an image"
                                            + " (channels, height, width)",
                                    input);
                };
        // a single value of a feature has no variance
        long positions =
                switch (values.rank()) {
                    case 1 -> 1;
                    case 2 -> values.dimension(0);
                    default -> values.dimension(1) == 1 ? values.dimension(2) : 0;
                };
        return ParticlePlan.of(
                        input,
                        ParameterSpec.bias("scale", Initialiser.constant(1), features),
                        ParameterSpec.bias("offset", Initialiser.zeros(), features),
                        ParameterSpec.buffer("running_mean", Initialiser.zeros(), features),
                        ParameterSpec.buffer("running_variance", Initialiser.constant(1), features))
                .withLeastRecords(positions == 1 ? 2 : 1);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray values = input.values();
        Shape shape = values.getShape();
        if (shape.dimension() == 3) {
            NDArray steps = values.reshape(new Shape(-1, shape.get(2)));
            return input.withValues(normalise(steps, pass).reshape(shape));
        }
        return input.withValues(normalise(values, pass));
    }

    private NDArray normalise(NDArray values, Pass pass) {
        Shape shape = values.getShape();
        // a single value has no variance: a last batch of one record uses the running statistics
        boolean single = values.size() == shape.get(1);
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
