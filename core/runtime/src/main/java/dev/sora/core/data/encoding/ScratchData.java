// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/**
 * Encoded data in temporary files.
 *
 * @param size the number of records
 * @param inputs the columns of each input particle
 * @param targets the columns of each output particle
 */
record ScratchData(
        int size, Map<String, List<ColumnFile>> inputs, Map<String, List<ColumnFile>> targets)
        implements PreparedData {

    @Override
    public EncodedData upload(NDManager manager, DeviceBudget budget) {
        return new GatheredData(size, inputs, targets);
    }
}
