// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

import org.apache.spark.ml.linalg.Vector;

/** Reads vectors of Spark ML. Loaded only for tables that have some: Spark ML is optional. */
final class MlVectors {

    /** The name of their type, which is compared because the class may be missing. */
    static final String TYPE = "org.apache.spark.ml.linalg.VectorUDT";

    private MlVectors() {}

    static Object of(Object value) {
        double[] numbers = ((Vector) value).toArray();
        float[] narrow = new float[numbers.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) numbers[i];
        }
        return narrow;
    }
}
