// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The parameters of a search.
 *
 * @since 0.3
 */
public final class Space {

    private final List<Parameter> parameters;

    private Space(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /**
     * Returns a space.
     *
     * @param parameters one or more, each after those that its conditions name
     */
    public static Space of(List<Parameter> parameters) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!names.containsAll(parameter.conditions().keySet())
                    || !names.add(parameter.name())) {
                throw new IllegalArgumentException(
                        "%s occurs twice, or before a parameter that it depends on"
                                .formatted(parameter.name()));
            }
        }
        return new Space(parameters);
    }

    /** Returns the parameters, each after those that its conditions name. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Returns the parameter of a name. */
    public Optional<Parameter> find(String name) {
        return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
    }

    /**
     * Returns values: one for each parameter that is active with the values before it.
     *
     * @param value the value of a parameter, asked for in their order
     */
    public Map<String, Object> values(Function<Parameter, Object> value) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (parameter.isActive(values)) {
                values.put(parameter.name(), value.apply(parameter));
            }
        }
        return values;
    }

    /** Returns values at random, each parameter uniform over its positions. */
    public Map<String, Object> draw(RandomGenerator random) {
        // every parameter takes a number, so that a choice changes no other parameter
        Map<Parameter, Double> positions = new LinkedHashMap<>();
        parameters.forEach(parameter -> positions.put(parameter, random.nextDouble()));
        return values(parameter -> parameter.domain().at(positions.get(parameter)));
    }

    /** Returns whether these are values of exactly the parameters that are active with them. */
    public boolean contains(Map<String, Object> values) {
        int active = 0;
        for (Parameter parameter : parameters) {
            if (parameter.isActive(values)) {
                active++;
                Object value = values.get(parameter.name());
                if (value == null || !parameter.domain().contains(value)) {
                    return false;
                }
            }
        }
        return active == values.size();
    }

    /**
     * Returns an upper bound of the number of different trials; empty if it is not finite. Without
     * conditions it is exact.
     */
    public OptionalLong size() {
        long size = 1;
        for (Parameter parameter : parameters) {
            OptionalLong values = parameter.domain().size();
            if (values.isEmpty()) {
                return values;
            }
            if (values.getAsLong() > Long.MAX_VALUE / size) {
                return OptionalLong.of(Long.MAX_VALUE);
            }
            size *= values.getAsLong();
        }
        return OptionalLong.of(size);
    }

    @Override
    public String toString() {
        return parameters.toString();
    }
}
