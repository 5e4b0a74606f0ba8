// SPDX-License-Identifier: Apache-2.0
package dev.sora.export;

import dev.sora.tensor.TensorSpec;

/**
 * A tensor in an ONNX graph.
 *
 * @param name its name in the graph
 * @param spec its element type and its shape without the batch dimension
 * @since 1.0
 */
public record OnnxValue(String name, TensorSpec spec) {

    /** Returns the result of an operator that does not change type and shape. */
    public OnnxValue with(String result) {
        return new OnnxValue(result, spec);
    }
}
