// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.input;

import dev.sora.data.DataRecord;

/** Reads the features of a node from a record. */
final class Features {

    private Features() {}

    /**
     * Returns a copy of the vector in a column.
     *
     * @throws dev.sora.problem.RecordException if it is missing, empty, or has a value that is not
     *     a finite number
     */
    static float[] of(DataRecord record, String column) {
        Object value = record.get(column, Object.class);
        float[] features =
                value instanceof float[] floats
                        ? floats.clone()
                        : value instanceof long[] wholes ? floats(wholes) : null;
        if (features == null || features.length == 0) {
            throw GraphProblem.noFeatures(record, column);
        }
        for (float feature : features) {
            if (!Float.isFinite(feature)) {
                throw GraphProblem.noFeatures(record, column);
            }
        }
        return features;
    }

    private static float[] floats(long[] wholes) {
        float[] floats = new float[wholes.length];
        for (int i = 0; i < wholes.length; i++) {
            floats[i] = wholes[i];
        }
        return floats;
    }
}
