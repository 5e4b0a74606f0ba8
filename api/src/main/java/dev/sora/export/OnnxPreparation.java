// SPDX-License-Identifier: Apache-2.0
package dev.sora.export;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Declares the ONNX operators that prepare the values of columns as a fitted input does: scaling,
 * missing values, the index of a category. A model with such an input takes the values of columns;
 * that of another input takes its prepared values.
 *
 * @since 1.2
 */
@ConsumerType
public interface OnnxPreparation {

    /**
     * Adds operators to a graph. They must compute what the input does in a prediction, up to
     * rounding, for any size of the batch and every value that the input accepts.
     *
     * @param graph receives the operators; {@link OnnxGraph#column} gives the values of columns
     * @return the signal of the input
     * @throws UnsupportedOperationException if these settings cannot be expressed; the message says
     *     which
     */
    OnnxValue prepare(OnnxGraph graph);
}
