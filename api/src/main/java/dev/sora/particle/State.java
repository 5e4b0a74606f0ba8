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
 * What an input or an output learned, in the form in which it is saved: values by key.
 *
 * <p>A particle writes it with a {@link Builder} and takes it back by asking for each key. What
 * comes from a file is untrusted: each question says what type and which bounds it needs, and what
 * does not fit is refused in one way, with the file, the node and the key. Long lists and tensors
 * are stored as binary data; their number is bounded by the file only.
 *
 * <p>It is immutable. Two states are equal if they hold the same values in whatever order.
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

    /** Returns a builder that holds nothing. */
    public static Builder builder() {
        return new Builder(Map.of());
    }

    /** Returns a builder that holds what this state holds. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /**
     * Returns this state with the place that it comes from, such as a file and a node, for what
     * {@link #broken} says.
     */
    public State from(String place) {
        return new State(place, path, values);
    }

    /** Returns whether there is a value of this key. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /**
     * Returns a text.
     *
     * @throws DataException if there is none
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
     * @throws DataException if there is none
     */
    public double number(String key) {
        if (values.get(key) instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw broken(key, "a number");
    }

    /**
     * Returns an integer within bounds, which belong to them.
     *
     * @throws DataException if there is none
     */
    public long integer(String key, long least, long most) {
        if (values.get(key) instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw broken(key, "an integer from %d to %d".formatted(least, most));
    }

    /**
     * Returns true or false.
     *
     * @throws DataException if there is neither
     */
    public boolean bool(String key) {
        if (values.get(key) instanceof Boolean truth) {
            return truth;
        }
        throw broken(key, "true or false");
    }

    /**
     * Returns texts, which may be none.
     *
     * @throws DataException if it is no list of texts
     */
    public List<String> strings(String key) {
        return StateValues.strings(values.get(key)).orElseThrow(() -> broken(key, "strings"));
    }

    /**
     * Returns texts of which no two are equal, such as classes or words.
     *
     * @throws DataException if it is no list of such texts
     */
    public List<String> distinct(String key) {
        List<String> texts = strings(key);
        if (new HashSet<>(texts).size() < texts.size()) {
            throw broken(key, "strings of which no two are equal");
        }
        return texts;
    }

    /**
     * Returns finite numbers, which may be none.
     *
     * @throws DataException if it is no list of numbers
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
     * Returns so many finite numbers.
     *
     * @throws DataException if it is no list of so many numbers
     */
    public double[] numbers(String key, int count) {
        double[] numbers = numbers(key);
        if (numbers.length != count) {
            throw broken(key, count + " numbers");
        }
        return numbers;
    }

    /**
     * Returns integers, which may be none.
     *
     * @throws DataException if it is no list of integers
     */
    public long[] integers(String key) {
        return StateValues.integers(values.get(key)).orElseThrow(() -> broken(key, "integers"));
    }

    /**
     * Returns a tensor of any shape; its elements are as they came, also where they are not finite.
     *
     * @throws DataException if there is none of this type of elements
     */
    public HostTensor tensor(String key, DataType type) {
        if (values.get(key) instanceof HostTensor tensor && tensor.type() == type) {
            return tensor;
        }
        throw broken(key, "a tensor of " + type);
    }

    /**
     * Returns states within this one, such as one a column; they may be none.
     *
     * @throws DataException if it is no list of states
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
     * Returns the exception for a value that is not what it should be: an author throws it for what
     * the questions above do not check.
     *
     * @param key the key of the value
     * @param needs what is expected, such as {@code numbers that ascend}
     */
    public DataException broken(String key, String needs) {
        String place = path + key;
        return new DataException(
                Problem.of("SORA-4411", "what was learned and saved is not whole")
                        .where(where.isEmpty() ? place : where + ": " + place)
                        .needs(needs)
                        .have(StateValues.shown(values.get(key)))
                        .fix("take an undamaged copy of the model, or train again"));
    }

    /**
     * Returns all that it holds, for who stores it or walks through it: each value is a {@code
     * String}, {@code Double}, {@code Long}, {@code Boolean}, {@link DoubleBuffer}, {@link
     * LongBuffer} or {@link HostTensor}, or a list of {@code String} or of {@code State}. A list of
     * nothing is an empty list, whatever it was made of.
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

    /** Returns the keys with their values, long ones by their size. */
    @Override
    public String toString() {
        Map<String, String> shown = new LinkedHashMap<>();
        values.forEach((key, value) -> shown.put(key, StateValues.shown(value)));
        return shown.toString();
    }

    /**
     * Collects what was learned. A key is a name such as {@code class_weights}: letters, digits,
     * {@code _} and {@code -}, at most 64. What comes from data belongs into values.
     *
     * @since 2.0
     */
    public static final class Builder {

        private final Map<String, Object> values;

        private Builder(Map<String, Object> values) {
            this.values = new LinkedHashMap<>(values);
        }

        /** Adds a text. */
        public Builder string(String key, String text) {
            return put(key, text);
        }

        /** Adds a number, which must be finite to be saved. */
        public Builder number(String key, double number) {
            return put(key, number);
        }

        /** Adds an integer. */
        public Builder integer(String key, long number) {
            return put(key, number);
        }

        /** Adds true or false. */
        public Builder bool(String key, boolean truth) {
            return put(key, truth);
        }

        /** Adds texts. */
        public Builder strings(String key, List<String> texts) {
            return put(key, List.copyOf(texts));
        }

        /** Adds numbers, which must be finite to be saved. */
        public Builder numbers(String key, double... numbers) {
            return put(key, StateValues.ofNumbers(numbers));
        }

        /** Adds integers. */
        public Builder integers(String key, long... numbers) {
            return put(key, StateValues.ofIntegers(numbers));
        }

        /** Adds a tensor, whose elements nobody changes from now on. */
        public Builder tensor(String key, HostTensor tensor) {
            return put(key, tensor);
        }

        /** Adds states within this one. */
        public Builder states(String key, List<State> states) {
            return put(key, List.copyOf(states));
        }

        /** Takes a value out. */
        public Builder without(String key) {
            values.remove(key);
            return this;
        }

        /** Returns what was collected. */
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
