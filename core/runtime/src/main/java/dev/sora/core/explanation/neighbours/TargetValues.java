// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.neighbours;

import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.DataRecord;
import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What records have in the columns of targets or inputs, as far as a line of text can show it. */
public final class TargetValues {

    private static final int LONGEST = 200;

    private final Set<String> columns = new LinkedHashSet<>();

    /** Creates the values of all targets of a plan. */
    public TargetValues(Plan plan) {
        for (Node.Output output : plan.nodes(Node.Output.class)) {
            columns.addAll(InputColumns.of(output.planned()).keySet());
        }
    }

    /** Returns the values of the columns that inputs of a plan read. */
    public static TargetValues ofInputs(Plan plan) {
        TargetValues values = new TargetValues();
        for (Node.Input input : plan.nodes(Node.Input.class)) {
            values.columns.addAll(InputColumns.of(input.planned()).keySet());
        }
        return values;
    }

    private TargetValues() {}

    /** Returns the values by column, without missing ones, pictures, vectors and nested values. */
    public Map<String, Object> of(DataRecord record) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String column : columns) {
            record.find(column)
                    .flatMap(TargetValues::shown)
                    .ifPresent(value -> values.put(column, value));
        }
        return values;
    }

    private static Optional<Object> shown(Object value) {
        if (value instanceof String || value instanceof List<?> list && isWords(list)) {
            String text = value instanceof List<?> words ? words.toString() : (String) value;
            boolean fits = text.length() <= LONGEST;
            return Optional.of(fits ? value : cut(text));
        }
        return value instanceof Number || value instanceof Boolean
                ? Optional.of(value)
                : value instanceof Temporal ? Optional.of(value.toString()) : Optional.empty();
    }

    private static boolean isWords(List<?> list) {
        return list.stream().allMatch(String.class::isInstance);
    }

    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
