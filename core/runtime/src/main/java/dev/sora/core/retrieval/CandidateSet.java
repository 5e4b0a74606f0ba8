// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.retrieval;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Moment;
import dev.sora.core.graph.Network;
import dev.sora.core.graph.Weights;
import java.util.Collections;
import java.util.Map;

/**
 * All candidates on the device, with what depends on a candidate alone computed once. It is only
 * read, by any number of threads.
 */
public final class CandidateSet {

    private final Sides sides;
    private final Map<String, NDList> rows;

    private CandidateSet(Sides sides, Map<String, NDList> rows) {
        this.sides = sides;
        this.rows = rows;
    }

    /**
     * Encodes the candidates of a retriever and computes their values.
     *
     * @param manager owns the result
     */
    public static CandidateSet of(
            Retriever retriever,
            Network network,
            Weights weights,
            Moment moment,
            NDManager manager) {
        Sides sides = Sides.of(retriever, network);
        Sides.Computing computing =
                new Sides.Computing(network, weights, moment, batchSize(retriever));
        Map<String, NDList> inputs = retriever.uploadCandidates(manager);
        Map<String, NDList> rows = sides.rows(computing, sides.candidates(), inputs, manager);
        inputs.forEach(
                (name, columns) -> {
                    if (!rows.containsKey(name)) {
                        columns.close();
                    }
                });
        return new CandidateSet(sides, rows);
    }

    static int batchSize(Retriever retriever) {
        return retriever.graph().plan().training().batches().evaluationSize();
    }

    Sides sides() {
        return sides;
    }

    /** Returns the columns of inputs and the values of nodes, a row for each candidate. */
    Map<String, NDList> rows() {
        return Collections.unmodifiableMap(rows);
    }
}
