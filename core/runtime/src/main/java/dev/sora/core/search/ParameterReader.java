// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.problem.Problem;
import dev.sora.search.ChoiceDomain;
import dev.sora.search.Domain;
import dev.sora.search.IntegerDomain;
import dev.sora.search.NumberDomain;
import dev.sora.setting.SettingTypes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the values that a parameter can have, and refuses those from which nothing can be drawn.
 */
final class ParameterReader {

    private static final String CHOICE = "choice";
    private static final String INT = "int";
    private static final String FLOAT = "float";
    private static final String LOG = "log";
    private static final String STEP = "step";
    static final String WHEN = "when";

    private static final List<String> KEYS = List.of(CHOICE, INT, FLOAT, LOG, STEP, WHEN);
    private static final int MOST_CHOICES = 1000;

    private final PlanProblems problems;

    ParameterReader(PlanProblems problems) {
        this.problems = problems;
    }

    /** Returns the values; empty if they are wrong, which adds a problem. */
    Optional<Domain> read(Section section) {
        section.checkKeys(KEYS, Map.of("value", CHOICE, "values", CHOICE), problems);
        List<String> kinds = List.of(CHOICE, INT, FLOAT).stream().filter(section::has).toList();
        if (kinds.size() != 1) {
            return refuse(
                    section.path(),
                    problem("has no values to try")
                            .needs("one of 'choice', 'int' and 'float'")
                            .have(kinds.isEmpty() ? "none" : String.join(" and ", kinds))
                            .fix("for example {int: [16, 128]}, or {choice: [relu, tanh]}"));
        }
        return switch (kinds.get(0)) {
            case CHOICE -> choice(section);
            case INT -> integers(section);
            default -> numbers(section);
        };
    }

    private Problem problem(String what) {
        return SearchCode.PARAMETER.problem("a parameter of the space " + what);
    }

    private <T> Optional<T> refuse(String path, Problem problem) {
        problems.at(path, problem);
        return Optional.empty();
    }

    private Optional<Domain> choice(Section section) {
        String path = section.path(CHOICE);
        for (String other : List.of(LOG, STEP)) {
            if (section.has(other)) {
                return refuse(
                        section.path(other),
                        problem("has choices, which have no '%s'".formatted(other))
                                .needs("'int' or 'float'")
                                .have(CHOICE)
                                .fix("remove '%s'".formatted(other)));
            }
        }
        Object value = section.values().get(CHOICE);
        if (!(value instanceof List<?> values)
                || values.isEmpty()
                || values.size() > MOST_CHOICES
                || !values.stream().allMatch(Objects::nonNull)) {
            return refuse(
                    path,
                    problem("has no list of choices")
                            .needs("1 to %d values, none of them empty".formatted(MOST_CHOICES))
                            .have(value == null ? "nothing" : SettingTypes.describeValue(value))
                            .fix("write them in brackets: choice: [relu, tanh]"));
        }
        if (values.stream().distinct().count() < values.size()) {
            return refuse(
                    path,
                    problem("has a choice twice")
                            .have(values.toString())
                            .fix("write each of them once"));
        }
        return Optional.of(ChoiceDomain.of(values));
    }

    private Optional<Domain> integers(Section section) {
        Optional<List<?>> bounds = bounds(section, INT);
        if (bounds.isEmpty()) {
            return Optional.empty();
        }
        if (!(bounds.get().get(0) instanceof Long low
                && bounds.get().get(1) instanceof Long high)) {
            return refuse(
                    section.path(INT),
                    problem("has bounds that are not integers")
                            .have(bounds.get().toString())
                            .fix("write integers, or 'float' instead of 'int'"));
        }
        Object step = section.values().getOrDefault(STEP, 1L);
        boolean apart = high - low >= 0 && high - low < Long.MAX_VALUE;
        if (!(step instanceof Long by) || by < 1 || section.has(STEP) && by > high - low) {
            return step(section, step, low, high);
        }
        return isLog(section)
                .flatMap(
                        log ->
                                log
                                        ? logarithm(section, INT, low)
                                                .map(l -> IntegerDomain.logarithmic(low, high))
                                        : apart
                                                ? Optional.of(IntegerDomain.of(low, high, by))
                                                : order(section, INT, bounds.get()));
    }

