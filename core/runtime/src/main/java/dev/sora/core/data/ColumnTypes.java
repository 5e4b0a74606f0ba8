// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the types of the columns of an open source, which cannot be checked during planning if
 * only the data determines them. A missing column is reported by the node that needs it.
 */
final class ColumnTypes {

    private ColumnTypes() {}

    /**
     * Checks the columns that the plan's inputs and outputs read.
     *
     * @param where the path of the source in the manifest
     * @throws SoraException with all columns of a wrong type
     */
    static void check(Plan plan, Schema schema, String where) {
        List<Problem> problems = new ArrayList<>();
        for (Node node : plan.nodes()) {
            if (node instanceof Node.Input || node instanceof Node.Output) {
                InputColumns.inTraining(node.planned())
                        .forEach(
                                (name, accepts) ->
                                        misfit(plan, node, name, accepts, schema, where)
                                                .ifPresent(problems::add));
            }
        }
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
    }

    private static Optional<Problem> misfit(
            Plan plan,
            Node node,
            String name,
            Set<ColumnType> accepts,
            Schema schema,
            String where) {
        Optional<Column> column = schema.column(name);
        if (accepts.isEmpty() || column.isEmpty() || accepts.contains(column.get().type())) {
            return Optional.empty();
        }
        String needed =
                accepts.stream()
                        .map(ColumnTypes::word)
                        .sorted()
                        .collect(Collectors.joining(" or "));
        Problem problem =
                ManifestCode.COLUMN_TYPE
                        .problem(
                                "the column '%s' that '%s' reads is of another type"
                                        .formatted(name, node.name()))
                        .where(plan.manifest().where(node.planned().path()))
                        .needs("a column of type " + needed)
                        .have("%s in %s".formatted(word(column.get().type()), where));
        return Optional.of(
                column.get().type() == ColumnType.TEXT
                        ? problem.fix(
                                ("if the source has a setting 'types', add {%s: %s} to it; or"
                                                + " name another column")
                                        .formatted(name, needed.split(" ")[0]))
                        : problem.fix("name another column, or use a type that reads this one"));
    }

    private static String word(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
