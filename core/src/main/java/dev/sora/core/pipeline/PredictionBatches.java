// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.DeviceData;
import dev.sora.core.data.Encoder;
import dev.sora.core.data.HostData;
import dev.sora.core.data.UnknownCounts;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.graph.Weights;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.run.InterruptedRunException;
import dev.sora.data.DataRecord;
import dev.sora.engine.Engine;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Gathers records until they are worth a pass, and hands on a line for each in their order. */
final class PredictionBatches {

    private final LoadedModel model;
    private final Plan plan;
    private final Network network;
    private final Encoder encoder;
    private final Weights weights;
    private final NDManager manager;
    private final PredictionLines lines;
    private final boolean skipBroken;
    private final Consumer<Map<String, Object>> predictions;
    private final List<DataRecord> waiting = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();

    PredictionBatches(
            LoadedModel model,
            UnknownCounts unknown,
            Engine engine,
            Weights weights,
            NDManager manager,
            PredictionLines lines,
            boolean skipBroken,
            Consumer<Map<String, Object>> predictions) {
        this.model = model;
        this.plan = model.plan();
        this.network = new Network(model.graph(), engine, manager);
        this.encoder = new Encoder(model.graph(), unknown);
        this.weights = weights;
        this.manager = manager;
        this.lines = lines;
        this.skipBroken = skipBroken;
        this.predictions = predictions;
    }

    /** Adds a record; what waits is predicted for when there are enough. */
    void add(long position, DataRecord record) {
        waiting.add(record);
        positions.add(position);
        if (waiting.size() >= plan.training().evaluationBatchSize()) {
            flush();
        }
    }

    /** Predicts for all that wait. */
    void flush() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedRunException("stopped while predicting");
        }
        if (waiting.isEmpty()) {
            return;
        }
        SortedMap<Integer, RecordException> broken = new TreeMap<>();
        List<DataRecord> sound = new ArrayList<>();
        HostData encoded = encoded(sound, broken);
        List<Map<String, Map<String, Object>>> predicted =
                sound.isEmpty() ? List.of() : predicted(sound.size(), encoded);
        for (int i = 0, at = 0; i < waiting.size(); i++) {
            long position = positions.get(i);
            predictions.accept(
                    broken.containsKey(i)
                            ? lines.broken(position, waiting.get(i), broken.get(i))
                            : lines.predicted(position, waiting.get(i), predicted.get(at++)));
        }
        waiting.clear();
        positions.clear();
    }

    /** Encodes what waits, without the records that are broken if they may be left out. */
    private HostData encoded(List<DataRecord> sound, SortedMap<Integer, RecordException> broken) {
        try {
            HostData encoded = encoder.encode(waiting, false);
            sound.addAll(waiting);
            return encoded;
        } catch (RecordException e) {
            if (!skipBroken) {
                throw e;
            }
        }
        broken.putAll(encoder.broken(waiting, false));
        for (int i = 0; i < waiting.size(); i++) {
            if (!broken.containsKey(i)) {
                sound.add(waiting.get(i));
            }
        }
        return encoder.encode(sound, false);
    }

    /** Returns, for each record, what each output predicts. */
    private List<Map<String, Map<String, Object>>> predicted(int records, HostData encoded) {
        try (NDManager batchManager = manager.newSubManager()) {
            DeviceData batch = encoded.upload(batchManager);
            Map<String, NDList> raw =
                    network.forward(
                            batch.inputs(),
                            Map.of(),
                            weights.views(batchManager),
                            Moment.PREDICTION,
                            batchManager);
            List<Map<String, Map<String, Object>>> predicted = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                predicted.add(new LinkedHashMap<>());
            }
            for (Node.Output output : plan.nodes(Node.Output.class)) {
                List<Map<String, Object>> decoded = decode(output, raw.get(output.name()));
                if (decoded.size() != records) {
                    throw misaligned(output, records, decoded.size());
                }
                for (int i = 0; i < records; i++) {
                    predicted.get(i).put(output.name(), decoded.get(i));
                }
            }
            return predicted;
        }
    }

    private SoraException misaligned(Node.Output output, int records, int decoded) {
        return new SoraException(
                Problem.of(
                                "SORA-3907",
                                "'%s' of plugin '%s' did not decode one prediction a record"
                                        .formatted(
                                                output.planned().type().descriptor().name(),
                                                output.planned().plugin().name()))
                        .where(plan.manifest().where(output.planned().path()))
                        .needs("%d predictions".formatted(records))
                        .have(String.valueOf(decoded))
                        .fix("report it to the plugin's authors"));
    }

    private List<Map<String, Object>> decode(Node.Output output, NDList prediction) {
        return PluginWork.call(
                plan,
                output.planned(),
                "decoded the predictions of '%s'".formatted(output.name()),
                () -> model.graph().outputs().get(output.name()).decode(prediction));
    }
}
