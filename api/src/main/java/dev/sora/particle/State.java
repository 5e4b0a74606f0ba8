// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.types.DataType;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.HostTensor;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The learned state of an input or output in the form in which it is saved: values by key.
 *
 * <p>A particle writes a state with a {@link Builder} and reads it by key. A state from a file is
 * untrusted: each read names the type and the bounds it needs, and refuses any other value with a
 * problem that names the file, the node and the key. Long lists and tensors are stored as binary
 * data; their size is not limited.
 *
 * <p>A state is immutable. Two states are equal if they hold the same values by key, in any order.
 *
 * @since 2.0
 */
public final class State {

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final String where;
    private final String path;
    private final Map<String, Object> values;

    private State(String where, String path, Map<String, Object> values) {
        this.where = where;
        this.path = path;
        this.values = values;
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder(Map.of());
    }

    /** Returns a builder with the values of this state. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /**
     * Returns a copy with the place that the state comes from, such as a file and a node. {@link
     * #broken} names it.
     */
    public State from(String place) {
        return new State(place, path, values);
    }

    /** Returns whether there is a value with this key. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * Returns a string.
     *
     * @throws DataException if the value is missing or of another type
     */
    public String string(String key) {
        if (values.get(key) instanceof String text) {
            return text;
        }
        throw broken(key, "a string");
    }

    /**
     * Returns a finite number.
     *
     * @throws DataException if the value is missing or of another type
     */
    public double number(String key) {
        if (values.get(key) instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw broken(key, "a number");
    }

    /**
     * Returns an integer within bounds, inclusive.
     *
     * @throws DataException if the value is missing or of another type
     */
    public long integer(String key, long least, long most) {
        if (values.get(key) instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw broken(key, "an integer from %d to %d".formatted(least, most));
    }

    /**
     * Returns a boolean.
     *
     * @throws DataException if the value is missing or of another type
     */
    public boolean bool(String key) {
        if (values.get(key) instanceof Boolean truth) {
            return truth;
        }
        throw broken(key, "true or false");
    }

    /**
     * Returns a list of strings, which may be empty.
     *
     * @throws DataException if the value is not a list of strings
     */
    public List<String> strings(String key) {
        return StateValues.strings(values.get(key)).orElseThrow(() -> broken(key, "strings"));
    }

    /**
     * Returns a list of distinct strings, such as classes or words.
     *
     * @throws DataException if the value is not a list of strings, or two of them are equal
     */
    public List<String> distinct(String key) {
        List<String> texts = strings(key);
        if (new HashSet<>(texts).size() < texts.size()) {
            throw broken(key, "strings of which no two are equal");
        }
        return texts;
    }

    /**
     * Returns a list of finite numbers, which may be empty.
     *
     * @throws DataException if the value is not a list of finite numbers
     */
    public double[] numbers(String key) {
        double[] numbers =
                StateValues.numbers(values.get(key)).orElseThrow(() -> broken(key, "numbers"));
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw broken(key, "numbers that are finite");
            }
        }
        return numbers;
    }

    /**
     * Returns a list of the given number of finite numbers.
     *
     * @throws DataException if the value is not a list of this length of finite numbers
     */
    public double[] numbers(String key, int count) {
        double[] numbers = numbers(key);
        if (numbers.length != count) {
            throw broken(key, count + " numbers");
        }
        return numbers;
    }

    /**
     * Returns a list of integers, which may be empty.
     *
     * @throws DataException if the value is not a list of integers
     */
    public long[] integers(String key) {
        return StateValues.integers(values.get(key)).orElseThrow(() -> broken(key, "integers"));
    }

    /**
     * Returns a tensor of any shape, with unchanged elements, which may be infinite or NaN.
     *
     * @throws DataException if the value is not a tensor with this element type
     */
    public HostTensor tensor(String key, DataType type) {
        if (values.get(key) instanceof HostTensor tensor && tensor.type() == type) {
            return tensor;
        }
        throw broken(key, "a tensor of " + type);
    }

