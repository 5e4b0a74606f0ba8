// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Set;

/** One part of the data, encoded once: whole on the device, or read from files batch by batch. */
public interface EncodedData {

    /** Returns the number of records. */
    int size();

    /**
     * Returns a minibatch of some inputs.
     *
     * @param names the names of the input particles
     * @param rows the numbers of the rows, 64-bit
     * @param manager owns the result
     */
    Map<String, NDList> inputs(Set<String> names, NDArray rows, NDManager manager);

    /** Returns a minibatch of all inputs. */
    Map<String, NDList> inputs(NDArray rows, NDManager manager);

    /** Returns a minibatch of the targets. */
    Map<String, NDList> targets(NDArray rows, NDManager manager);

    /**
     * Cuts the data into consecutive batches, the last one possibly smaller.
     *
     * @param manager owns what is shared by the batches
     */
    Ranges ranges(int batchSize, NDManager manager);

    /** Returns a column that holds one 32-bit number a record, such as the lengths of sequences. */
    int[] numbers(String input, int tensor);

    /** Consecutive batches, counted from 0. */
    interface Ranges {

        /** Returns how many there are. */
        int count();

        /** Returns the inputs of a batch; the manager owns them. */
        Map<String, NDList> inputs(int batch, NDManager manager);

        /** Returns the targets of a batch; the manager owns them. */
        Map<String, NDList> targets(int batch, NDManager manager);
    }
}
