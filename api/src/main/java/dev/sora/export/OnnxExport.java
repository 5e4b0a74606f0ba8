// SPDX-License-Identifier: Apache-2.0
package dev.sora.export;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Declares the ONNX operators of a particle, a combiner or a fitted output. They must compute the
 * same values as a prediction, up to rounding, for any size of the batch.
 *
 * @since 1.0
 */
@ConsumerType
public interface OnnxExport {

    /**
     * Adds operators to a graph. Of a generation, each member is exported on its own.
     *
     * @param inputs the signals, in the order in which they were planned
     * @param graph receives the operators, and gives access to the parameters of this node
     * @return the signal; for an output, its raw prediction
     * @throws UnsupportedOperationException if these settings or inputs cannot be expressed; the
     *     message says which
     */
    OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph);

    /**
     * Returns whether the operators read {@link OnnxValue#lengths()}. If they do not, a model that
     * gives a sequence to this part is not exported.
     */
    default boolean exportsSequences() {
        return false;
    }

    /**
     * Adds operators that turn the raw prediction of an output into values that a person reads,
     * such as probabilities.
     *
     * @param raw the result of {@link #export}
     * @return the values by key; further outputs of the model
     */
    default Map<String, OnnxValue> answers(OnnxValue raw, OnnxGraph graph) {
        return Map.of();
    }
}
