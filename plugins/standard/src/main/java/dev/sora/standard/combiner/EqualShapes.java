// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import dev.sora.layers.Signals;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/** Checks that the inputs of a combiner have equal shapes, and reports the one that differs. */
final class EqualShapes {

    private EqualShapes() {}

    /**
     * Returns the common shape, with every dimension that at least one input knows.
     *
     * @param first the number of the first of these inputs, for messages
     */
    static TensorSpec of(List<SignalSpec> parts, String combiner, int first) {
        TensorSpec shape = Signals.floats(parts.get(0), combiner);
        for (int i = 1; i < parts.size(); i++) {
            TensorSpec part = Signals.floats(parts.get(i), combiner);
            if (!shape.fits(part)) {
                throw new ShapeException(
                        "parts of one shape; part %d is %s".formatted(first, parts.get(0).values()),
                        "part %d is %s".formatted(first + i, part),
                        "give every part the same shape, or join them with 'concat'");
            }
            shape = merge(shape, part);
        }
        return shape;
    }

    private static TensorSpec merge(TensorSpec one, TensorSpec other) {
        long[] dimensions = new long[one.rank()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = Math.max(one.dimension(i), other.dimension(i));
        }
        return TensorSpec.floats(dimensions);
    }
}
