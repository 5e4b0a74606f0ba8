// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.retrieval;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.RowNumbers;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Creates minibatches from rows: of records, or of pairs if candidates are chosen. */
@FunctionalInterface
public interface Minibatches {

    /**
     * A minibatch.
     *
     * @param inputs the encoded batch of each input
     * @param targets the encoded targets of each record, or of each pair's record
     */
    record Batch(Map<String, NDList> inputs, Map<String, NDList> targets) {}

    /**
     * Creates one minibatch.
     *
     * @param rows the numbers of its records
     * @param random draws the pairs
     * @param manager owns the result
     */
    Batch of(RowNumbers rows, RandomGenerator random, NDManager manager);
}
