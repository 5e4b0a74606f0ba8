// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import java.util.Objects;

/**
 * How records are identified by the predictions of an output: each prediction is a vector, and two
 * records are the more alike the larger the dot product of their vectors. Core compares the vectors
 * of records with those of known identities, which need not be in the training data.
 *
 * @param column the column that names the identity of a known record
 * @param vector the key of the decoded prediction that holds the vector, a list of numbers of
 *     Euclidean length 1
 * @param threshold the name of a metric whose value on validation data is the default of the least
 *     dot product at which two records are taken for one identity
 * @since 2.0
 */
public record Identification(String column, String vector, String threshold) {

    /** Checks that all parts are present. */
    public Identification {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(vector, "vector");
        Objects.requireNonNull(threshold, "threshold");
    }

    /** Returns how records are identified. */
    public static Identification of(String column, String vector, String threshold) {
        return new Identification(column, vector, threshold);
    }
}
