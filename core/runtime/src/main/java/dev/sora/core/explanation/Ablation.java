// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.DataExplanation.Bin;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.evaluation.MetricAccumulator;
import dev.sora.core.explanation.neighbours.RecordFeatures;
import dev.sora.core.graph.Feed;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.graph.Value;
import dev.sora.core.plan.Node;
import dev.sora.core.prediction.DeviceModel;
import dev.sora.metric.MetricResult;
import dev.sora.metric.Outcome;
import dev.sora.particle.FittedOutput;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures an output over a data set, with each particle in turn at its baseline value, and
 * collects the values of the particles.
 */
final class Ablation {

    private static final int BATCH = 64;

    /** The number of records over which particles are compared. */
    private static final int COMPARED = 512;

    private final DeviceModel device;
    private final Network network;
    private final FittedGraph graph;
    private final Node.Output output;
    private final List<Player> players;
    private final Baselines baselines;
    private final EncodedData data;
    private final NDManager manager;
    private final Subgraph all;
    private final Path path;
    private final Subgraph above;
    private final MetricAccumulator whole;
    private final Map<String, MetricAccumulator> without = new LinkedHashMap<>();
    private final Map<String, NDList> values = new LinkedHashMap<>();
    private final Calibration calibration = new Calibration();
    private int compared;

    /** Creates a measurement; the manager owns the collected values. */
    Ablation(
            DeviceModel device,
            Node.Output output,
            List<Player> players,
            Baselines baselines,
            EncodedData data,
            NDManager manager) {
        this.device = device;
        this.network = device.network();
        this.graph = network.graph();
        this.output = output;
        this.players = players;
        this.baselines = baselines;
        this.data = data;
        this.manager = manager;
        Set<String> replaced = new LinkedHashSet<>();
        players.forEach(player -> replaced.add(player.node().name()));
        this.path = Path.of(graph.plan(), output, replaced);
        Set<String> wanted = new LinkedHashSet<>(path.given());
        wanted.add(output.name());
        this.all = network.subgraph(wanted, List.of());
        this.above = network.subgraph(List.of(output.name()), path.given());
        this.whole = new MetricAccumulator(graph.plan(), output);
        for (Player player : players) {
            without.put(player.name(), new MetricAccumulator(graph.plan(), output));
            values.put(player.name(), new NDList());
        }
    }

    /** Measures all records. */
    void measure() {
        try (NDManager shared = manager.newSubManager()) {
            int size = Math.min(BATCH, graph.plan().training().batches().evaluationSize());
            EncodedData.Ranges ranges = data.ranges(size, shared);
            for (int i = 0; i < ranges.count(); i++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedRunException("stopped while explaining");
                }
                try (NDManager own = shared.newSubManager()) {
                    batch(ranges, i, own);
                }
            }
        }
    }

    private void batch(EncodedData.Ranges ranges, int batch, NDManager own) {
        Signal target = graph.targets(ranges.targets(batch, own)).get(output.name());
        Feed feed =
                Feed.inference(
                        ranges.inputs(batch, own),
                        device.weights().views(own),
                        Moment.PREDICTION,
                        own);
        Map<String, Value> computed = network.compute(all, Map.of(), feed);
        calibration.add(add(whole, computed.get(output.name()).member(0), target, feed));
        for (Player player : players) {
            Map<String, Value> given = new HashMap<>();
            path.given().forEach(name -> given.put(name, computed.get(name)));
            Value value = computed.get(player.node().name());
            Signal present = value.member(player.member());
            NDArray absent =
                    baselines.of(
                            player, graph.signal(player.node()), present, own, new ArrayList<>());
            given.put(
                    player.node().name(),
                    value.withMember(player.member(), present.withValues(absent)));
            Signal prediction = network.compute(above, given, feed).get(output.name()).member(0);
            add(without.get(player.name()), prediction, target, feed);
            if (compared < COMPARED) {
                NDArray features = RecordFeatures.of(present);
                features.attach(manager);
                values.get(player.name()).add(features);
            }
        }
        compared += compared < COMPARED ? (int) target.values().getShape().get(0) : 0;
    }

    private Outcome add(MetricAccumulator tally, Signal prediction, Signal target, Feed feed) {
        FittedOutput fitted = graph.outputs().get(output.name());
        Outcome outcome = fitted.outcome(prediction, target);
        tally.add(
                outcome,
                () ->
                        (double)
                                fitted.loss(prediction, target, network.lossPass(output, feed))
                                        .getFloat());
        return outcome;
    }

    /** Returns the metrics of the whole model. */
    Map<String, MetricResult> whole() {
        return whole.results();
    }

    /** Returns the metrics without a particle. */
    Map<String, MetricResult> without(Player player) {
        return without.get(player.name()).results();
    }

    int compared() {
        return compared;
    }

    Map<String, Map<String, Double>> similarity() {
        Map<String, NDArray> joined = new LinkedHashMap<>();
        values.forEach((name, parts) -> joined.put(name, NDArrays.concat(parts, 0)));
        return Similarity.of(joined, manager);
    }

    List<Bin> calibration() {
        return calibration.bins();
    }
}
