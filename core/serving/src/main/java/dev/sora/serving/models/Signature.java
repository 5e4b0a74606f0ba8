// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.core.Model;
import dev.sora.data.ColumnType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that a model reads, each with its type, and its outputs.
 *
 * @param columns the type that each column is described with; absent if it may have any
 * @param accepted all types that each column may have; any if empty
 * @param outputs the names of the outputs
 * @param generating the outputs that are generated symbol by symbol
 * @param answer the values that each output returned for a first record; unknown if absent
 */
public record Signature(
        Map<String, Optional<ColumnType>> columns,
        Map<String, Set<ColumnType>> accepted,
        List<String> outputs,
        List<String> generating,
        Optional<Map<String, Map<String, Object>>> answer) {

    /** Types whose values are written as one plain value. */
    private static final Set<ColumnType> PLAIN =
            EnumSet.of(
                    ColumnType.TEXT,
                    ColumnType.INTEGER,
                    ColumnType.NUMBER,
                    ColumnType.BOOLEAN,
                    ColumnType.TIME);

    private static final Set<ColumnType> SEVERAL =
            EnumSet.of(ColumnType.VECTOR, ColumnType.IDENTIFIERS, ColumnType.TEXTS);

    /** Returns the signature of a model, with what its first records show. */
    static Signature of(Model model, FirstRecords first) {
        Map<String, Optional<ColumnType>> columns = new LinkedHashMap<>();
        Map<String, Set<ColumnType>> accepted = first.accepted();
        accepted.forEach((name, types) -> columns.put(name, type(name, types, first)));
        return new Signature(
                columns, accepted, model.outputs(), model.generating(), first.answer());
    }

    private static Optional<ColumnType> type(
            String name, Set<ColumnType> types, FirstRecords first) {
        if (types.isEmpty() || types.size() == ColumnType.values().length) {
            return Optional.empty();
        }
        boolean numeric =
                types.contains(ColumnType.NUMBER)
                        && (!types.contains(ColumnType.TEXT) || first.refusesText(name));
        if (numeric) {
            return Optional.of(ColumnType.NUMBER);
        }
        if (types.contains(ColumnType.NUMBER) && first.answer().isEmpty()) {
            // numbers or categories: no record has told
            return Optional.empty();
        }
        return types.contains(ColumnType.TEXT)
                ? Optional.of(ColumnType.TEXT)
                : types.stream().sorted().findFirst();
    }

    /** Returns this signature with what an answer showed, if none did before. */
    Signature with(Map<String, Map<String, Object>> shown) {
        return answer.isPresent()
                ? this
                : new Signature(columns, accepted, outputs, generating, Optional.of(shown));
    }

    /** Returns whether a column holds pictures. */
    public boolean isPicture(String column) {
        return columns.getOrDefault(column, Optional.empty())
                .filter(ColumnType.IMAGE::equals)
                .isPresent();
    }

    /** Returns whether all columns hold plain values, as the cells of a table do. */
    public boolean isPlain() {
        return columns.values().stream().allMatch(type -> type.map(PLAIN::contains).orElse(true));
    }

    /** Returns whether a value of a column may be a list of numbers, identifiers or texts. */
    public boolean mayBeList(String column) {
        Set<ColumnType> types = accepted.getOrDefault(column, Set.of());
        return types.isEmpty() || types.stream().anyMatch(SEVERAL::contains);
    }

    /** Returns whether a value of a column may be other than such a list. */
    public boolean mayBePlain(String column) {
        Set<ColumnType> types = accepted.getOrDefault(column, Set.of());
        return types.isEmpty() || !SEVERAL.containsAll(types);
    }
}
