// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.io.TensorData;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * The values that stand for an absent particle: the means over the training data, or zero.
 *
 * @param means the means by the name of a node or member, see {@link
 *     dev.sora.core.means.ActivationMeans}
 * @param wantsMeans whether a node without a mean is reported
 */
record Baselines(Map<String, TensorData> means, boolean wantsMeans) {

    /** Returns the means, which stand for what is absent wherever they are known. */
    static Baselines of(Map<String, TensorData> means) {
        return new Baselines(means, true);
    }

    /** Returns zero as the value of all nodes, as the caller wants it. */
    static Baselines zero() {
        return new Baselines(Map.of(), false);
    }

    /**
     * Returns the absent value of a particle, in the shape of its value for a record: the mean; of
     * a sequence the same mean at each valid step; zero if no mean is known.
     *
     * @param spec the signal of the node
     * @param present its signal for one record
     * @param manager owns the result
     * @param missing receives the name if a mean is wanted and none is known
     */
    NDArray of(
            Player player,
            SignalSpec spec,
            Signal present,
            NDManager manager,
            Collection<String> missing) {
        Shape shape = present.values().getShape();
        TensorData mean = means.get(player.name());
        if (mean == null) {
            if (wantsMeans) {
                missing.add(player.name());
            }
            return manager.zeros(shape);
        }
        NDArray known = manager.create(mean.toFloats(), spread(mean, spec, shape));
        NDArray filled = manager.zeros(shape).add(known);
        return present.isSequence() ? present.withValues(filled).masked().values() : filled;
    }

    /** Returns the shape in which a mean applies to all elements: 1 where it has no dimension. */
    private static Shape spread(TensorData mean, SignalSpec spec, Shape shape) {
        long[] dimensions = new long[shape.dimension()];
        Arrays.fill(dimensions, 1);
        long[] own = mean.dimensions();
        int from = spec.isSequence() ? 2 : 1;
        System.arraycopy(own, 0, dimensions, from, own.length);
        return new Shape(dimensions);
    }
}
