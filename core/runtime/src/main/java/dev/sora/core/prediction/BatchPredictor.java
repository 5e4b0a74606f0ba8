// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.data.encoding.HostData;
import dev.sora.core.data.encoding.RecordLengths;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.device.BatchWork;
import dev.sora.core.device.DeviceFailures;
import dev.sora.core.device.MemoryNeed;
import dev.sora.core.generation.Generator;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Plan;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Computes the whole graph for records, in one pass. */
public final class BatchPredictor implements Predictor {

    private final FittedGraph graph;
    private final Plan plan;
    private final DeviceModel device;
    private final Encoder encoder;
    private final OutputDecoder decoder;
    private final Map<String, Integer> lengths;

    public BatchPredictor(FittedGraph graph, DeviceModel device) {
        this.graph = graph;
        this.plan = graph.plan();
        this.device = device;
        this.encoder = new Encoder(graph);
        this.decoder = new OutputDecoder(graph);
        this.lengths = RecordLengths.places(graph);
    }

    @Override
    public int batchSize() {
        return plan.training().batches().evaluationSize();
    }

    @Override
    public int together(List<DataRecord> records) {
        return encoder.together(records);
    }

    @Override
    public List<Answer> predict(
            List<DataRecord> records, boolean skipBroken, Optional<UnknownCounts> unknown) {
        Encoder encoding = unknown.map(counts -> new Encoder(graph, counts)).orElse(encoder);
        try {
            return computed(records, encoding.encodeTogether(records));
        } catch (RecordException e) {
            if (!skipBroken) {
                throw e;
            }
        }
        SortedMap<Integer, RecordException> broken = encoding.broken(records, false);
        List<DataRecord> sound = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (!broken.containsKey(i)) {
                sound.add(records.get(i));
            }
        }
        List<Answer> computed =
                sound.isEmpty() ? List.of() : computed(sound, encoding.encodeTogether(sound));
        List<Answer> all = new ArrayList<>();
        for (int i = 0, at = 0; i < records.size(); i++) {
            all.add(broken.containsKey(i) ? Answer.broken(broken.get(i)) : computed.get(at++));
        }
        return all;
    }

    private List<Answer> computed(List<DataRecord> records, HostData encoded) {
        return DeviceFailures.in(
                device::ifStarted,
                BatchWork.call(records.size()).measuredBy(few -> count(records.subList(0, few))),
                () ->
                        device.predict(
                                records.size(),
                                manager ->
                                        decoder.decode(forward(encoded, manager), records).stream()
                                                .map(Answer::of)
                                                .toList()));
    }

    private Map<String, Signal> forward(HostData encoded, NDManager manager) {
        return Generator.asStated()
                .forward(
                        device.network(),
                        device.feed(encoded, manager)
                                .with(RecordLengths.longest(encoded, lengths)));
    }

    /** Counts the memory that the prediction of some records needs. */
    private MemoryNeed.Count count(List<DataRecord> records) {
        HostData encoded = encoder.encodeTogether(records);
        return device.predict(
                records.size(),
                manager -> {
                    forward(encoded, manager);
                    return MemoryNeed.Count.of(records.size(), manager, device.engine());
                });
    }
}
