// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** The kinds of values by the types of Spark. */
final class ValueKinds {

    /** The digits that 64 bits hold in any case. */
    private static final int MOST_DIGITS = 18;

    private ValueKinds() {}

    /**
     * Returns the kind of values of a type; empty if records have no such values.
     *
     * @param picture whether bytes are pictures
     */
    static Optional<ValueKind> of(DataType type, boolean picture) {
        if (type.typeName().equals(MlVectors.TYPE)
                || type.getClass().getName().equals(MlVectors.TYPE)) {
            return Optional.of(ValueKind.ML_VECTOR);
        }
        if (type instanceof ArrayType array) {
            return ofArray(array.elementType());
        }
        if (type instanceof DecimalType decimal) {
            if (decimal.scale() > 0) {
                return Optional.of(ValueKind.NUMBER);
            }
            return Optional.of(
                    decimal.precision() <= MOST_DIGITS
                            ? ValueKind.WHOLE_DECIMAL
                            : ValueKind.LONG_DECIMAL);
        }
        if (type instanceof NumericType) {
            return Optional.of(isFraction(type) ? ValueKind.NUMBER : ValueKind.INTEGER);
        }
        if (type instanceof StringType) {
            return Optional.of(ValueKind.TEXT);
        }
        if (type.equals(DataTypes.NullType)) {
            return Optional.of(ValueKind.TEXT);
        }
        if (type.equals(DataTypes.BooleanType)) {
            return Optional.of(ValueKind.BOOLEAN);
        }
        if (type.equals(DataTypes.TimestampType)) {
            return Optional.of(ValueKind.MOMENT);
        }
        if (type.equals(DataTypes.TimestampNTZType)) {
            return Optional.of(ValueKind.LOCAL_TIME);
        }
        if (type.equals(DataTypes.DateType)) {
            return Optional.of(ValueKind.DAY);
        }
        return picture && type.equals(DataTypes.BinaryType)
                ? Optional.of(ValueKind.PICTURE)
                : Optional.empty();
    }

    private static boolean isFraction(DataType type) {
        return type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType);
    }

    private static Optional<ValueKind> ofArray(DataType element) {
        if (element instanceof StructType) {
            return Optional.of(ValueKind.NESTED);
        }
        if (element instanceof StringType) {
            return Optional.of(ValueKind.TEXTS);
        }
        if (element instanceof NumericType) {
            return Optional.of(
                    isFraction(element) || element instanceof DecimalType
                            ? ValueKind.VECTOR
                            : ValueKind.IDENTIFIERS);
        }
        return element.equals(DataTypes.BooleanType)
                ? Optional.of(ValueKind.VECTOR)
                : Optional.empty();
    }
}
