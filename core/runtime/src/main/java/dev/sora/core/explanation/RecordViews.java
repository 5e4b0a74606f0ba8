// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.core.score.ScoredAnswer;
import dev.sora.data.DataRecord;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of all nodes for one record, in each of the views that inputs have of it. As in a
 * prediction, the answer is that of the mean prediction over all views.
 */
final class RecordViews {

    private final FittedGraph graph;
    private final DeviceModel device;
    private final List<Map<String, Value>> views = new ArrayList<>();

    /**
     * Computes the values that some outputs depend on.
     *
     * @param manager owns them
     */
    RecordViews(
            FittedGraph graph,
            DeviceModel device,
            Encoder encoder,
            DataRecord record,
            List<Node.Output> outputs,
            NDManager manager) {
        this.graph = graph;
        this.device = device;
        Set<String> wanted = new LinkedHashSet<>();
        for (Node.Output output : outputs) {
            Path path = Path.of(graph.plan(), output, Set.of());
            graph.plan().nodes().stream()
                    .map(Node::name)
                    .filter(path::isBefore)
                    .forEach(wanted::add);
        }
        Subgraph all = device.network().subgraph(wanted, List.of());
        Feed feed = device.feed(encoder.encodeTogether(List.of(record), all.inputs()), manager);
        int count = outputs.stream().mapToInt(this::count).max().orElse(1);
        for (int view = 0; view < count; view++) {
            Feed own =
                    new Feed(
                            feed.inputs(),
                            feed.targets(),
                            feed.parameters(),
                            feed.moment().of(view),
                            manager);
            views.add(device.network().compute(all, Map.of(), own));
        }
    }

    /**
     * Returns the number of views whose predictions are averaged for an output: as many as any
     * input has, or one if no input before the output has several.
     */
    private int count(Node.Output output) {
        Path path = Path.of(graph.plan(), output, Set.of());
        boolean several =
                graph.plan().nodes(Node.Input.class).stream()
                        .filter(input -> path.isBefore(input.name()))
                        .anyMatch(input -> input.particle().views() > 1);
        return several
                ? graph.plan().nodes(Node.Input.class).stream()
                        .mapToInt(input -> input.particle().views())
                        .max()
                        .orElse(1)
                : 1;
    }

    /** Returns the prediction that decides the answer of an output: the mean over the views. */
    Signal answered(Node.Output output) {
        List<Map<String, Value>> own = views.subList(0, count(output));
        Signal answered = own.get(0).get(output.name()).member(0);
        for (Map<String, Value> other : own.subList(1, own.size())) {
            Signal more = other.get(output.name()).member(0);
            answered = answered.withValues(answered.values().add(more.values()));
        }
        if (own.size() > 1) {
            answered = answered.withValues(answered.values().div((float) own.size()));
        }
        return answered;
    }

    /**
     * Returns the answer of an output, with the values of each view.
     *
     * @param score the score of the answer
     */
    List<AnsweredRecord> of(Node.Output output, ScoredAnswer score) {
        Signal answered = answered(output);
        List<AnsweredRecord> records = new ArrayList<>();
        for (Map<String, Value> values : views.subList(0, count(output))) {
            records.add(
                    new AnsweredRecord(
                            device.network(), device.weights(), output, values, answered, score));
        }
        return records;
    }
}
