// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Set;

/** The encoded records of a split: on the device as a whole, or read from files batch by batch. */
public interface EncodedData {

    /** Returns the number of records. */
    int size();

    /** Returns whether minibatches are gathered on the host, and not on the device. */
    default boolean isOnHost() {
        return false;
    }

    /**
     * Returns a minibatch of some inputs.
     *
     * @param names the names of the input particles
     * @param rows the numbers of the rows
     * @param manager owns the result
     */
    Map<String, NDList> inputs(Set<String> names, RowNumbers rows, NDManager manager);

    /** Returns a minibatch of all inputs. */
    Map<String, NDList> inputs(RowNumbers rows, NDManager manager);

    /** Returns a minibatch of the targets. */
    Map<String, NDList> targets(RowNumbers rows, NDManager manager);

    /**
     * Cuts the data into consecutive batches, the last one possibly smaller.
     *
     * @param manager owns the tensors that the batches share
     */
    Ranges ranges(int batchSize, NDManager manager);

    /** Returns a column of one 32-bit integer for each record, such as the lengths of sequences. */
    int[] numbers(String input, int tensor);

    /**
     * Returns a column of one integer for each record, such as the class.
     *
     * @param tensor which of the encoded tensors of the output
     */
    int[] targetNumbers(String output, int tensor);

    /** Returns the lengths of the records in columns that are sequences of values of nodes. */
    default Map<String, int[]> keptLengths() {
        return Map.of();
    }

    /** Consecutive batches, counted from 0. */
    interface Ranges {

        /** Returns the number of batches. */
        int count();

        /** Returns the inputs of a batch, owned by the manager. */
        Map<String, NDList> inputs(int batch, NDManager manager);

        /** Returns the targets of a batch, owned by the manager. */
        Map<String, NDList> targets(int batch, NDManager manager);
    }
}
