// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

/**
 * What the nulls and empty strings of rows mean, which depends on the format that they come from.
 *
 * @see RecordReader
 */
public enum RowForm {
    /** A table with typed columns: null is a missing value. */
    TABLE,
    /** Comma-separated values: an empty field is a missing value, also within quotes. */
    CSV,
    /** Lines of JSON: a key that an object lacks is null too. */
    JSON;

    boolean emptyIsMissing() {
        return this == CSV;
    }

    boolean omitsMissing() {
        return this == JSON;
    }
}