    private Optional<Domain> numbers(Section section) {
        Optional<List<?>> bounds = bounds(section, FLOAT);
        if (bounds.isEmpty()) {
            return Optional.empty();
        }
        double low = ((Number) bounds.get().get(0)).doubleValue();
        double high = ((Number) bounds.get().get(1)).doubleValue();
        if (!Double.isFinite(high - low)) {
            return order(section, FLOAT, bounds.get());
        }
        Optional<Boolean> log = isLog(section);
        if (log.isEmpty()) {
            return Optional.empty();
        }
        if (log.get()) {
            return logarithm(section, FLOAT, low).map(l -> NumberDomain.logarithmic(low, high));
        }
        if (!section.has(STEP)) {
            return Optional.of(NumberDomain.of(low, high));
        }
        Object step = section.values().get(STEP);
        if (!(step instanceof Number by)
                || !(by.doubleValue() > 0)
                || by.doubleValue() > high - low
                || (high - low) / by.doubleValue() > 1e8) {
            return step(section, step, low, high);
        }
        return Optional.of(NumberDomain.of(low, high, by.doubleValue()));
    }

    private Optional<List<?>> bounds(Section section, String key) {
        Object value = section.values().get(key);
        boolean two =
                value instanceof List<?> list
                        && list.size() == 2
                        && list.stream().allMatch(Number.class::isInstance);
        if (!two) {
            return refuse(
                    section.path(key),
                    problem("has no bounds")
                            .needs("two numbers")
                            .have(value == null ? "nothing" : SettingTypes.describeValue(value))
                            .fix("write %s: [1, 10]".formatted(key)));
        }
        List<?> bounds = (List<?>) value;
        double low = ((Number) bounds.get(0)).doubleValue();
        double high = ((Number) bounds.get(1)).doubleValue();
        return low <= high && Double.isFinite(low) && Double.isFinite(high)
                ? Optional.of(bounds)
                : order(section, key, bounds);
    }

    private <T> Optional<T> order(Section section, String key, List<?> bounds) {
        return refuse(
                section.path(key),
                problem("has bounds between which there is nothing")
                        .needs("the lower bound, then the upper one, both finite")
                        .have(bounds.toString())
                        .fix("change the bounds"));
    }

    private <T> Optional<T> step(Section section, Object step, Object low, Object high) {
        return refuse(
                section.path(STEP),
                problem("has a step that leads nowhere")
                        .needs("a number above 0, at most the distance of the bounds")
                        .have("step %s from %s to %s".formatted(step, low, high))
                        .fix("change the step or the bounds"));
    }

    private Optional<Boolean> isLog(Section section) {
        Object value = section.values().getOrDefault(LOG, false);
        if (!(value instanceof Boolean log)) {
            return refuse(
                    section.path(LOG),
                    ManifestCode.WRONG_VALUE
                            .problem("'log' has a value of another type")
                            .needs("true or false")
                            .have(SettingTypes.describeValue(value))
                            .fix("write 'log: true', or remove it"));
        }
        if (log && section.has(STEP)) {
            return refuse(
                    section.path(STEP),
                    problem("has a step and is logarithmic")
                            .needs("'log' or 'step'")
                            .have("both")
                            .fix("remove one of them"));
        }
        return Optional.of(log);
    }

    private Optional<Number> logarithm(Section section, String key, Number low) {
        double least = key.equals(INT) ? 1 : Double.MIN_VALUE;
        if (low.doubleValue() >= least) {
            return Optional.of(low);
        }
        return refuse(
                section.path(key),
                problem("is logarithmic and has a bound that has no logarithm")
                        .needs(key.equals(INT) ? "bounds of at least 1" : "bounds above 0")
                        .have("from " + low)
                        .fix("raise the lower bound, or remove 'log'"));
    }
}
