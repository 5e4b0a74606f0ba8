// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

import dev.sora.data.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How a value of Spark becomes a value of a record. The types are those of the source {@code
 * parquet}, so that a Parquet file gives the same records with Spark and without.
 */
public enum ValueKind {
    /** A string. */
    TEXT(ColumnType.TEXT),
    /** An integer of up to 64 bits. */
    INTEGER(ColumnType.INTEGER),
    /** A decimal without fraction that 64 bits can hold. */
    WHOLE_DECIMAL(ColumnType.INTEGER),
    /** A decimal without fraction that may be longer: its digits, none of which is rounded. */
    LONG_DECIMAL(ColumnType.TEXT),
    /** A float, a double or a decimal. */
    NUMBER(ColumnType.NUMBER),
    /** A boolean. */
    BOOLEAN(ColumnType.BOOLEAN),
    /** A moment, selected as microseconds since 1970. */
    MOMENT(ColumnType.TIME),
    /** A time without a zone. */
    LOCAL_TIME(ColumnType.TIME),
    /** A day, selected as days since 1970. */
    DAY(ColumnType.TIME),
    /** An encoded picture. */
    PICTURE(ColumnType.IMAGE),
    /** An array of floats, doubles, decimals or booleans. */
    VECTOR(ColumnType.VECTOR),
    /** A vector of Spark ML. */
    ML_VECTOR(ColumnType.VECTOR),
    /** An array of integers. */
    IDENTIFIERS(ColumnType.IDENTIFIERS),
    /** An array of strings. */
    TEXTS(ColumnType.TEXTS),
    /** An array of structures. */
    NESTED(ColumnType.NESTED);

    private final ColumnType type;

    ValueKind(ColumnType type) {
        this.type = type;
    }

    /** Returns the type of the column of records. */
    public ColumnType type() {
        return type;
    }

    /** Returns a value of records; null for NaN, which other tools write for a missing value. */
    Object of(Object value) {
        if (value == null) {
            return null;
        }
        return switch (this) {
            case TEXT, BOOLEAN, LOCAL_TIME -> value;
            case INTEGER -> ((Number) value).longValue();
            case WHOLE_DECIMAL -> ((BigDecimal) value).longValueExact();
            case LONG_DECIMAL -> ((BigDecimal) value).toPlainString();
            case NUMBER -> number(((Number) value).doubleValue());
            case MOMENT -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
            case DAY -> LocalDate.ofEpochDay((Integer) value).atStartOfDay();
            case PICTURE -> SparkPictures.of((byte[]) value);
            case ML_VECTOR -> MlVectors.of(value);
            case VECTOR, IDENTIFIERS, TEXTS, NESTED -> plain(value);
        };
    }

    private static Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** Returns lists and maps instead of the collections of Scala and rows. */
    private static Object plain(Object value) {
        if (value instanceof scala.collection.Seq<?> sequence) {
            List<Object> list = new ArrayList<>(sequence.size());
            CollectionConverters.asJava(sequence).forEach(element -> list.add(plain(element)));
            return list;
        }
        if (value instanceof Row row) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                map.put(row.schema().fieldNames()[i], plain(row.get(i)));
            }
            return map;
        }
        return value instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : value;
    }
}
