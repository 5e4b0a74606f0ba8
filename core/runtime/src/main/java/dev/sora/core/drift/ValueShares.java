// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import dev.sora.data.ColumnValues;
import dev.sora.data.TextForm;
import dev.sora.data.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of categories, labels and other values with a name: the shares of the most
 * frequent ones, of all others and of missing values.
 */
public final class ValueShares implements Distribution {

    /** The greatest number of values with a share of their own. */
    public static final int MOST = 20;

    /** The longest string with a share of its own. */
    static final int LONGEST = 256;

    /** A list of more names is longer than any known string. */
    private static final int MOST_JOINED = LONGEST;

    /** Names that mean the same where only one of them is known. */
    private static final Map<String, String> ALIASES =
            Map.of("true", "1", "1", "true", "false", "0", "0", "false");

    private final List<String> values;
    private final Map<String, Integer> places = new HashMap<>();
    private final double[] shares;

    /**
     * Creates shares.
     *
     * @param values the names of values ({@link Values#name}), all different
     * @param shares of these values, of all others and of missing values
     * @throws IllegalArgumentException if the number of shares does not fit, or names are equal
     */
    public ValueShares(List<String> values, double[] shares) {
        this.values = List.copyOf(values);
        this.shares = shares.clone();
        for (int i = 0; i < this.values.size(); i++) {
            places.put(this.values.get(i), i);
        }
        if (values.size() > MOST
                || places.size() != values.size()
                || shares.length != values.size() + 2) {
            throw new IllegalArgumentException("different values, and a share for each bin");
        }
    }

    /**
     * Returns the name of a value. One client may write it in another form of Unicode than the
     * training data, and a number with other digits: {@code 0.5} is the name of {@code "0.50"}.
     *
     * @return empty for a blank string, which is a missing value
     */
    static String name(Object value) {
        return value instanceof String text
                ? NumberNames.of(Values.name(TextForm.nameOf(text)))
                : Values.name(value);
    }

    /** Returns the names of the values with a share of their own. */
    public List<String> values() {
        return values;
    }

    @Override
    public double[] shares() {
        return shares.clone();
    }

    @Override
    public int size() {
        return shares.length;
    }

    @Override
    public int bin(@Nullable Object value) {
        if (value instanceof List<?> list
                && list.stream().allMatch(each -> each instanceof String text && isShort(text))) {
            // the training data wrote several names as one string
            return bin(
                    list.stream()
                            .limit(MOST_JOINED)
                            .map(String::valueOf)
                            .collect(Collectors.joining(ColumnValues.SEPARATOR)));
        }
        if (value instanceof Number || value instanceof Boolean) {
            boolean missing = Double.isNaN(number(value));
            return missing ? shares.length - 1 : place(name(value));
        }
        if (value instanceof String text) {
            return isShort(text) ? place(name(text)) : values.size();
        }
        return shares.length - 1;
    }

    private static boolean isShort(String text) {
        return text.length() <= LONGEST;
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    private int place(String name) {
        if (name.isEmpty()) {
            return shares.length - 1;
        }
        Integer place = places.get(name);
        if (place == null && ALIASES.containsKey(name)) {
            place = places.get(ALIASES.get(name));
        }
        return place == null ? values.size() : place;
    }
}
