// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.NDManager;

/** Encoded data on the host, before the engine is running. */
public interface PreparedData {

    /** Returns the number of records. */
    int size();

    /**
     * Prepares the data for the device: copies it, or prepares to copy batches.
     *
     * @param budget decides whether all of it is copied
     */
    EncodedData upload(NDManager manager, DeviceBudget budget);
}
