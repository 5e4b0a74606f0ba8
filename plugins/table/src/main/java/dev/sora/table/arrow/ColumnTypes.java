// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import dev.sora.data.ColumnType;
import java.util.Optional;

/** Maps types of the format to types of columns. */
final class ColumnTypes {

    private static final int UUID = 16;

    private ColumnTypes() {}

    /** Returns the type of column for a field, or nothing for an unsupported type. */
    static Optional<ColumnType> of(ArrowField field) {
        return switch (field.kind()) {
            case BOOL -> Optional.of(ColumnType.BOOLEAN);
            case INT -> Optional.of(ColumnType.INTEGER);
            case FLOAT -> Optional.of(ColumnType.NUMBER);
            // a decimal without fractional digits is an integer: data warehouses export integers
            // like that
            case DECIMAL ->
                    Optional.of(field.type().scale() <= 0 ? ColumnType.INTEGER : ColumnType.NUMBER);
            case NULL, TEXT, TEXT_VIEW, TIME -> Optional.of(ColumnType.TEXT);
            case FIXED_BYTES -> isUuid(field) ? Optional.of(ColumnType.TEXT) : Optional.empty();
            case DATE, TIMESTAMP -> Optional.of(ColumnType.TIME);
            case LIST, LIST_VIEW, FIXED_LIST -> ofElements(field.element());
            default -> Optional.empty();
        };
    }

    static boolean isUuid(ArrowField field) {
        return field.kind() == Kind.FIXED_BYTES
                && field.extension().equals("arrow.uuid")
                && field.type().width() == UUID;
    }

    private static Optional<ColumnType> ofElements(ArrowField element) {
        return switch (element.kind()) {
            case INT -> Optional.of(ColumnType.IDENTIFIERS);
            case FLOAT, DECIMAL, BOOL -> Optional.of(ColumnType.VECTOR);
            case NULL, TEXT, TEXT_VIEW -> Optional.of(ColumnType.TEXTS);
            case STRUCT -> isNested(element) ? Optional.of(ColumnType.NESTED) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Returns whether a nested value can be represented in JSON. */
    private static boolean isNested(ArrowField field) {
        return switch (field.kind()) {
            case BOOL, INT, FLOAT, DECIMAL, TEXT, TEXT_VIEW, DATE, TIME, TIMESTAMP -> true;
            case LIST, LIST_VIEW, FIXED_LIST -> isNested(field.element());
            case STRUCT ->
                    field.encoding() == null
                            && !field.children().isEmpty()
                            && field.children().stream().allMatch(ColumnTypes::isNested);
            default -> false;
        };
    }
}
