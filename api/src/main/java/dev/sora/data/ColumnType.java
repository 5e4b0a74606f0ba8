// SPDX-License-Identifier: Apache-2.0
package dev.sora.data;

/**
 * The type of the values of a column, with its Java type.
 *
 * @since 1.0
 */
public enum ColumnType {
    /** A {@link String}. */
    TEXT,
    /** A {@link Long}. */
    INTEGER,
    /** A {@link Double}. */
    NUMBER,
    /** A {@link Boolean}. */
    BOOLEAN,
    /** An {@link ImageValue}. */
    IMAGE,
    /**
     * A {@link java.time.Instant}, or a {@link java.time.LocalDateTime} where the data has no time
     * zone: the reader of the value applies one.
     */
    TIME,
    /** A {@code float[]}: a vector, or a waveform. */
    VECTOR,
    /** A {@code long[]}: a sequence of identifiers. */
    IDENTIFIERS,
    /** A {@link java.util.List} of {@link java.util.Map}: nested values such as labelled boxes. */
    NESTED,
    /**
     * A {@link java.util.List} of {@link String}: several labels, categories or words.
     *
     * @since 1.2
     */
    TEXTS
}
