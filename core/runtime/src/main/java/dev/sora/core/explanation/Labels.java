// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.List;

/** The names of the parts of an input: the tokens of a text, the features of a vector. */
final class Labels {

    /** Stands for a token that the vocabulary does not have. */
    static final String UNKNOWN = "(unknown)";

    private Labels() {}

    /**
     * Returns the names of the parts, as many as there are; empty if they have none.
     *
     * @param signal the signal of the input for one record
     * @param count the number of parts
     */
    static List<String> of(FittedGraph graph, Node.Input input, Signal signal, int count) {
        if (signal.values().getDataType() != DataType.INT32) {
            List<String> features = graph.inputs().get(input.name()).features();
            return features.size() == count ? List.copyOf(features) : List.of();
        }
        List<String> entries = graph.signal(input).entries(Signal.VALUES);
        if (entries.isEmpty()) {
            return List.of();
        }
        int[] indices = signal.values().toIntArray();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < Math.min(count, indices.length); i++) {
            String entry = indices[i] < entries.size() ? entries.get(indices[i]) : "";
            labels.add(entry.isEmpty() ? UNKNOWN : entry);
        }
        return labels;
    }
}