    /**
     * Returns a list of nested states, such as one for each column; it may be empty.
     *
     * @throws DataException if the value is not a list of states
     */
    public List<State> states(String key) {
        List<State> states = new ArrayList<>();
        if (values.get(key) instanceof List<?> list) {
            for (Object element : list) {
                if (!(element instanceof State state)) {
                    throw broken(key, "states");
                }
                String inner = "%s%s[%d].".formatted(path, key, states.size());
                states.add(new State(where, inner, state.values));
            }
            return Collections.unmodifiableList(states);
        }
        throw broken(key, "states");
    }

    /**
     * Returns the exception for an invalid value. A particle throws it for conditions that the
     * methods above do not check.
     *
     * @param key the key of the value
     * @param needs what is expected, such as {@code ascending numbers}
     */
    public DataException broken(String key, String needs) {
        String place = path + key;
        return new DataException(
                Problem.of("SORA-4411", "the saved state is incomplete or damaged")
                        .where(where.isEmpty() ? place : where + ": " + place)
                        .needs(needs)
                        .have(StateValues.shown(values.get(key)))
                        .fix("use an undamaged copy of the model, or train again"));
    }

    /**
     * Returns all values by key, for code that saves or traverses a state. Each value is a {@code
     * String}, {@code Double}, {@code Long}, {@code Boolean}, {@link DoubleBuffer}, {@link
     * LongBuffer} or {@link HostTensor}, or a list of {@code String} or of {@code State}. An empty
     * list of any element type is an empty {@code List}.
     */
    public Map<String, Object> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof State state && state.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Returns the keys with their values; long values are shown by their size. */
    @Override
    public String toString() {
        Map<String, String> shown = new LinkedHashMap<>();
        values.forEach((key, value) -> shown.put(key, StateValues.shown(value)));
        return shown.toString();
    }

    /**
     * Builds a state. A key is a name such as {@code class_weights}: letters, digits, {@code _} and
     * {@code -}, at most 64 characters. Strings from data, such as words, are values, never keys.
     *
     * @since 2.0
     */
    public static final class Builder {

        private final Map<String, Object> values;

        private Builder(Map<String, Object> values) {
            this.values = new LinkedHashMap<>(values);
        }

        /** Adds a string. */
        public Builder string(String key, String text) {
            return put(key, text);
        }

        /** Adds a number. Only finite numbers can be saved. */
        public Builder number(String key, double number) {
            return put(key, number);
        }

        /** Adds an integer. */
        public Builder integer(String key, long number) {
            return put(key, number);
        }

        /** Adds a boolean. */
        public Builder bool(String key, boolean truth) {
            return put(key, truth);
        }

        /** Adds a list of strings. */
        public Builder strings(String key, List<String> texts) {
            return put(key, List.copyOf(texts));
        }

        /** Adds a list of numbers. Only finite numbers can be saved. */
        public Builder numbers(String key, double... numbers) {
            return put(key, StateValues.ofNumbers(numbers));
        }

        /** Adds a list of integers. */
        public Builder integers(String key, long... numbers) {
            return put(key, StateValues.ofIntegers(numbers));
        }

        /** Adds a tensor, which is not copied: its elements must not be changed afterwards. */
        public Builder tensor(String key, HostTensor tensor) {
            return put(key, tensor);
        }

        /** Adds a list of nested states. */
        public Builder states(String key, List<State> states) {
            return put(key, List.copyOf(states));
        }

        /** Removes a value, if it is present. */
        public Builder without(String key) {
            values.remove(key);
            return this;
        }

        /** Returns a state with the values added so far. */
        public State build() {
            return new State("", "", Collections.unmodifiableMap(new LinkedHashMap<>(values)));
        }

        private Builder put(String key, Object value) {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException("'%s' is no key of a state".formatted(key));
            }
            values.put(key, Objects.requireNonNull(value, key));
            return this;
        }
    }
}
