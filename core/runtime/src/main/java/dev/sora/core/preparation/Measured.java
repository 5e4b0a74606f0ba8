// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import ai.djl.ndarray.NDManager;
import dev.sora.core.data.encoding.DeviceBudget;
import dev.sora.core.data.encoding.PreparedData;
import dev.sora.core.data.split.Split;
import dev.sora.core.evaluation.EvaluationSplit;
import dev.sora.data.Records;

/**
 * A part that predictions are measured on.
 *
 * @param split its split
 * @param data the records encoded; without columns where the output chooses among candidates
 * @param records the records
 */
public record Measured(Split split, PreparedData data, Records records) {

    /** Returns the number of records. */
    public int size() {
        return data.size();
    }

    /**
     * Copies the data to the device.
     *
     * @param budget decides whether all of it is copied
     */
    public EvaluationSplit upload(NDManager manager, DeviceBudget budget) {
        return new EvaluationSplit(split, data.upload(manager, budget), records);
    }
}
