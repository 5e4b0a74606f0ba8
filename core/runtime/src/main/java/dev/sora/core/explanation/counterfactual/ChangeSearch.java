// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.counterfactual;

import dev.sora.core.explanation.columns.ChangedColumn;
import dev.sora.core.explanation.counterfactual.Answering.Answer;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the changes of one record. First every value of every column alone is tried. If none
 * turns the answer, the changes that come nearest to it are joined with others, column by column.
 * What turns the answer is then made smaller: numbers move back towards those of the record, and
 * changes that are not needed are dropped.
 */
final class ChangeSearch {

    /** So many columns change at most. */
    static final int MOST_COLUMNS = 4;

    private static final int BEAM = 12;
    private static final int OF_COLUMN = 3;
    private static final int JOINED = 8;
    private static final int REFINED = 5;

    private final Answering answering;
    private final Map<String, ColumnValues> columns;
    private final DataRecord record;
    private final String present;
    private final List<String> wanted;
    private final Set<String> invalid = new LinkedHashSet<>();

    /**
     * Creates a search.
     *
     * @param columns those that may change
     * @param present the answer to the record
     * @param wanted the answers that are wanted
     */
    ChangeSearch(
            Answering answering,
            Map<String, ColumnValues> columns,
            DataRecord record,
            String present,
            List<String> wanted) {
        this.answering = answering;
        this.columns = columns;
        this.record = record;
        this.present = present;
        this.wanted = wanted;
    }

    /**
     * Changes and what they lead to.
     *
     * @param values the new values by column
     * @param answer the answer to the changed record
     * @param distance how large the changes are together
     */
    record Changes(Map<String, Object> values, Answer answer, double distance) {}

    /** Returns columns of which some values make the record invalid; these are left out. */
    Set<String> invalid() {
        return invalid;
    }

    /** Returns the smallest changes that were found; empty if none turn the answer. */
    Optional<Changes> find() {
        List<Map<String, Object>> single = new ArrayList<>();
        columns.forEach(
                (column, values) ->
                        values.tried().stream()
                                .filter(value -> !values.same(old(column), value))
                                .forEach(value -> single.add(Map.of(column, value))));
        List<Changes> tried = answered(single);
        List<Changes> alone = tried;
        for (int count = 1; count <= MOST_COLUMNS && !tried.isEmpty(); count++) {
            List<Changes> turning = tried.stream().filter(this::turns).toList();
            if (!turning.isEmpty()) {
                return turning.stream()
                        .sorted(Comparator.comparingDouble(Changes::distance))
                        .limit(REFINED)
                        .map(this::refined)
                        .min(
                                Comparator.comparingInt((Changes c) -> c.values().size())
                                        .thenComparingDouble(Changes::distance));
            }
            tried = count == MOST_COLUMNS ? List.of() : answered(joined(nearest(tried), alone));
        }
        return Optional.empty();
    }

    private @Nullable Object old(String column) {
        return record.find(column).orElse(null);
    }

    private boolean turns(Changes changes) {
        return wanted.contains(changes.answer().text());
    }

    /** Returns the changes that come nearest to a wanted answer, not all of the same columns. */
    private static List<Changes> nearest(List<Changes> tried) {
        Map<Set<String>, Integer> counts = new LinkedHashMap<>();
        return tried.stream()
                .sorted(Comparator.comparingDouble(each -> -each.answer().margin()))
                .filter(each -> counts.merge(each.values().keySet(), 1, Integer::sum) <= OF_COLUMN)
                .limit(BEAM)
                .toList();
    }

    private static List<Map<String, Object>> joined(List<Changes> beam, List<Changes> alone) {
        Map<String, List<Object>> best = new LinkedHashMap<>();
        alone.stream()
                .sorted(Comparator.comparingDouble(each -> -each.answer().margin()))
                .forEach(
                        each -> {
                            var one = each.values().entrySet().iterator().next();
                            List<Object> values =
                                    best.computeIfAbsent(one.getKey(), key -> new ArrayList<>());
                            if (values.size() < JOINED) {
                                values.add(one.getValue());
                            }
                        });
        Set<Map<String, Object>> joined = new LinkedHashSet<>();
        for (Changes changes : beam) {
            best.forEach(
                    (column, values) -> {
                        if (!changes.values().containsKey(column)) {
                            for (Object value : values) {
                                Map<String, Object> more = new LinkedHashMap<>(changes.values());
                                more.put(column, value);
                                joined.add(more);
                            }
                        }
                    });
        }
        return List.copyOf(joined);
    }

    /** Makes changes smaller as long as they turn the answer. */
    private Changes refined(Changes changes) {
        Changes best = changes;
        for (String column : List.copyOf(best.values().keySet())) {
            Map<String, Object> fewer = new LinkedHashMap<>(best.values());
            fewer.remove(column);
            best = fewer.isEmpty() ? best : ifTurning(fewer, best);
        }
        for (String column : List.copyOf(best.values().keySet())) {
            Object to = best.values().get(column);
            List<Object> between = columns.get(column).between(old(column), to);
            int low = 0;
            int high = between.size() - 1;
            while (low < high) {
                int middle = (low + high) / 2;
                Map<String, Object> nearer = new LinkedHashMap<>(best.values());
                nearer.put(column, between.get(middle));
                Changes found = ifTurning(nearer, best);
                low = found == best ? middle + 1 : low;
                high = found == best ? high : middle;
                best = found;
            }
        }
        return best;
    }

    private Changes ifTurning(Map<String, Object> values, Changes otherwise) {
        List<Changes> answered = answered(List.of(values));
        return !answered.isEmpty() && turns(answered.get(0)) ? answered.get(0) : otherwise;
    }

    /** Answers changed records; those that are not valid are left out. */
    private List<Changes> answered(List<Map<String, Object>> all) {
        List<Map<String, Object>> valid =
                all.stream()
                        .filter(each -> each.keySet().stream().noneMatch(invalid::contains))
                        .toList();
        try {
            return changes(valid);
        } catch (RecordException e) {
            List<Changes> found = new ArrayList<>();
            for (Map<String, Object> each : valid) {
                try {
                    found.addAll(changes(List.of(each)));
                } catch (RecordException broken) {
                    invalid.addAll(each.keySet());
                }
            }
            return found;
        }
    }

    private List<Changes> changes(List<Map<String, Object>> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<DataRecord> records = all.stream().map(this::changed).toList();
        List<Answer> answers = answering.margins(records, present, wanted);
        List<Changes> changes = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            double distance = 0;
            for (Map.Entry<String, Object> each : all.get(i).entrySet()) {
                String column = each.getKey();
                distance += columns.get(column).distance(old(column), each.getValue());
            }
            changes.add(new Changes(all.get(i), answers.get(i), distance));
        }
        return changes;
    }

    private DataRecord changed(Map<String, Object> values) {
        DataRecord changed = record;
        for (Map.Entry<String, Object> each : values.entrySet()) {
            changed = ChangedColumn.of(changed, each.getKey(), each.getValue());
        }
        return changed;
    }
}
