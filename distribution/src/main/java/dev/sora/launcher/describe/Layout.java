// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataProfile;
import dev.sora.core.profile.TextForm;
import dev.sora.core.profile.TextProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses the inputs, particles, output and training of a draft for its columns. */
final class Layout {

    private static final double SKEWED = 3;
    private static final long ONE_HOT = 1000;

    /** The number of records from which on numbers are divided into bins. */
    static final long BINNED = 2000;

    /** Fewer bins than this say little more than the number itself. */
    private static final long FEWEST_BINS = 4;

    private final List<String> numbers = new ArrayList<>();
    private final List<String> skewed = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final List<ColumnProfile> texts = new ArrayList<>();
    private final List<ColumnProfile> dates = new ArrayList<>();
    private final List<ColumnProfile> images = new ArrayList<>();
    private final List<ColumnProfile> vectors = new ArrayList<>();
    private long values;
    private boolean gaps;

    boolean isEmpty() {
        return numbers.isEmpty()
                && skewed.isEmpty()
                && categories.isEmpty()
                && texts.isEmpty()
                && dates.isEmpty()
                && images.isEmpty()
                && vectors.isEmpty();
    }

    void add(ColumnProfile column) {
        switch (Role.of(column)) {
            case NUMBER -> {
                boolean far =
                        column.numbers()
                                .map(n -> Math.abs(n.skewness()) > SKEWED && column.distinct() > 10)
                                .orElse(false);
                (far ? skewed : numbers).add(column.name());
                gaps |= column.missing() > 0 || hasWords(column);
            }
            case CATEGORY -> {
                categories.add(column.name());
                values += column.distinct();
            }
            case TEXT -> texts.add(column);
            case DATE -> dates.add(column);
            case IMAGE -> images.add(column);
            case VECTOR -> vectors.add(column);
            default -> throw new IllegalArgumentException(column.name());
        }
    }

    private static boolean hasWords(ColumnProfile column) {
        return column.texts()
                .map(t -> t.count(TextForm.MARK) + t.count(TextForm.BLANK) > 0)
                .orElse(false);
    }

    /** Adds the sections to a manifest. */
    void write(Map<String, Object> tree, Target target, DataProfile data) {
        DraftGraph graph = new DraftGraph(texts.size() + images.size() > 1);
        // a number beyond all bins counts as their end, which misleads a target that is a number
        boolean binned = target.classes() && data.records() >= BINNED;
        number("numbers", numbers, "standardise", binned ? 32 : 0, graph);
        // many skewed numbers are often equal, so that fewer bins are left
        number("amounts", skewed, "log", binned ? 256 : 0, graph);
        categories(graph);
        dates.forEach(column -> date(column, graph));
        vectors.forEach(column -> vector(column, graph));
        texts.forEach(column -> TextBranch.add(column, graph));
        images.forEach(column -> ImageBranch.add(column, graph));
        String end = graph.branches().get(0);
        Map<String, Object> combiners = new LinkedHashMap<>();
        if (graph.branches().size() > 1) {
            end = "all";
            combiners.put(
                    "all",
                    DraftGraph.node("type", "concat", "from", List.copyOf(graph.branches())));
        }
        if (texts.isEmpty() && images.isEmpty()) {
            end = hidden(end, data.records() < 1000 ? 32 : 128, graph);
        }
        tree.put("inputs", graph.inputs());
        if (!graph.particles().isEmpty()) {
            tree.put("particles", graph.particles());
        }
        if (!combiners.isEmpty()) {
            tree.put("combiners", combiners);
        }
        Map<String, Object> output =
                DraftGraph.node(
                        "type",
                        target.classes() ? "classification" : "regression",
                        "column",
                        target.column().name(),
                        "from",
                        end);
        tree.put("outputs", Map.of("answer", output));
        tree.put("training", DraftTraining.of(data.records(), !texts.isEmpty(), !images.isEmpty()));
    }

    /** Adds hidden layers for table columns and returns the name of the last one. */
    private static String hidden(String from, long width, DraftGraph graph) {
        graph.particle(
                "hidden", "type", "dense", "from", from, "units", width, "activation", "relu");
        graph.particle("rest", "type", "dropout", "from", "hidden", "rate", 0.2);
        graph.particle(
                "view", "type", "dense", "from", "rest", "units", width / 2, "activation", "relu");
        return "view";
    }

    /** Adds an input for columns, if there are any, with that many bins at most, or with none. */
    private void number(
            String name, List<String> columns, String scale, long bins, DraftGraph graph) {
        if (columns.isEmpty()) {
            return;
        }
        Map<String, Object> input =
                DraftGraph.node("type", "number", "columns", Ranges.of(columns));
        if (!scale.equals("standardise")) {
            input.put("scale", scale);
        }
        long fitting = Math.min(bins, Draft.MOST_BINS / columns.size());
        if (fitting >= FEWEST_BINS) {
            input.put("bins", fitting);
        }
        if (gaps) {
            input.put("missing", "indicator");
        }
        graph.input(name, input);
        graph.branch(name);
    }

    private void categories(DraftGraph graph) {
        if (categories.isEmpty()) {
            return;
        }
        Map<String, Object> input =
                DraftGraph.node("type", "category", "columns", Ranges.of(categories));
        if (values > ONE_HOT) {
            input.put("min_count", 5L);
            graph.input("categories", input);
            graph.particle("kinds", "type", "embedding", "from", "categories", "units", 8L);
            graph.particle("facts", "type", "flatten", "from", "kinds");
            graph.branch("facts");
        } else {
            input.put("one_hot", true);
            graph.input("categories", input);
            graph.branch("categories");
        }
    }

    private static void date(ColumnProfile column, DraftGraph graph) {
        String name = graph.inputName(column, "date");
        Map<String, Object> input = DraftGraph.node("type", "date", "column", column.name());
        List<String> formats = column.texts().map(TextProfile::dateFormats).orElse(List.of());
        if (!formats.isEmpty() && !formats.contains("")) {
            input.put("format", formats.get(0));
        }
        graph.input(name, input);
        graph.branch(name);
    }

    private static void vector(ColumnProfile column, DraftGraph graph) {
        String name = graph.inputName(column, "vector");
        graph.input(name, DraftGraph.node("type", "vector", "column", column.name()));
        graph.branch(name);
    }
}
