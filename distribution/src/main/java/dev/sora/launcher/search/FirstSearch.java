// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.search;

import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.manifest.Overrides;
import dev.sora.data.ColumnRange;
import dev.sora.launcher.describe.Draft;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a first search around the draft of a manifest: the learning rate, weight decay and batch
 * size, the bins of numbers, and the widths and dropout of the particles of the draft.
 */
public final class FirstSearch {

    private static final double RATE_FACTOR = 10;
    private static final long WIDTH_FACTOR = 4;

    private FirstSearch() {}

    /**
     * Returns the search as YAML.
     *
     * @param draft the manifest as YAML
     * @param manifest the file that it is written to, beside the search
     * @param classes whether the target has classes
     * @param budget the budget, such as {@code time: 5m}
     * @throws DataException if there are too few records to compare trials on
     */
    public static String of(
            String draft, String manifest, boolean classes, Map<String, Object> budget) {
        Map<String, Object> tree =
                new ManifestReader()
                        .read(manifest, Path.of(""), draft, new Overrides(List.of(), Map.of()))
                        .tree();
        if (!(tree.get("data") instanceof Map<?, ?> data) || !data.containsKey("validation")) {
            throw new DataException(
                    Problem.of("SORA-4756", "the data has too few records to compare trials on")
                            .needs("50 records, or a part of its own for validation")
                            .fix("train the manifest that sora init writes as it is"));
        }
        Map<String, Object> search = new LinkedHashMap<>();
        search.put("search", 1L);
        search.put("manifest", manifest);
        search.put("goal", classes ? "val_accuracy" : "val_loss");
        search.put("space", space(tree));
        search.put("budget", budget);
        search.put("strategy", Map.of("type", "tpe"));
        search.put("seed", 7L);
        return "# A first search around the manifest, to be improved on.\n"
                + ManifestWriter.write(search);
    }

    private static Map<String, Object> space(Map<String, Object> tree) {
        Map<String, Object> space = new LinkedHashMap<>();
        if (tree.get("training") instanceof Map<?, ?> training) {
            if (training.get("optimiser") instanceof Map<?, ?> optimiser) {
                for (String key : List.of("learning_rate", "weight_decay")) {
                    if (optimiser.get(key) instanceof Double rate) {
                        space.put(
                                "training.optimiser." + key,
                                range("float", rate / RATE_FACTOR, rate * RATE_FACTOR, true));
                    }
                }
            }
            if (training.get("batch_size") instanceof Long size) {
                space.put(
                        "training.batch_size",
                        Map.of("choice", List.of(Math.max(1, size / 2), size, size * 2)));
            }
        }
        if (tree.get("inputs") instanceof Map<?, ?> inputs) {
            inputs.forEach((name, node) -> input("inputs." + name, node, space));
        }
        if (tree.get("particles") instanceof Map<?, ?> particles) {
            particles.forEach((name, node) -> particle("particles." + name, node, space));
        }
        return space;
    }

    private static void input(String path, Object node, Map<String, Object> space) {
        if (node instanceof Map<?, ?> settings
                && settings.get("bins") instanceof Long bins
                && settings.get("columns") instanceof List<?> columns) {
            long count =
                    columns.stream()
                            .mapToLong(name -> ColumnRange.expand(String.valueOf(name)).size())
                            .sum();
            long most = Math.max(bins, Math.min(bins * WIDTH_FACTOR, Draft.MOST_BINS / count));
            space.put(path + ".bins", range("int", Math.max(2, bins / WIDTH_FACTOR), most, true));
        }
    }

    private static void particle(String path, Object node, Map<String, Object> space) {
        if (!(node instanceof Map<?, ?> settings)) {
            return;
        }
        if ("dense".equals(settings.get("type")) && settings.get("units") instanceof Long units) {
            space.put(
                    path + ".units",
                    range("int", Math.max(2, units / WIDTH_FACTOR), units * WIDTH_FACTOR, true));
        }
        if ("dropout".equals(settings.get("type"))) {
            space.put(path + ".rate", range("float", 0.0, 0.5, false));
        }
    }

    private static Map<String, Object> range(String kind, Object low, Object high, boolean log) {
        Map<String, Object> range = new LinkedHashMap<>();
        range.put(kind, List.of(low, high));
        if (log) {
            range.put("log", true);
        }
        return range;
    }
}
