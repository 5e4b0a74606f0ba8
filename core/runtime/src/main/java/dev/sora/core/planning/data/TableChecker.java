// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.data;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.data.Schema;
import dev.sora.data.TableUse;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Checks the tables that inputs read, with their columns, against those of the data. */
public final class TableChecker {

    private final Set<String> tables;
    private final Map<String, Schema> schemas;
    private final PlanProblems problems;

    /**
     * Creates a checker.
     *
     * @param tables the names of the tables
     * @param schemas the known columns, by {@code tables.NAME}
     */
    public TableChecker(Set<String> tables, Map<String, Schema> schemas, PlanProblems problems) {
        this.tables = tables;
        this.schemas = schemas;
        this.problems = problems;
    }

    /**
     * Checks the tables of all inputs.
     *
     * @param keys the keys of the nodes: an input that learned elsewhere reads no table here
     * @param whole whether all inputs are planned, so that a table may be found to be unused
     */
    public void check(Collection<Node> nodes, Map<String, NodeKeys> keys, boolean whole) {
        Set<String> unused = new LinkedHashSet<>(tables);
        for (Node node : nodes) {
            if (node instanceof Node.Input input) {
                for (TableUse use : input.particle().tables()) {
                    unused.remove(use.table());
                    if (!keys.get(node.name()).learnedElsewhere()) {
                        check(input, use);
                    }
                }
            }
        }
        if (whole) {
            unused.forEach(this::unused);
        }
    }

    private void check(Node.Input input, TableUse use) {
        String path = input.planned().path();
        if (!tables.contains(use.table())) {
            problems.at(
                    path + "." + use.setting(),
                    ManifestCode.TABLE_MISSING
                            .problem("the data has no table '%s'".formatted(use.table()))
                            .have(
                                    tables.isEmpty()
                                            ? "no data.tables"
                                            : "data.tables: " + String.join(", ", tables))
                            .fix(
                                    problems.didYouMean(
                                            use.table(),
                                            tables,
                                            "add it: data: {tables: {%s: {type: …}}}"
                                                    .formatted(use.table()))));
            return;
        }
        String part = DataPlanner.TABLES + "." + use.table();
        Schema schema = schemas.get(part);
        if (schema != null) {
            ColumnChecker columns = new ColumnChecker(Map.of(part, schema), problems);
            for (TableUse.Use column : use.columns()) {
                columns.checkColumn(
                        path + "." + column.setting(), column.column(), column.types(), part);
            }
        }
    }

    private void unused(String table) {
        problems.atKey(
                "data." + DataPlanner.TABLES + "." + table,
                ManifestCode.TABLE_UNUSED
                        .problem("no input reads the table '%s'".formatted(table))
                        .fix("name it in the input that is to read it, or remove it"));
    }
}
