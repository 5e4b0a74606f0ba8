// SPDX-License-Identifier: Apache-2.0
package dev.sora.tensor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What flows along one edge of the graph: one tensor or several that belong together.
 *
 * <p>The first tensor holds the values. Further ones are up to the particles at both ends, for
 * example a mask of the valid steps of a sequence, or the boxes beside the classes of a detector.
 *
 * @param tensors the tensors, at least one
 * @since 1.0
 */
public record SignalSpec(List<TensorSpec> tensors) {

    /** Copies the list and checks that it is not empty. */
    public SignalSpec {
        tensors = List.copyOf(tensors);
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("a signal has at least one tensor");
        }
    }

    /** Returns a signal of the given tensors. */
    public static SignalSpec of(TensorSpec... tensors) {
        return new SignalSpec(List.of(tensors));
    }

    /** Returns a signal of one tensor of 32-bit floats. */
    public static SignalSpec floats(long... dimensions) {
        return of(TensorSpec.floats(dimensions));
    }

    /** Returns the tensor that holds the values. */
    public TensorSpec values() {
        return tensors.get(0);
    }

    /** Returns a copy with other values and the same further tensors. */
    public SignalSpec withValues(TensorSpec values) {
        List<TensorSpec> changed = new java.util.ArrayList<>(tensors);
        changed.set(0, values);
        return new SignalSpec(changed);
    }

    /** Returns the shapes, such as {@code (128)} or {@code (?, 100) + (?)}. */
    @Override
    public String toString() {
        return tensors.stream().map(TensorSpec::toString).collect(Collectors.joining(" + "));
    }
}
