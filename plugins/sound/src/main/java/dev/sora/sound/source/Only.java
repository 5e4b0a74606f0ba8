// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which files are read, by the values of their columns: one of the listed values of every column
 * that is listed.
 *
 * @param allowed the values by column
 */
record Only(Map<String, Set<String>> allowed) {

    /**
     * Parses the elements {@code column=value}.
     *
     * @param columns the columns that a file name or folder gives
     */
    static Only of(List<String> texts, List<String> columns) {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        for (String text : texts) {
            int sign = text.indexOf('=');
            String column = sign < 0 ? "" : text.substring(0, sign).strip();
            if (!columns.contains(column)) {
                throw new SoraException(
                        Problem.of("SORA-4525", "'only' cannot be applied: '%s'".formatted(text))
                                .needs(
                                        "COLUMN=VALUE, where the column is one of these: "
                                                + String.join(", ", columns))
                                .fix("write it like 'speaker=theo', or add the column to 'names'"));
            }
            allowed.computeIfAbsent(column, c -> new HashSet<>())
                    .add(text.substring(sign + 1).strip());
        }
        return new Only(allowed);
    }

    /** Returns whether a file with these values is read. */
    boolean allows(List<String> columns, List<String> values) {
        return allowed.entrySet().stream()
                .allMatch(e -> e.getValue().contains(values.get(columns.indexOf(e.getKey()))));
    }
}
