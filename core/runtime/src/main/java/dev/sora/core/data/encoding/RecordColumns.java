// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import dev.sora.core.host.Nearest;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The columns that inputs read, each with the first input that reads it. A record that has none of
 * them is refused: its prediction would not depend on the record.
 *
 * @param inputs the names of the inputs, by column
 */
public record RecordColumns(Map<String, String> inputs) {

    private static final int SHOWN = 12;

    /** Returns the columns that some inputs read. */
    public static RecordColumns of(Collection<Node.Input> nodes) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (Node.Input input : nodes) {
            InputColumns.of(input.planned())
                    .keySet()
                    .forEach(name -> inputs.putIfAbsent(name, input.name()));
        }
        return new RecordColumns(inputs);
    }

    /**
     * Returns the columns that a record lacks although its source has them; a column that the whole
     * source lacks is reported by the inputs that read it.
     *
     * @throws RecordException if the record has none of the columns
     */
    public List<String> lacking(DataRecord record) {
        if (!record.isPartial()) {
            return List.of();
        }
        List<String> lacking = inputs.keySet().stream().filter(c -> !record.has(c)).toList();
        if (!lacking.isEmpty() && lacking.size() == inputs.size()) {
            throw none(record);
        }
        return lacking;
    }

    /** Returns the columns of a record that no input reads. */
    public List<String> others(DataRecord record) {
        return record.schema().columns().stream()
                .map(Column::name)
                .filter(name -> record.has(name) && !inputs.containsKey(name))
                .toList();
    }

    private RecordException none(DataRecord record) {
        List<String> others = others(record);
        String renamed =
                inputs.keySet().stream()
                        .flatMap(
                                column ->
                                        Nearest.of(column, others).stream()
                                                .map(o -> "'%s' to '%s'".formatted(o, column)))
                        .limit(SHOWN)
                        .collect(Collectors.joining(", "));
        return new RecordException(
                Problem.of(
                                "SORA-4013",
                                "the record has none of the columns that the pipeline reads")
                        .where(record.where())
                        .needs(listed(List.copyOf(inputs.keySet())))
                        .have(others.isEmpty() ? "no column" : listed(others))
                        .fix(
                                renamed.isEmpty()
                                        ? "give it at least one of these columns, or leave it out"
                                        : "rename " + renamed));
    }

    private static String listed(List<String> names) {
        return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? ", …" : "");
    }
}
