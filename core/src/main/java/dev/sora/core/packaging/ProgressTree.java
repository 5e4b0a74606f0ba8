// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import dev.sora.core.packaging.Progress.Best;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns progress into a tree and back. */
final class ProgressTree {

    private final String where;

    private ProgressTree(String where) {
        this.where = where;
    }

    static Map<String, Object> write(Progress progress) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("epoch", progress.epoch());
        tree.put("step", progress.step());
        tree.put("seed", progress.seed());
        tree.put("identity", progress.identity());
        progress.best()
                .ifPresent(
                        best -> {
                            tree.put("best_epoch", best.epoch());
                            tree.put("best_value", best.value());
                        });
        tree.put("since_best", progress.sinceBest());
        tree.put("history", progress.history().stream().map(ProgressTree::write).toList());
        return tree;
    }

    private static Map<String, Object> write(Row row) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("epoch", row.epoch());
        tree.put("figures", row.figures());
        tree.put("learning_rate", row.learningRate());
        tree.put("seconds", row.seconds());
        tree.put("samples_per_second", row.samplesPerSecond());
        return tree;
    }

    static Progress read(Map<String, Object> tree, String where) {
        ProgressTree reader = new ProgressTree(where);
        return new Progress(
                reader.count(tree, "epoch"),
                reader.whole(tree, "step"),
                reader.whole(tree, "seed"),
                reader.text(tree, "identity"),
                reader.best(tree),
                reader.count(tree, "since_best"),
                reader.history(tree.get("history")));
    }

    private Optional<Best> best(Map<String, Object> tree) {
        if (!tree.containsKey("best_epoch")) {
            return Optional.empty();
        }
        double value = MetricsTree.number(tree.get("best_value"), where);
        return Optional.of(new Best(count(tree, "best_epoch"), value));
    }

    private List<Row> history(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw ReadProblems.malformed(where, "'history' must be a list");
        }
        List<Row> rows = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> row)) {
                throw ReadProblems.malformed(where, "'history' must hold objects");
            }
            rows.add(
                    new Row(
                            count(row, "epoch"),
                            MetricsTree.figures(row.get("figures"), where),
                            MetricsTree.number(row.get("learning_rate"), where),
                            MetricsTree.number(row.get("seconds"), where),
                            MetricsTree.number(row.get("samples_per_second"), where)));
        }
        return rows;
    }

    private String text(Map<?, ?> tree, String key) {
        if (tree.get(key) instanceof String text) {
            return text;
        }
        throw ReadProblems.malformed(where, "'%s' must be a text".formatted(key));
    }

    private long whole(Map<?, ?> tree, String key) {
        if (tree.get(key) instanceof Long number) {
            return number;
        }
        throw ReadProblems.malformed(where, "'%s' must be a whole number".formatted(key));
    }

    private int count(Map<?, ?> tree, String key) {
        long number = whole(tree, key);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw ReadProblems.malformed(where, "'%s' is out of range".formatted(key));
        }
        return (int) number;
    }
}
