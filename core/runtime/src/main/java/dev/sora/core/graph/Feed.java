// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.tensor.Signal;
import java.util.Map;

/**
 * The arguments of a pass through the graph.
 *
 * @param inputs the encoded batch of each input particle that is computed
 * @param targets the targets of each output particle; empty if there are none
 * @param parameters the parameters, from {@link Weights#views}
 * @param moment the purpose and number of the pass
 * @param manager frees what the pass creates
 */
public record Feed(
        Map<String, NDList> inputs,
        Map<String, Signal> targets,
        Parameters parameters,
        Moment moment,
        NDManager manager) {

    /** Returns the arguments of a pass for evaluation or prediction. */
    public static Feed inference(
            Map<String, NDList> inputs, Parameters parameters, Moment moment, NDManager manager) {
        return new Feed(inputs, Map.of(), parameters, moment, manager);
    }
}
