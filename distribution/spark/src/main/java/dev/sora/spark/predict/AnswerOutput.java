// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.data.Values;
import dev.sora.particle.AnswerField;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** The values of the answers of one output, with types of Spark. */
final class AnswerOutput implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final String[] keys;
    private final AnswerField.Type[] types;
    private final boolean oneColumn;
    private transient Map<String, Integer> positions;

    /**
     * Creates an instance.
     *
     * @param fields empty if the output does not declare them
     */
    AnswerOutput(String name, List<AnswerField> fields, boolean oneColumn) {
        this.name = name;
        this.keys = fields.stream().map(AnswerField::name).toArray(String[]::new);
        this.types = fields.stream().map(AnswerField::type).toArray(AnswerField.Type[]::new);
        this.oneColumn = oneColumn;
    }

    String name() {
        return name;
    }

    /** Returns whether the whole answer is one column. */
    boolean isOneColumn() {
        return oneColumn;
    }

    /** Returns the number of columns. */
    int width() {
        return oneColumn ? 1 : keys.length;
    }

    /** Returns a column for each value. */
    List<StructField> fields() {
        List<StructField> fields = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            fields.add(DataTypes.createStructField(keys[i], type(types[i]), true));
        }
        return fields;
    }

    /** Returns the type of the answer as one column. */
    DataType structure() {
        return keys.length == 0 ? DataTypes.StringType : DataTypes.createStructType(fields());
    }

    private static DataType type(AnswerField.Type type) {
        return switch (type) {
            case TEXT, NESTED -> DataTypes.StringType;
            case INTEGER -> DataTypes.LongType;
            case NUMBER -> DataTypes.DoubleType;
            case BOOLEAN -> DataTypes.BooleanType;
            case VECTOR -> DataTypes.createArrayType(DataTypes.DoubleType, false);
            case TEXTS -> DataTypes.createArrayType(DataTypes.StringType, false);
            case NUMBERS ->
                    DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, true);
        };
    }

    /** Returns the answer as one column. */
    Object structure(Map<String, Object> answer) {
        return keys.length == 0
                ? Json.line(JsonTree.of(answer))
                : RowFactory.create(values(answer));
    }

    /**
     * Returns the values in the order of the columns.
     *
     * @throws SoraException if the answer has a value that is not declared
     */
    Object[] values(Map<String, Object> answer) {
        Object[] values = new Object[keys.length];
        answer.forEach(
                (key, value) -> {
                    Integer at = positions().get(key);
                    if (at == null || !new AnswerField(key, types[at]).fits(value)) {
                        throw undeclared(key, value);
                    }
                    values[at] = value == null ? null : value(types[at], value);
                });
        return values;
    }

    private Map<String, Integer> positions() {
        if (positions == null) {
            Map<String, Integer> found = new HashMap<>();
            for (int i = 0; i < keys.length; i++) {
                found.put(keys[i], i);
            }
            positions = found;
        }
        return positions;
    }

    private SoraException undeclared(String key, @Nullable Object value) {
        return new SoraException(
                Problem.of(
                                "SORA-3911",
                                "output '%s' answered with a value that it does not declare"
                                        .formatted(name))
                        .needs("values of " + String.join(", ", keys) + " of the declared types")
                        .have(
                                "'%s' (%s)"
                                        .formatted(
                                                key,
                                                value == null
                                                        ? "null"
                                                        : value.getClass().getSimpleName()))
                        .fix("report it to the authors of the output's plugin"));
    }

    private static Object value(AnswerField.Type type, Object value) {
        return switch (type) {
            case TEXT -> text(value);
            case INTEGER -> ((Number) value).longValue();
            case NUMBER -> finite((Number) value);
            case BOOLEAN -> value;
            case VECTOR -> vector(value);
            case TEXTS ->
                    CollectionConverters.asScala(
                            ((List<?>) value).stream().map(AnswerOutput::text).toList());
            case NUMBERS -> numbers((Map<?, ?>) value);
            case NESTED -> Json.line(JsonTree.of(value));
        };
    }

    private static String text(Object value) {
        return value instanceof CharSequence text ? text.toString() : Values.name(value);
    }

    /** Returns null for NaN and infinities, as a line of JSON does. */
    private static Double finite(Number number) {
        double value = number.doubleValue();
        return Double.isFinite(value) ? value : null;
    }

    private static Object vector(Object value) {
        if (value instanceof double[]) {
            return value;
        }
        if (value instanceof float[] floats) {
            double[] numbers = new double[floats.length];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = floats[i];
            }
            return numbers;
        }
        return ((List<?>) value)
                .stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
    }

    private static Object numbers(Map<?, ?> value) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        value.forEach((key, number) -> numbers.put(String.valueOf(key), finite((Number) number)));
        return CollectionConverters.asScala(numbers);
    }
}
