// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.Encoder;
import dev.sora.core.graph.Subgraph;
import dev.sora.core.plan.Node;
import dev.sora.data.DataRecord;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Computes the raw predictions of one output for many records. */
public final class OutputPass {

    private final DeviceModel device;
    private final Node.Output output;
    private final int size;
    private final Encoder encoder;
    private final Subgraph nodes;

    /**
     * Creates an instance.
     *
     * @param most the greatest number of records of a batch; less where the model evaluates fewer
     */
    public OutputPass(DeviceModel device, Node.Output output, int most) {
        this.device = device;
        this.output = output;
        this.size = Math.min(most, device.graph().plan().training().batches().evaluationSize());
        this.encoder = new Encoder(device.graph());
        this.nodes = device.network().subgraph(List.of(output.name()), List.of());
    }

    /** Divides records into batches that are computed one by one. */
    public List<List<DataRecord>> batches(List<DataRecord> all) {
        List<List<DataRecord>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }

    /**
     * Computes the predictions for a batch.
     *
     * @param manager owns the result
     */
    public Signal compute(List<DataRecord> batch, NDManager manager) {
        return device.network()
                .compute(
                        nodes,
                        Map.of(),
                        device.feed(encoder.encodeTogether(batch, nodes.inputs()), manager))
                .get(output.name())
                .member(0);
    }
}
