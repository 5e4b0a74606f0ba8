// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.core.plan.Node;
import dev.sora.tensor.Signal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes the raw predictions of all outputs. If an input has several views of a record, they are
 * the means over all views. Where the data holds the values of frozen nodes, only the nodes after
 * them are computed.
 */
final class RawPredictions {

    private final Network network;
    private final int views;
    private final Subgraph whole;

    /** The nodes whose values may be columns of the data, and the predictions from them. */
    private final Set<String> frontier;

    private final Subgraph rest;

    private final ScheduledSampling sampling;

    RawPredictions(Network network, Map<String, GrowingPath> growing) {
        FittedGraph graph = network.graph();
        this.network = network;
        this.views =
                graph.plan().nodes(Node.Input.class).stream()
                        .mapToInt(input -> input.particle().views())
                        .max()
                        .orElse(1);
        List<String> names =
                graph.plan().nodes(Node.Output.class).stream().map(Node::name).toList();
        this.whole = network.subgraph(names, List.of());
        this.frontier = Frontier.of(graph);
        this.rest = network.subgraph(names, frontier);
        this.sampling = new ScheduledSampling(network, names, growing);
    }

    /** Returns the nodes that the predictions need. */
    List<WiredNode> nodes() {
        return whole.nodes();
    }

    /** Computes the predictions; in training, those of the first view only. */
    Map<String, Signal> of(Feed feed) {
        Map<String, Signal> signals = once(feed);
        if (views == 1 || feed.moment().training()) {
            return signals;
        }
        for (int view = 1; view < views; view++) {
            Feed other =
                    new Feed(
                            feed.inputs(),
                            feed.targets(),
                            feed.parameters(),
                            feed.moment().of(view),
                            feed.manager());
            once(other).forEach((name, signal) -> signals.merge(name, signal, RawPredictions::sum));
        }
        signals.replaceAll((name, signal) -> signal.withValues(signal.values().div((float) views)));
        return signals;
    }

    private static Signal sum(Signal one, Signal other) {
        return one.withValues(one.values().add(other.values()));
    }

    private Map<String, Signal> once(Feed feed) {
        boolean kept = !frontier.isEmpty() && feed.inputs().keySet().containsAll(frontier);
        Map<String, Value> given = new HashMap<>();
        for (String name : kept ? frontier : Set.<String>of()) {
            given.put(name, Value.of(kept(feed.inputs().get(name), name, feed)));
        }
        Map<String, Value> computed =
                sampling.isWanted(feed)
                        ? sampling.compute(given, feed)
                        : network.compute(kept ? rest : whole, given, feed);
        Map<String, Signal> signals = new LinkedHashMap<>();
        computed.forEach((name, value) -> signals.put(name, value.member(0)));
        return signals;
    }

    /** Returns the kept values of a node; a sequence is trimmed to the longest of the batch. */
    private static Signal kept(NDList columns, String name, Feed feed) {
        NDArray values = columns.get(0);
        if (columns.size() == 1) {
            return Signal.of(values);
        }
        NDArray lengths = columns.get(1);
        Integer known = feed.longest().get(name);
        int longest = known == null ? Math.max(1, lengths.max().getInt()) : known;
        return Signal.sequence(
                longest < values.getShape().get(1)
                        ? values.split(new long[] {longest}, 1).get(0)
                        : values,
                lengths);
    }
}
