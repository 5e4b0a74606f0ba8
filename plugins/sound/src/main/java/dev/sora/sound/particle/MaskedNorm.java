// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.BatchNormalisation;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) over the valid steps of sequences: padding counts
 * in no mean. Otherwise as {@link BatchNormalisation}.
 */
final class MaskedNorm {

    private static final float MOMENTUM = 0.9f;
    private static final float EPSILON = 1e-5f;

    private MaskedNorm() {}

    static List<ParameterSpec> parameters(long features) {
        return BatchNormalisation.parameters(features);
    }

    /** Normalises {@code (batch, steps, features)}. */
    static NDArray apply(Signal signal, Pass pass) {
        NDArray values = signal.values();
        NDArray scale = pass.parameter("scale");
        NDArray offset = pass.parameter("offset");
        NDArray runningMean = pass.parameter("running_mean");
        NDArray runningVariance = pass.parameter("running_variance");
        if (!pass.training() || isSingle(signal)) {
            NDArray factor = scale.div(runningVariance.add(EPSILON).sqrt());
            return values.sub(runningMean).mul(factor).add(offset);
        }
        NDArray places = places(signal);
        NDArray valid = signal.isSequence() ? signal.mask().expandDims(2) : null;
        NDArray mean = sum(values, valid).div(places);
        NDArray centred = values.sub(mean);
        NDArray variance = sum(centred.square(), valid).div(places);
        update(runningMean, mean);
        update(runningVariance, variance.mul(places.div(places.sub(1f).maximum(1f))));
        return centred.mul(scale.div(variance.add(EPSILON).sqrt())).add(offset);
    }

    /**
     * Returns whether there is one place only, which has no variance. The device is asked only for
     * a minibatch of one record, because the answer waits for it.
     */
    private static boolean isSingle(Signal signal) {
        Shape shape = signal.values().getShape();
        if (shape.get(0) > 1 || !signal.isSequence()) {
            return shape.get(0) * shape.get(1) < 2;
        }
        return signal.lengths().sum().toLongArray()[0] < 2;
    }

    /** Returns the number of places that are not padding. */
    private static NDArray places(Signal signal) {
        Shape shape = signal.values().getShape();
        return signal.isSequence()
                ? signal.lengths().sum().toType(DataType.FLOAT32, false).maximum(1f)
                : signal.values().getManager().create((float) (shape.get(0) * shape.get(1)));
    }

    private static NDArray sum(NDArray values, NDArray valid) {
        NDArray counted = valid == null ? values : values.mul(valid);
        return counted.sum(new int[] {0, 1});
    }

    private static void update(NDArray running, NDArray current) {
        running.muli(MOMENTUM).addi(current.stopGradient().mul(1 - MOMENTUM));
    }
}
