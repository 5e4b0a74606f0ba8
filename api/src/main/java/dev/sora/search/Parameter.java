// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A parameter of a space: a key of a manifest and the values that it can have.
 *
 * @since 0.3
 */
public final class Parameter {

    private final String name;
    private final Domain domain;
    private final Map<String, List<Object>> conditions;

    private Parameter(String name, Domain domain, Map<String, List<Object>> conditions) {
        this.name = Objects.requireNonNull(name, "name");
        this.domain = Objects.requireNonNull(domain, "domain");
        Map<String, List<Object>> copy = new LinkedHashMap<>();
        conditions.forEach((other, values) -> copy.put(other, List.copyOf(values)));
        this.conditions = Collections.unmodifiableMap(copy);
    }

    /** Returns a parameter that every trial has. */
    public static Parameter of(String name, Domain domain) {
        return new Parameter(name, domain, Map.of());
    }

    /**
     * Returns a parameter that a trial has only if each of some others is active and has one of the
     * given values.
     *
     * @param conditions the values by the names of the other parameters
     */
    public static Parameter of(String name, Domain domain, Map<String, List<Object>> conditions) {
        return new Parameter(name, domain, conditions);
    }

    /** Returns its name: the path of the key in the manifest. */
    public String name() {
        return name;
    }

    /** Returns the values that it can have. */
    public Domain domain() {
        return domain;
    }

    /**
     * Returns the values that other parameters must have, by their names; empty if there are none.
     */
    public Map<String, List<Object>> conditions() {
        return conditions;
    }

    /** Returns whether a trial with the values of other parameters has this one. */
    public boolean isActive(Map<String, Object> values) {
        return conditions.entrySet().stream()
                .allMatch(
                        condition ->
                                values.containsKey(condition.getKey())
                                        && condition
                                                .getValue()
                                                .contains(values.get(condition.getKey())));
    }

    @Override
    public String toString() {
        return name + " in " + domain;
    }
}
