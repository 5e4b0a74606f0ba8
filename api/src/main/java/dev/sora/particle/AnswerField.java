// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.data.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A value of the answers of an output: its key in the maps that {@link FittedOutput#decode}
 * returns, and its type. Programs that store answers in typed columns read it before the first
 * answer exists.
 *
 * @param name the key
 * @param type the type of the values
 * @since 2.5
 */
public record AnswerField(String name, Type type) {

    /** The type of a value of an answer. */
    public enum Type {
        /**
         * A string, or a number or boolean that names a class: {@link Values#name} makes it a
         * string.
         */
        TEXT,
        /** A number without a fraction that a {@link Long} can hold. */
        INTEGER,
        /** A number. */
        NUMBER,
        /** A {@link Boolean}. */
        BOOLEAN,
        /** A list or array of numbers. */
        VECTOR,
        /** A list of strings, or of what names a class. */
        TEXTS,
        /** A map from names to numbers, such as the probability of each class. */
        NUMBERS,
        /** Any value of JSON, such as a list of boxes. */
        NESTED
    }

    /** Checks that both parts are present. */
    public AnswerField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** Returns whether a value has the type; null, a missing value, has every type. */
    public boolean fits(Object value) {
        if (value == null) {
            return true;
        }
        return switch (type) {
            case TEXT -> isName(value);
            case INTEGER ->
                    value instanceof Long
                            || value instanceof Integer
                            || value instanceof Short
                            || value instanceof Byte;
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case VECTOR ->
                    value instanceof float[]
                            || value instanceof double[]
                            || value instanceof List<?> list
                                    && list.stream().allMatch(Number.class::isInstance);
            case TEXTS ->
                    value instanceof List<?> list && list.stream().allMatch(AnswerField::isName);
            case NUMBERS ->
                    value instanceof Map<?, ?> map
                            && map.values().stream().allMatch(Number.class::isInstance);
            case NESTED -> true;
        };
    }

    private static boolean isName(Object value) {
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    }
}
