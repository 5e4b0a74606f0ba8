// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.tensor.HostTensor;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The lengths of records, on the host: a minibatch is trimmed to its longest record, and a step or
 * a prediction must not wait for the device to learn which one that is.
 */
public final class RecordLengths {

    private final Map<String, int[]> lengths = new LinkedHashMap<>();

    private RecordLengths() {}

    /**
     * Returns where the tensors of inputs contain lengths, by the names of those that report it.
     */
    public static Map<String, Integer> places(FittedGraph graph) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (Node.Input input : graph.plan().nodes(Node.Input.class)) {
            graph.inputs()
                    .get(input.name())
                    .lengthsAt()
                    .ifPresent(at -> places.put(input.name(), at));
        }
        return places;
    }

    /**
     * Returns the greatest length among all records, at least 1, by the name of the input.
     *
     * @param places from {@link #places}
     */
    public static Map<String, Integer> longest(HostData data, Map<String, Integer> places) {
        Map<String, Integer> longest = new LinkedHashMap<>();
        places.forEach(
                (input, at) -> {
                    HostTensor lengths = data.inputs().get(input).get(at);
                    IntBuffer each =
                            lengths.data().duplicate().order(ByteOrder.nativeOrder()).asIntBuffer();
                    int most = 1;
                    while (each.hasRemaining()) {
                        most = Math.max(most, each.get());
                    }
                    longest.put(input, most);
                });
        return longest;
    }

    /**
     * Reads the lengths of all inputs that report them, and of the values of nodes that are kept.
     *
     * @param known whether the rows of a minibatch are records of the data
     */
    public static RecordLengths of(FittedGraph graph, EncodedData data, boolean known) {
        RecordLengths all = new RecordLengths();
        if (known) {
            places(graph).forEach((name, at) -> all.lengths.put(name, data.numbers(name, at)));
            all.lengths.putAll(data.keptLengths());
        }
        return all;
    }

    /**
     * Returns the greatest length among some rows, at least 1, by the name of the input or node.
     */
    public Map<String, Integer> longest(long[] rows) {
        Map<String, Integer> longest = new LinkedHashMap<>();
        lengths.forEach(
                (name, each) -> {
                    int most = 1;
                    for (long row : rows) {
                        most = Math.max(most, each[(int) row]);
                    }
                    longest.put(name, most);
                });
        return longest;
    }
}
