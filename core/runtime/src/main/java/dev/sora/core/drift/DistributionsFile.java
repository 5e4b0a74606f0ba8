// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import dev.sora.core.io.ReadProblems;
import dev.sora.problem.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The form of distributions in a package: a tree of JSON. */
public final class DistributionsFile {

    /** Shares are rounded by writing them; they sum to 1 up to this difference. */
    private static final double ROUNDED = 1e-6;

    private final String where;

    private DistributionsFile(String where) {
        this.where = where;
    }

    /** Returns the tree; empty without distributions. */
    public static Map<String, Object> tree(TrainingDistributions distributions) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!distributions.isEmpty()) {
            tree.put("inputs", distributions.inputs().stream().map(v -> tree(v)).toList());
            tree.put("part", distributions.part());
            tree.put("outputs", distributions.outputs().stream().map(v -> tree(v)).toList());
        }
        return tree;
    }

    private static Map<String, Object> tree(WatchedValue value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", value.name());
        tree.put("field", value.field());
        if (!value.known().isEmpty()) {
            tree.put("known", List.copyOf(value.known()));
        }
        if (value.distribution() instanceof NumberBins bins) {
            tree.put("edges", Arrays.stream(bins.edges()).boxed().toList());
        } else if (value.distribution() instanceof ValueShares shares) {
            tree.put("values", shares.values());
        }
        tree.put("shares", Arrays.stream(value.distribution().shares()).boxed().toList());
        return tree;
    }

    /**
     * Reads a tree.
     *
     * @param tree untrusted; no distributions if empty
     * @param where the file, for messages
     * @throws DataException if it is not of this form
     */
    public static TrainingDistributions read(Map<String, Object> tree, String where) {
        if (tree.isEmpty()) {
            return TrainingDistributions.NONE;
        }
        DistributionsFile file = new DistributionsFile(where);
        if (!(tree.get("part") instanceof String part)) {
            throw file.malformed("'part' is not a string");
        }
        return new TrainingDistributions(
                file.values(tree.get("inputs"), true),
                part,
                file.values(tree.get("outputs"), false));
    }

    private List<WatchedValue> values(Object all, boolean inputs) {
        List<WatchedValue> values = new ArrayList<>();
        Set<List<String>> names = new LinkedHashSet<>();
        for (Object each : list(all, TrainingDistributions.MOST)) {
            if (!(each instanceof Map<?, ?> tree)
                    || !(tree.get("name") instanceof String name)
                    || !(tree.get("field") instanceof String field)
                    || !names.add(List.of(name, field))) {
                throw malformed("a distribution has no name and field of its own");
            }
            values.add(
                    new WatchedValue(
                            name,
                            field,
                            inputs ? Optional.of(measure(field)) : Optional.empty(),
                            tree.containsKey("known")
                                    ? new LinkedHashSet<>(strings(tree.get("known"), Words.MOST))
                                    : Set.of(),
                            distribution(tree)));
        }
        return values;
    }

    private Measure measure(String word) {
        for (Measure measure : Measure.values()) {
            if (measure.word().equals(word)) {
                return measure;
            }
        }
        throw malformed("a distribution has an unknown measure");
    }

    private Distribution distribution(Map<?, ?> tree) {
        double[] shares = numbers(tree.get("shares"), ValueShares.MOST + 2);
        double sum = 0;
        for (double share : shares) {
            sum += share >= 0 && share <= 1 ? share : Double.NaN;
        }
        if (!(Math.abs(sum - 1) <= ROUNDED)) {
            throw malformed("the shares of a distribution do not sum to 1");
        }
        try {
            return tree.containsKey("edges")
                    ? new NumberBins(numbers(tree.get("edges"), NumberBins.MOST + 1), shares)
                    : new ValueShares(strings(tree.get("values"), ValueShares.MOST), shares);
        } catch (IllegalArgumentException e) {
            throw malformed("a distribution lacks " + e.getMessage());
        }
    }

    private double[] numbers(Object all, int most) {
        List<?> list = list(all, most);
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Number number)) {
                throw malformed("a distribution has a number that is none");
            }
            numbers[i] = number.doubleValue();
        }
        return numbers;
    }

    private List<String> strings(Object all, int most) {
        List<String> strings = new ArrayList<>();
        for (Object each : list(all, most)) {
            if (!(each instanceof String text) || text.length() > ValueShares.LONGEST) {
                throw malformed("a distribution has a value that is not a short string");
            }
            strings.add(text);
        }
        return strings;
    }

    private List<?> list(Object value, int most) {
        if (value instanceof List<?> list && list.size() <= most) {
            return list;
        }
        throw malformed("the distributions lack a list of at most %d elements".formatted(most));
    }

    private DataException malformed(String what) {
        return ReadProblems.malformed(where, what);
    }
}
