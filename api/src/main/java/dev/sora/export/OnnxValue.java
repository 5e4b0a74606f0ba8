// SPDX-License-Identifier: Apache-2.0
package dev.sora.export;

import dev.sora.tensor.TensorSpec;
import java.util.Objects;
import java.util.Optional;

/**
 * A tensor in an ONNX graph.
 *
 * @param name its name in the graph
 * @param spec its element type and its shape without the batch dimension
 * @param lengths of a sequence, the name of the tensor with the number of valid steps of each
 *     record, {@code (batch)} of 32-bit integers; empty if all steps are valid
 * @since 1.0
 */
public record OnnxValue(String name, TensorSpec spec, Optional<String> lengths) {

    /** Checks that no part is missing. */
    public OnnxValue {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(lengths, "lengths");
    }

    /** Creates a tensor all of whose steps are valid. */
    public OnnxValue(String name, TensorSpec spec) {
        this(name, spec, Optional.empty());
    }

    /** Returns the result of an operator that does not change type, shape and lengths. */
    public OnnxValue with(String result) {
        return new OnnxValue(result, spec, lengths);
    }
}
