// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.engine.Tape;
import dev.sora.exhibit.Gallery;
import dev.sora.particle.FittedOutput;
import dev.sora.tensor.Signal;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shows where in a picture an answer is read from (R. R. Selvaraju et al., 2017, Grad-CAM): the
 * last signal with rows and columns before the output, its channels {@code A_k} weighted by the
 * mean gradient of the score of the answer, {@code relu(sum of w_k A_k)}.
 */
final class HeatMaps {

    /** The greatest number of pictures of a gallery. */
    private static final int SHOWN = 12;

    private final RunResults all;
    private final Node.Output output;
    private final List<DataRecord> records;

    HeatMaps(RunResults all, Node.Output output, List<DataRecord> records) {
        this.all = all;
        this.output = output;
        this.records = records;
    }

    /**
     * Returns the gallery of the same records with heat maps; empty if the records have no picture,
     * or the graph has no signal with rows and columns.
     */
    Optional<Gallery> of(Gallery gallery) {
        List<Gallery.Item> items =
                gallery.items().stream()
                        .filter(item -> item.record().isPresent())
                        .filter(item -> item.record().getAsInt() < records.size())
                        .filter(
                                item ->
                                        ExhibitParts.picture(records.get(item.record().getAsInt()))
                                                .isPresent())
                        .limit(SHOWN)
                        .toList();
        Optional<String> place = place();
        if (items.isEmpty()
                || place.isEmpty()
                || !DataProcedure.of(all.data().graph()).encodesMeasured()) {
            return Optional.empty();
        }
        List<DataRecord> chosen =
                items.stream().map(item -> records.get(item.record().getAsInt())).toList();
        return maps(place.get(), chosen)
                .map(
                        maps -> {
                            List<Gallery.Item> drawn = new ArrayList<>();
                            for (int i = 0; i < items.size(); i++) {
                                drawn.add(drawn(items.get(i), chosen.get(i), maps.get(i)));
                            }
                            return Gallery.of(
                                    "%s: where the answer is read from (Grad-CAM at '%s')"
                                            .formatted(gallery.title(), place.get()),
                                    gallery.tone(),
                                    gallery.total(),
                                    drawn);
                        });
    }

    private static Gallery.Item drawn(Gallery.Item item, DataRecord record, HeatMap map) {
        return new Gallery.Item(
                item.record(),
                Optional.of(map.over(ExhibitParts.picture(record).orElseThrow())),
                Optional.empty(),
                item.truth(),
                item.said(),
                item.likely(),
                List.of());
    }

    /** Returns the last node before the output whose signal has channels, rows and columns. */
    private Optional<String> place() {
        FittedGraph graph = all.data().graph();
        Set<String> before = new HashSet<>();
        output.from().stream().map(Source::node).forEach(before::add);
        List<Node> nodes = graph.plan().nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (!before.contains(node.name()) || node instanceof Node.Input) {
                continue;
            }
            TensorSpec values = graph.signal(node).values();
            if (node.count() == 1
                    && values.rank() == 3
                    && values.dimension(1) > 1
                    && values.dimension(2) > 1) {
                return Optional.of(node.name());
            }
            node.from().stream().map(Source::node).forEach(before::add);
        }
        return Optional.empty();
    }

    private Optional<List<HeatMap>> maps(String place, List<DataRecord> chosen) {
        FittedGraph graph = all.data().graph();
        FittedOutput fitted = graph.outputs().get(output.name());
        try (NDManager manager = all.engine().newManager()) {
            Network network = new Network(graph, all.engine(), manager);
            Feed feed =
                    Feed.inference(
                            new Encoder(graph).encode(chosen, false).upload(manager).inputs(),
                            all.weights().views(manager),
                            Moment.PREDICTION,
                            manager);
            Subgraph below = network.subgraph(List.of(place), List.of());
            Signal signal = network.compute(below, Map.of(), feed).get(place).member(0);
            Subgraph above = network.subgraph(List.of(output.name()), List.of(place));
            try (Tape tape = all.engine().openTape()) {
                NDArray leaf = tape.watch(signal.values());
                leaf.attach(manager);
                Signal prediction =
                        network.compute(
                                        above,
                                        Map.of(place, Value.of(signal.withValues(leaf))),
                                        feed)
                                .get(output.name())
                                .member(0);
                Optional<NDArray> scores =
                        PluginWork.call(
                                graph.plan(),
                                output.planned(),
                                "gave the scores of the answers of '%s'".formatted(output.name()),
                                () -> fitted.answerScores(prediction));
                if (scores.isEmpty()) {
                    return Optional.empty();
                }
                tape.backward(scores.get().sum());
                NDArray gradient = tape.gradient(leaf);
                gradient.attach(manager);
                return Optional.of(maps(leaf.stopGradient(), gradient));
            }
        }
    }

    private static List<HeatMap> maps(NDArray signal, NDArray gradient) {
        // the engine takes the mean over one dimension at a time
        NDArray weights = gradient.mean(new int[] {3}, true).mean(new int[] {2}, true);
        NDArray sum = signal.mul(weights).sum(new int[] {1});
        Shape shape = sum.getShape();
        int rows = (int) shape.get(1);
        int columns = (int) shape.get(2);
        float[] values = sum.toFloatArray();
        List<HeatMap> maps = new ArrayList<>();
        for (int i = 0; i < shape.get(0); i++) {
            maps.add(HeatMap.of(values, i * rows * columns, rows, columns));
        }
        return maps;
    }
}
