// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some values without an order, such as the names of types.
 *
 * @since 0.3
 */
public final class ChoiceDomain implements Domain {

    private final List<Object> values;

    private ChoiceDomain(List<?> values) {
        this.values = List.copyOf(values);
    }

    /**
     * Returns a domain.
     *
     * @param values one or more values as they are in a manifest, all different
     */
    public static ChoiceDomain of(List<?> values) {
        if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException("not different values: " + values);
        }
        return new ChoiceDomain(values);
    }

    /** Returns the values in their order. */
    public List<Object> values() {
        return values;
    }

    @Override
    public Object at(double position) {
        return values.get(Steps.index(position, values.size()));
    }

    @Override
    public double position(Object value) {
        int index = values.indexOf(value);
        if (index < 0) {
            throw new IllegalArgumentException("%s is none of %s".formatted(value, values));
        }
        return (index + 0.5) / values.size();
    }

    @Override
    public boolean contains(Object value) {
        return values.contains(value);
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(values.size());
    }

    /** Returns all values: there is no order in which some of them would stand for the others. */
    @Override
    public List<Object> grid(int most) {
        return values;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
