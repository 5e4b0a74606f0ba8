// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The lengths of the records of a training, on the host: a minibatch is trimmed to its longest
 * record, and a step must not wait for the device to learn which one that is.
 */
public final class RecordLengths {

    private final Map<String, int[]> lengths = new LinkedHashMap<>();

    private RecordLengths() {}

    /**
     * Reads the lengths of all inputs that report them.
     *
     * @param known whether the rows of a minibatch are records of the data
     */
    public static RecordLengths of(FittedGraph graph, EncodedData data, boolean known) {
        RecordLengths all = new RecordLengths();
        for (Node.Input input : graph.plan().nodes(Node.Input.class)) {
            OptionalInt at = graph.inputs().get(input.name()).lengthsAt();
            if (known && at.isPresent()) {
                all.lengths.put(input.name(), data.numbers(input.name(), at.getAsInt()));
            }
        }
        return all;
    }

    /** Returns the greatest length among some rows, at least 1, by the name of the input. */
    public Map<String, Integer> longest(long[] rows) {
        Map<String, Integer> longest = new LinkedHashMap<>();
        lengths.forEach(
                (input, each) -> {
                    int most = 1;
                    for (long row : rows) {
                        most = Math.max(most, each[(int) row]);
                    }
                    longest.put(input, most);
                });
        return longest;
    }
}
