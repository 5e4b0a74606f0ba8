// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where records have their labels. A value that is missing, or an empty text, means none.
 *
 * @param separator what stands between the labels of a text; the whole text is one if it is empty
 * @param key where a nested value holds its label
 */
record LabelColumn(String name, String separator, String key) {

    Set<String> labels(DataRecord record) {
        Optional<Object> value = record.find(name);
        Set<String> labels = new LinkedHashSet<>();
        if (value.isEmpty()) {
            return labels;
        }
        if (value.get() instanceof String text) {
            int start = 0;
            while (start <= text.length()) {
                int found = separator.isEmpty() ? -1 : text.indexOf(separator, start);
                int end = found < 0 ? text.length() : found;
                String label = LabelName.of(text.substring(start, end));
                if (!label.isEmpty()) {
                    labels.add(label);
                }
                start = end + Math.max(1, separator.length());
            }
            return labels;
        }
        if (value.get() instanceof List<?> list) {
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
        throw broken(record, value.get().getClass().getSimpleName());
    }

    private RecordException broken(DataRecord record, String have) {
        return new RecordException(
                Problem.of("SORA-4308", "column '%s' holds no labels".formatted(name))
                        .where(record.where())
                        .needs("a text, or nested values with '%s'".formatted(key))
                        .have(have.substring(0, Math.min(80, have.length())))
                        .fix("name a column of labels, or set 'key' to where they are"));
    }
}
