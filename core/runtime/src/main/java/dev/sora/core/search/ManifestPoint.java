// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.plan.Plan;
import dev.sora.problem.SoraException;
import dev.sora.search.ChoiceDomain;
import dev.sora.search.Domain;
import dev.sora.search.NumberDomain;
import dev.sora.search.Parameter;
import dev.sora.search.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that the manifest of a search itself has for the parameters of its space: what the
 * user chose before the search.
 */
final class ManifestPoint {

    private ManifestPoint() {}

    /**
     * Returns the values, those of defaults too; empty if the manifest is not valid by itself, or
     * if one of its values is not in the space.
     */
    static Optional<Map<String, Object>> of(TrialManifests manifests, Space space) {
        Plan plan;
        try {
            plan = manifests.plan(Map.of());
        } catch (SoraException e) {
            // it lacks what the space adds
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : space.parameters()) {
            if (parameter.isActive(values)) {
                Optional<Object> value = value(parameter, manifests, plan);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.put(parameter.name(), value.get());
            }
        }
        return space.contains(values) ? Optional.of(values) : Optional.empty();
    }

    /** Returns the value as it is written, which choices compare with, otherwise the default. */
    private static Optional<Object> value(
            Parameter parameter, TrialManifests manifests, Plan plan) {
        List<Object> steps = TrialManifests.steps(parameter.name());
        return Optional.ofNullable(find(manifests.base().tree(), steps))
                .or(() -> Optional.ofNullable(find(plan.resolved(), steps)))
                .flatMap(value -> fitting(value, parameter.domain()));
    }

    private static Object find(Object tree, List<Object> steps) {
        Object at = tree;
        for (Object step : steps) {
            if (step instanceof Integer index) {
                at = at instanceof List<?> list && index < list.size() ? list.get(index) : null;
            } else {
                at = at instanceof Map<?, ?> map ? map.get(step) : null;
            }
        }
        return at;
    }

    /** Returns a value in the Java type of its domain: 1 is 1.0 among numbers, and 2.0 is 2. */
    private static Optional<Object> fitting(Object value, Domain domain) {
        if (domain instanceof ChoiceDomain choice) {
            return choice.values().stream().filter(each -> same(each, value)).findFirst();
        }
        if (!(value instanceof Number number)) {
            return Optional.empty();
        }
        if (domain instanceof NumberDomain) {
            return Optional.of(number.doubleValue());
        }
        double real = number.doubleValue();
        return real == Math.rint(real) ? Optional.of(number.longValue()) : Optional.empty();
    }

    private static boolean same(Object choice, Object value) {
        return choice instanceof Number a && value instanceof Number b
                ? a.doubleValue() == b.doubleValue()
                : choice.equals(value);
    }
}
