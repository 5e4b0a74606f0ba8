// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.prediction;

import dev.sora.core.RunEvent;
import dev.sora.core.RunListener;
import dev.sora.core.data.encoding.RecordColumns;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.GrowingPath;
import dev.sora.core.host.Nearest;
import dev.sora.core.plan.Node;
import dev.sora.core.retrieval.DataProcedure;
import dev.sora.data.DataRecord;
import dev.sora.problem.RecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the columns that a pipeline reads and that records to predict for lack. */
public final class ReadColumns {

    private final RecordColumns columns;
    private final Map<String, Absent> absent = new LinkedHashMap<>();
    private long records;

    private static final class Absent {
        private long records;
        private String nearest = "";
    }

    private ReadColumns(RecordColumns columns) {
        this.columns = columns;
    }

    /** Returns the inputs that read columns of a record to predict for. */
    public static List<Node.Input> inputs(FittedGraph graph) {
        // an output that chooses among candidates knows the columns of candidates
        Set<String> read = DataProcedure.of(graph).recordInputs();
        // what an output has generated so far replaces what its input reads
        Set<String> soFar = GrowingPath.inputsSoFar(graph);
        return graph.plan().nodes(Node.Input.class).stream()
                .filter(input -> read.contains(input.name()) && !soFar.contains(input.name()))
                .toList();
    }

    /** Returns the columns that inputs read. */
    static Read of(List<Node.Input> inputs) {
        return new Read(RecordColumns.of(inputs));
    }

    /** The columns that inputs read. */
    record Read(RecordColumns columns) {

        /** Starts a count. */
        ReadColumns begin() {
            return new ReadColumns(columns);
        }
    }

    /**
     * Checks a record.
     *
     * @throws RecordException if it has none of the columns
     */
    void check(DataRecord record) {
        records++;
        for (String column : columns.lacking(record)) {
            Absent count = absent.computeIfAbsent(column, name -> new Absent());
            count.records++;
            if (count.nearest.isEmpty()) {
                count.nearest = Nearest.of(column, columns.others(record)).orElse("");
            }
        }
    }

    /** Reports to a listener which columns some records lacked, if any. */
    void tell(RunListener listener) {
        List<RunEvent.AbsentColumn> found = new ArrayList<>();
        absent.forEach(
                (column, count) ->
                        found.add(
                                new RunEvent.AbsentColumn(
                                        column,
                                        columns.inputs().get(column),
                                        count.records,
                                        count.nearest)));
        if (!found.isEmpty()) {
            listener.on(new RunEvent.ColumnsAbsent(records, found));
        }
    }
}
