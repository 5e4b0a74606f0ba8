// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

/** The types of Arrow's format. */
enum Kind {
    NULL("null"),
    BOOL("bool"),
    INT("int"),
    FLOAT("float"),
    DECIMAL("decimal"),
    TEXT("utf8"),
    TEXT_VIEW("utf8_view"),
    BYTES("binary"),
    BYTES_VIEW("binary_view"),
    FIXED_BYTES("fixed_size_binary"),
    DATE("date"),
    TIME("time"),
    TIMESTAMP("timestamp"),
    DURATION("duration"),
    INTERVAL("interval"),
    LIST("list"),
    FIXED_LIST("fixed_size_list"),
    LIST_VIEW("list_view"),
    STRUCT("struct"),
    MAP("map"),
    SPARSE_UNION("union"),
    DENSE_UNION("union"),
    RUN_END("run_end_encoded");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** Returns the name of the type in the format. */
    String word() {
        return word;
    }

    /** Returns whether its values are bytes without an interpretation. */
    boolean isBytes() {
        return this == BYTES || this == BYTES_VIEW || this == FIXED_BYTES;
    }

    /** Returns whether values of this type are lists. */
    boolean isList() {
        return this == LIST || this == FIXED_LIST || this == LIST_VIEW;
    }
}
