// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.retrieval;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.SplitRecords;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.PreparedData;
import dev.sora.core.data.encoding.SplitEncoding;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import java.util.List;
import java.util.Set;

/** Each record has targets of its own, and a prediction of its own. */
record RecordProcedure(FittedGraph graph) implements DataProcedure {

    @Override
    public Minibatches minibatches(EncodedData data, NDManager manager) {
        return (rows, random, owner) ->
                new Minibatches.Batch(data.inputs(rows, owner), data.targets(rows, owner));
    }

    @Override
    public List<Node> recordNodes() {
        return graph.plan().nodes();
    }

    @Override
    public Set<String> recordInputs() {
        return graph.inputs().keySet();
    }

    @Override
    public boolean encodesMeasured() {
        return true;
    }

    @Override
    public PreparedData encode(SplitRecords records, MemoryBound memory, UnknownCounts unknown) {
        return SplitEncoding.of(graph, records, memory, unknown);
    }
}
