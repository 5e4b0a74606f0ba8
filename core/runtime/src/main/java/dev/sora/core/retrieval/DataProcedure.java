// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.retrieval;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.MemoryBound;
import dev.sora.core.data.SplitRecords;
import dev.sora.core.data.encoding.EncodedData;
import dev.sora.core.data.encoding.PreparedData;
import dev.sora.core.data.encoding.UnknownCounts;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a pipeline is trained, measured and asked: by records, each with targets of its own, or by
 * choosing among candidates. This is the only place that decides which.
 */
public sealed interface DataProcedure permits RecordProcedure, Retriever {

    /**
     * Returns the procedure of a graph: retrieval if an output offers it.
     *
     * @throws dev.sora.problem.SoraException if the graph does not allow retrieval
     */
    static DataProcedure of(FittedGraph graph) {
        return Retriever.of(graph)
                .<DataProcedure>map(r -> r)
                .orElseGet(() -> new RecordProcedure(graph));
    }

    /**
     * Returns the minibatches of training.
     *
     * @param manager owns the tensors that all of them need
     */
    Minibatches minibatches(EncodedData data, NDManager manager);

    /** Returns the nodes that see each record of a minibatch once. */
    List<Node> recordNodes();

    /** Returns the names of the inputs that are computed from a record to predict for. */
    Set<String> recordInputs();

    /** Returns whether records to measure are encoded before they are measured. */
    boolean encodesMeasured();

    /**
     * Encodes or tries out records to measure, so that broken ones are found early.
     *
     * @param unknown counts values that are unknown from training
     * @throws dev.sora.problem.RecordException if a record is broken and may not be left out
     * @throws dev.sora.problem.DataException if no record can be measured
     */
    PreparedData encode(SplitRecords records, MemoryBound memory, UnknownCounts unknown);

    /** Returns the retrieval, if this is one. */
    default Optional<Retriever> retriever() {
        return Optional.empty();
    }
}
