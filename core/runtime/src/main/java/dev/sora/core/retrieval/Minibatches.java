// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.EncodedData;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.retrieval.PairedBatches;
import dev.sora.core.retrieval.PairedBatches.Batch;
import dev.sora.core.retrieval.Retriever;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Creates minibatches from rows: of records, or of pairs if candidates are chosen. */
interface Minibatches {

    /**
     * Creates one minibatch.
     *
     * @param rows the numbers of its records, 64-bit
     * @param random draws the pairs
     * @param manager owns the result
     */
    Batch of(NDArray rows, RandomGenerator random, NDManager manager);

    /**
     * Returns the minibatches of a graph.
     *
     * @param manager owns the tensors that all of them need
     */
    static Minibatches of(FittedGraph graph, EncodedData data, NDManager manager) {
        Optional<PairedBatches> pairs =
                Retriever.of(graph).map(r -> new PairedBatches(r, data, manager));
        return pairs.isPresent()
                ? pairs.get()::draw
                : (rows, random, owner) ->
                        new Batch(data.inputs(rows, owner), data.targets(rows, owner));
    }
}
