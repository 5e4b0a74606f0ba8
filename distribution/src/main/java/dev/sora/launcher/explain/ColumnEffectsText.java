// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.explain;

import dev.sora.core.ColumnEffects;
import dev.sora.core.ColumnEffects.Curve;
import dev.sora.core.ColumnEffects.Dependence;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What an output makes of columns, as text: the most important ones. */
final class ColumnEffectsText {

    private static final int MOST_COLUMNS = 20;
    private static final int MOST_DEPENDENCES = 5;

    private ColumnEffectsText() {}

    /** Appends tables after an empty line each; nothing if no column was explained. */
    static void append(
            ColumnEffects columns, String metric, Function<Table, String> fit, StringBuilder text) {
        if (!columns.importance().isEmpty()) {
            text.append("\n\n")
                    .append(fit.apply(importance(columns, metric, MOST_COLUMNS)))
                    .append(more(columns.importance().size() - MOST_COLUMNS))
                    .append(
                            "\nlost: mean of %d permutations of the values of a column over %s"
                                    .formatted(
                                            columns.repeats(),
                                            Words.count(columns.permuted(), "record")));
        }
        columns.dependence().entrySet().stream()
                .limit(MOST_DEPENDENCES)
                .forEach(
                        each ->
                                text.append("\n\n")
                                        .append(
                                                fit.apply(
                                                        dependence(
                                                                each.getKey(), each.getValue()))));
        if (!columns.dependence().isEmpty()) {
            text.append(more(columns.dependence().size() - MOST_DEPENDENCES))
                    .append(
                            "\nscore: mean over %s if all have the value (partial dependence)"
                                    .formatted(Words.count(columns.varied(), "record")));
        }
    }

    private static String more(int columns) {
        return columns > 0 ? "\n… and %s".formatted(Words.count(columns, "more column")) : "";
    }

    /** Returns by how much the metric is worse, with the most important columns first. */
    static Table importance(ColumnEffects columns, String metric, int most) {
        Table table = new Table("column", ">%s lost".formatted(metric), ">deviation");
        columns.importance().entrySet().stream()
                .limit(most)
                .forEach(
                        each ->
                                table.row(
                                        each.getKey(),
                                        Words.figure(each.getValue().mean()),
                                        Words.figure(each.getValue().deviation())));
        return table;
    }

    private static Table dependence(String column, Dependence dependence) {
        List<String> heads = new ArrayList<>(List.of(column));
        dependence.curves().forEach(curve -> heads.add(">" + heading(curve)));
        Table table = new Table(heads);
        for (int i = 0; i < dependence.values().size(); i++) {
            List<String> cells =
                    new ArrayList<>(List.of(String.valueOf(dependence.values().get(i))));
            for (Curve curve : dependence.curves()) {
                cells.add(Words.figure(curve.scores().get(i)));
            }
            table.row(cells);
        }
        return table;
    }

    /** Returns what the scores of a curve are. */
    static String heading(Curve curve) {
        return curve.answer().map("score of %s"::formatted).orElse("score");
    }
}
