// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.DataRecord;
import dev.sora.data.Values;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The column of the labels. A missing value or an empty text means no label.
 *
 * @param separator the separator of labels in a text; if empty, the whole text is one label
 * @param key the key of the label in a nested value
 */
record LabelColumn(String name, String separator, String key) {

    /** Returns the labels of a record. Elements of a list are not split. */
    Set<String> labels(DataRecord record) {
        Object value = record.find(name).orElse(null);
        boolean nested =
                value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance);
        List<String> names =
                nested ? nested(record, (List<?>) value) : Values.names(record, name, separator);
        Set<String> labels = new LinkedHashSet<>(names);
        if (value instanceof long[] && labels.size() < names.size()) {
            throw broken(
                    record,
                    "the same number several times, as a row of 0 and 1 for each label has");
        }
        return labels;
    }

    private List<String> nested(DataRecord record, List<?> list) {
        List<String> labels = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map) || map.get(key) == null) {
                throw broken(record, String.valueOf(element));
            }
            String label = LabelName.of(map.get(key));
            if (label.isEmpty()) {
                throw broken(record, String.valueOf(element));
            }
            labels.add(label);
        }
        return labels;
    }

    private RecordException broken(DataRecord record, String have) {
        return new RecordException(
                Problem.of("SORA-4308", "column '%s' holds no labels".formatted(name))
                        .where(record.where())
                        .needs(
                                "a string, a list of labels, or nested values with '%s'"
                                        .formatted(key))
                        .have(have.substring(0, Math.min(80, have.length())))
                        .fix(
                                "name a column of labels, set 'key' to where they are, or set"
                                        + " 'on_error: skip'"));
    }
}
