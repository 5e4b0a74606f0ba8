// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import dev.sora.data.TextForm;
import dev.sora.data.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Returns the name of a value; requests may write it in another form of Unicode. */
    static String name(Object value) {
        return Values.name(value instanceof String text ? TextForm.nameOf(text) : value);
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
        if (value instanceof Double number && number.isNaN()) {
            return shares.length - 1;
        }
        if (value instanceof Number
                || value instanceof Boolean
                || value instanceof String text && text.length() <= LONGEST) {
            return places.getOrDefault(name(value), values.size());
        }
        return value instanceof String ? values.size() : shares.length - 1;
    }
}
