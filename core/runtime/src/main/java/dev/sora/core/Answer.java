// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.data.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The prediction of one output, with values by their type. Which keys there are depends on the type
 * of the output, as in a line of {@code sora predict}.
 *
 * <pre>{@code
 * Answer kind = prediction.answer("kind");
 * String label = kind.text("label");
 * double sure = kind.number("probability");
 * for (Answer box : prediction.answer("objects").answers("boxes")) {
 *     double score = box.number("score");
 * }
 * }</pre>
 *
 * <p>Every accessor throws {@link IllegalArgumentException} if there is no value of the key, and
 * {@link IllegalStateException} if it is of another type.
 *
 * @param values the values by key, in the order of the output
 */
public record Answer(Map<String, Object> values) {

    /** Up to here, a double tells integers apart. */
    private static final double MOST_EXACT = 0x1p53;

    /** Copies the map and keeps its order. */
    public Answer {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns the keys. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** Returns whether a key has a value that is not null. */
    public boolean has(String key) {
        return values.get(key) != null;
    }

    private Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the answer has no value '%s', but %s".formatted(key, keys()));
        }
        return value;
    }

    private IllegalStateException other(String key, String wanted) {
        return new IllegalStateException(
                "'%s' is not %s but %s".formatted(key, wanted, value(key).getClass().getName()));
    }

    /**
     * Returns a string, or the name of a number or boolean: {@code 7} for 7 and for 7.0, as classes
     * are named.
     */
    public String text(String key) {
        Object value = value(key);
        if (value instanceof Float number) {
            return Values.name(number.doubleValue());
        }
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return Values.name(value);
        }
        throw other(key, "a string, a number or a boolean");
    }

    /**
     * Returns a number.
     *
     * @throws IllegalStateException also if it is an integer beyond 2^53 that no double equals: use
     *     {@link #integer}
     */
    public double number(String key) {
        if (value(key) instanceof Number number) {
            return exact(key, number);
        }
        throw other(key, "a number");
    }

    /**
     * Returns an integer, such as an identifier.
     *
     * @throws IllegalStateException also if it is a number that no long equals
     */
    public long integer(String key) {
        if (value(key) instanceof Number number) {
            double rounded = number.doubleValue();
            long whole = number.longValue();
            if (isInteger(number) || whole == rounded && Math.abs(rounded) <= MOST_EXACT) {
                return whole;
            }
        }
        throw other(key, "an integer");
    }

    private static boolean isInteger(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte;
    }

    private double exact(String key, Number number) {
        double value = number.doubleValue();
        // the largest long is rounded up to a double, which converts back to that long
        if (number instanceof Long whole
                && (BigDecimal.valueOf(whole).compareTo(new BigDecimal(value)) != 0)) {
            throw other(key, "a number that a double can hold");
        }
        return value;
    }

    /** Returns a boolean. */
    public boolean flag(String key) {
        if (value(key) instanceof Boolean flag) {
            return flag;
        }
        throw other(key, "a boolean");
    }

    /** Returns a list of strings, or of the names of numbers and booleans. */
    public List<String> texts(String key) {
        if (value(key) instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) == null) {
                    throw other(key, "a list of strings: it holds null");
                }
                texts.add(new Answer(Map.of(key, list.get(i))).text(key));
            }
            return List.copyOf(texts);
        }
        throw other(key, "a list");
    }

    /** Returns a vector: an array or list of numbers. */
    public double[] vector(String key) {
        Object value = value(key);
        if (value instanceof float[] floats) {
            double[] vector = new double[floats.length];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = floats[i];
            }
            return vector;
        }
        if (value instanceof double[] doubles) {
            return doubles.clone();
        }
        if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return list.stream().mapToDouble(each -> exact(key, (Number) each)).toArray();
        }
        throw other(key, "a vector of numbers");
    }

    /** Returns numbers by name, such as the probability of each class, in the output's order. */
    public Map<String, Double> numbers(String key) {
        if (value(key) instanceof Map<?, ?> map) {
            Map<String, Double> numbers = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getValue() instanceof Number number)) {
                    throw other(key, "a map of numbers");
                }
                numbers.put(String.valueOf(entry.getKey()), exact(key, number));
            }
            return Collections.unmodifiableMap(numbers);
        }
        throw other(key, "a map of numbers");
    }

    /** Returns a list of structured values, such as boxes with a label and a score each. */
    public List<Answer> answers(String key) {
        if (value(key) instanceof List<?> list) {
            List<Answer> answers = new ArrayList<>();
            for (Object each : list) {
                if (!(each instanceof Map<?, ?> map)) {
                    throw other(key, "a list of structured values");
                }
                Map<String, Object> values = new LinkedHashMap<>();
                map.forEach((name, value) -> values.put(String.valueOf(name), value));
                answers.add(new Answer(values));
            }
            return List.copyOf(answers);
        }
        throw other(key, "a list of structured values");
    }
}
