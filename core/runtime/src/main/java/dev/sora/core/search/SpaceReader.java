// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.problem.Problem;
import dev.sora.search.Domain;
import dev.sora.search.Parameter;
import dev.sora.search.Space;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the space of a search: parameters by the paths of their keys, and their conditions. */
final class SpaceReader {

    private static final int MOST = 200;

    private final PlanProblems problems;

    SpaceReader(PlanProblems problems) {
        this.problems = problems;
    }

    /** Returns the space; empty if a parameter is wrong, which adds a problem. */
    Optional<Space> read(Section space) {
        int before = problems.count();
        if (space.values().isEmpty() || space.values().size() > MOST) {
            problems.at(
                    space.path(),
                    SearchCode.PARAMETER
                            .problem("the space has no parameters, or too many")
                            .needs("1 to %d keys of the manifest".formatted(MOST))
                            .have(String.valueOf(space.values().size()))
                            .fix("for example training.batch_size: {choice: [32, 64]}"));
            return Optional.empty();
        }
        Map<String, Domain> domains = new LinkedHashMap<>();
        Map<String, Section> sections = new LinkedHashMap<>();
        checkPaths(space.path(), space.values().keySet(), problems);
        for (Map.Entry<String, Object> each : space.values().entrySet()) {
            String path = space.path(each.getKey());
            if (!TrialManifests.isPath(each.getKey())) {
                problems.atKey(
                        path,
                        SearchCode.PARAMETER
                                .problem("'%s' is not the path of a key".formatted(each.getKey()))
                                .fix("write it like training.optimiser.learning_rate"));
                continue;
            }
            Section.of(path, each.getValue(), "values to try", "write {int: [1, 10]}", problems)
                    .ifPresent(
                            section -> {
                                sections.put(each.getKey(), section);
                                new ParameterReader(problems)
                                        .read(section)
                                        .ifPresent(domain -> domains.put(each.getKey(), domain));
                            });
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        List<Parameter> parameters = new ArrayList<>();
        sections.forEach(
                (name, section) ->
                        parameters.add(
                                Parameter.of(
                                        name,
                                        domains.get(name),
                                        conditions(name, section, domains))));
        return problems.count() > before ? Optional.empty() : ordered(parameters, space);
    }

    /** Adds a problem for each path that leads to the key of another one: a[0] and a[00]. */
    static void checkPaths(String section, Set<String> paths, PlanProblems problems) {
        Map<List<Object>, String> known = new HashMap<>();
        for (String path : paths) {
            List<Object> steps = TrialManifests.steps(path);
            String other = steps.isEmpty() ? null : known.putIfAbsent(steps, path);
            if (other != null) {
                problems.atKey(
                        section + "." + path,
                        SearchCode.PARAMETER
                                .problem("'%s' and '%s' are the same key".formatted(other, path))
                                .fix("remove one of them"));
            }
        }
    }

    private Map<String, List<Object>> conditions(
            String name, Section section, Map<String, Domain> domains) {
        Map<String, List<Object>> conditions = new LinkedHashMap<>();
        if (!section.has(ParameterReader.WHEN)) {
            return conditions;
        }
        section.section(ParameterReader.WHEN, "another parameter and its values", problems)
                .ifPresent(
                        when ->
                                when.values()
                                        .forEach(
                                                (other, value) ->
                                                        condition(name, other, value, when, domains)
                                                                .ifPresent(
                                                                        values ->
                                                                                conditions.put(
                                                                                        other,
                                                                                        values))));
        return conditions;
    }

    private Optional<List<Object>> condition(
            String name, String other, Object value, Section when, Map<String, Domain> domains) {
        Domain domain = domains.get(other);
        if (domain == null || other.equals(name)) {
            problems.atKey(
                    when.path(other),
                    SearchCode.CONDITION
                            .problem("a condition names no other parameter of the space")
                            .needs("the name of a parameter")
                            .have(other)
                            .fix(
                                    problems.didYouMean(
                                            other,
                                            domains.keySet(),
                                            "name a parameter, or remove the condition")));
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        for (Object one : value instanceof List<?> list ? list : List.of(String.valueOf(value))) {
            Object typed = value instanceof List<?> ? one : value;
            Object known =
                    typed instanceof Long whole && !domain.contains(typed)
                            ? (Object) whole.doubleValue()
                            : typed;
            if (known == null || !domain.contains(known)) {
                problems.at(when.path(other), never(other, typed, domain));
                return Optional.empty();
            }
            values.add(known);
        }
        return Optional.of(values);
    }

    private static Problem never(String other, Object value, Domain domain) {
        return SearchCode.CONDITION
                .problem("a condition is never met: '%s' cannot have this value".formatted(other))
                .needs(domain.toString())
                .have(String.valueOf(value))
                .fix("write values that it can have");
    }

    /** Sorts parameters so that each comes after those that it depends on. */
    private Optional<Space> ordered(List<Parameter> parameters, Section space) {
        List<Parameter> ordered = new ArrayList<>();
        List<Parameter> left = new ArrayList<>(parameters);
        List<String> names = new ArrayList<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Parameter parameter : List.copyOf(left)) {
                if (names.containsAll(parameter.conditions().keySet())) {
                    ordered.add(parameter);
                    names.add(parameter.name());
                    left.remove(parameter);
                    moved = true;
                }
            }
        }
        if (!left.isEmpty()) {
            problems.atKey(
                    space.path(left.get(0).name()),
                    SearchCode.CONDITION
                            .problem("conditions lead in a circle")
                            .have(String.join(", ", left.stream().map(Parameter::name).toList()))
                            .fix("remove one of them"));
            return Optional.empty();
        }
        return Optional.of(Space.of(ordered));
    }
}
