// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import ai.djl.ndarray.NDManager;

/** Encoded data before the engine is at work. */
public interface PreparedData {

    /** Returns the number of records. */
    int size();

    /** Makes the data ready for the device: copies it there, or gets ready to copy batches. */
    EncodedData upload(NDManager manager);
}
