// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.host.Nearest;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.retrieval.Retriever;
import dev.sora.core.run.RunEvent;
import dev.sora.core.run.RunListener;
import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Watches whether the columns that a pipeline reads stand in the records that it predicts for. A
 * record with none of them is refused: its answer would be a guess that looks like knowledge.
 */
final class ReadColumns {

    private static final int SHOWN = 12;

    /** The columns with the name of the first input that reads each. */
    private final Map<String, String> inputs;

    private final Map<String, Absent> absent = new LinkedHashMap<>();
    private long records;

    private static final class Absent {
        private long records;
        private String nearest = "";
    }

    private ReadColumns(Map<String, String> inputs) {
        this.inputs = inputs;
    }

    /** Returns the columns that are read of a record to predict for. */
    static ReadColumns of(LoadedModel model) {
        // an output that chooses among candidates knows those by itself
        Set<String> known =
                Retriever.of(model.graph()).map(Retriever::candidateInputs).orElse(Set.of());
        Map<String, String> inputs = new LinkedHashMap<>();
        for (Node.Input input : model.plan().nodes(Node.Input.class)) {
            if (!known.contains(input.name())) {
                InputColumns.of(input.planned())
                        .keySet()
                        .forEach(name -> inputs.putIfAbsent(name, input.name()));
            }
        }
        return new ReadColumns(inputs);
    }

    /**
     * Looks at a record.
     *
     * @throws RecordException if none of the columns stands in it
     */
    void check(DataRecord record) {
        records++;
        if (!record.isPartial() || inputs.isEmpty()) {
            // columns that the whole source lacks are told of by the inputs that read them
            return;
        }
        List<String> lacking = inputs.keySet().stream().filter(c -> !record.has(c)).toList();
        if (lacking.isEmpty()) {
            return;
        }
        List<String> others =
                record.schema().columns().stream()
                        .map(Column::name)
                        .filter(name -> record.has(name) && !inputs.containsKey(name))
                        .toList();
        if (lacking.size() == inputs.size()) {
            throw none(record, others);
        }
        for (String column : lacking) {
            Absent count = absent.computeIfAbsent(column, name -> new Absent());
            count.records++;
            if (count.nearest.isEmpty()) {
                count.nearest = Nearest.of(column, others).orElse("");
            }
        }
    }

    private RecordException none(DataRecord record, List<String> others) {
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

    /** Tells a listener which columns some records lacked, if any. */
    void tell(RunListener listener) {
        List<RunEvent.AbsentColumn> columns = new ArrayList<>();
        absent.forEach(
                (column, count) ->
                        columns.add(
                                new RunEvent.AbsentColumn(
                                        column, inputs.get(column), count.records, count.nearest)));
        if (!columns.isEmpty()) {
            listener.on(new RunEvent.ColumnsAbsent(records, columns));
        }
    }
}
