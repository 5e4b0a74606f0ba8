// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.results;

import ai.djl.ndarray.NDManager;
import dev.sora.core.explanation.columns.PermutedColumns;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.report.ValueTable;
import dev.sora.data.DataRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The table of the permutation importance of columns in the report of a training, as {@link
 * PermutedColumns} measures it.
 */
final class ColumnImportance {

    private static final int RECORDS = 500;
    private static final int REPEATS = 3;

    private static final int MOST_COLUMNS = 60;

    private ColumnImportance() {}

    /**
     * Returns the table; empty if there is only one column, or far too many, or none can be
     * shuffled.
     */
    static Optional<ValueTable> of(RunResults all, Node.Output output) {
        FittedGraph graph = all.data().graph();
        Set<String> columns = PermutedColumns.columns(graph, graph.inputs().keySet());
        List<DataRecord> shown = all.data().shown();
        if (columns.size() < 2
                || columns.size() > MOST_COLUMNS
                || shown.size() < 2
                || output.metrics().isEmpty()
                || !PermutedColumns.apply(graph)) {
            return Optional.empty();
        }
        List<DataRecord> records = shown.subList(0, PermutedColumns.most(graph, shown, RECORDS));
        try (NDManager manager = all.engine().newManager()) {
            return table(
                    columns,
                    new PermutedColumns(
                            graph, all.engine(), all.weights(), output, records, manager),
                    PermutedColumns.metric(output));
        }
    }

    private static Optional<ValueTable> table(
            Set<String> columns, PermutedColumns permuted, String metric) {
        if (Double.isNaN(permuted.whole())) {
            return Optional.empty();
        }
        List<ValueTable.Row> rows = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (String column : columns) {
            permuted.lost(column, REPEATS, 0)
                    .map(lost -> Arrays.stream(lost).sum() / REPEATS)
                    .ifPresentOrElse(
                            by -> rows.add(new ValueTable.Row(column, List.of(by))),
                            () -> left.add(column));
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        rows.sort(Comparator.comparingDouble(row -> -row.values().get(0)));
        return Optional.of(
                new ValueTable(
                        "Columns by how much worse %s gets when their values are shuffled%s"
                                .formatted(metric, without(left)),
                        List.of("worse by"),
                        rows));
    }

    private static String without(List<String> left) {
        return left.isEmpty()
                ? ""
                : ", without %s: records are not valid with the values of others"
                        .formatted(String.join(", ", left));
    }
}
