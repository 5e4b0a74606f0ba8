// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataProfile;
import dev.sora.core.profile.ImageProfile;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.TextForm;
import dev.sora.core.profile.TextProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The inputs, particles, output and training of a draft, as columns call for them. */
final class Layout {

    private static final double SKEWED = 3;
    private static final long ONE_HOT = 1000;
    private static final long LARGE_PICTURE = 96;
    private static final int LONGEST_TEXT = 500;

    private final List<String> numbers = new ArrayList<>();
    private final List<String> skewed = new ArrayList<>();
    private final List<String> categories = new ArrayList<>();
    private final List<ColumnProfile> texts = new ArrayList<>();
    private final List<ColumnProfile> dates = new ArrayList<>();
    private final List<ColumnProfile> images = new ArrayList<>();
    private final List<ColumnProfile> vectors = new ArrayList<>();
    private final Map<String, Object> inputs = new LinkedHashMap<>();
    private final Map<String, Object> particles = new LinkedHashMap<>();
    private final List<String> branches = new ArrayList<>();
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
        numbers();
        categories();
        dates();
        vectors.forEach(this::vector);
        texts.forEach(this::text);
        images.forEach(this::image);
        boolean table = texts.isEmpty() && images.isEmpty();
        String end = branches.get(0);
        Map<String, Object> combiners = new LinkedHashMap<>();
        if (branches.size() > 1) {
            end = "all";
            combiners.put("all", map("type", "concat", "from", List.copyOf(branches)));
        }
        if (table) {
            long width = data.records() < 1000 ? 32 : 128;
            particles.put(
                    "hidden",
                    map("type", "dense", "from", end, "units", width, "activation", "relu"));
            particles.put("rest", map("type", "dropout", "from", "hidden", "rate", 0.2));
            particles.put(
                    "view",
                    map("type", "dense", "from", "rest", "units", width / 2, "activation", "relu"));
            end = "view";
        }
        tree.put("inputs", inputs);
        if (!particles.isEmpty()) {
            tree.put("particles", particles);
        }
        if (!combiners.isEmpty()) {
            tree.put("combiners", combiners);
        }
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("type", target.classes() ? "classification" : "regression");
        output.put("column", target.column().name());
        output.put("from", end);
        tree.put("outputs", Map.of("answer", output));
        tree.put("training", training(data.records(), data.records() >= 50));
    }

    private Map<String, Object> training(long records, boolean validated) {
        Map<String, Object> training = new LinkedHashMap<>();
        double rate = !texts.isEmpty() ? 0.003 : 0.001;
        training.put("optimiser", map("type", "adamw", "learning_rate", rate));
        // few records need many epochs to make as many steps
        long epochs = !texts.isEmpty() || !images.isEmpty() ? 10 : 30;
        training.put(
                "epochs", records < 2000 ? 10 * epochs : records > 100_000 ? epochs / 2 : epochs);
        training.put("batch_size", records < 2000 ? 16L : records < 50_000 ? 64L : 256L);
        if (validated) {
            training.put(
                    "early_stopping",
                    map(
                            "monitor",
                            "val_loss",
                            "patience",
                            records < 2000 ? 10L : 3L,
                            "restore_best",
                            true));
        }
        return training;
    }

    private void numbers() {
        if (!numbers.isEmpty()) {
            number("numbers", numbers, "standardise");
        }
        if (!skewed.isEmpty()) {
            number("amounts", skewed, "log");
        }
    }

    private void number(String name, List<String> columns, String scale) {
        Map<String, Object> input = map("type", "number", "columns", Ranges.of(columns));
        if (!scale.equals("standardise")) {
            input.put("scale", scale);
        }
        if (gaps) {
            input.put("missing", "indicator");
        }
        inputs.put(name, input);
        branches.add(name);
    }

    private void categories() {
        if (categories.isEmpty()) {
            return;
        }
        Map<String, Object> input = map("type", "category", "columns", Ranges.of(categories));
        if (values > ONE_HOT) {
            input.put("min_count", 5L);
            inputs.put("categories", input);
            particles.put("kinds", map("type", "embedding", "from", "categories", "units", 8L));
            particles.put("facts", map("type", "flatten", "from", "kinds"));
            branches.add("facts");
        } else {
            input.put("one_hot", true);
            inputs.put("categories", input);
            branches.add("categories");
        }
    }

    private void dates() {
        for (ColumnProfile column : dates) {
            String name = name(column, "date");
            Map<String, Object> input = map("type", "date", "column", column.name());
            List<String> formats = column.texts().map(TextProfile::dateFormats).orElse(List.of());
            if (!formats.isEmpty() && !formats.contains("")) {
                input.put("format", formats.get(0));
            }
            inputs.put(name, input);
            branches.add(name);
        }
    }

    private void vector(ColumnProfile column) {
        String name = name(column, "vector");
        inputs.put(name, map("type", "vector", "column", column.name()));
        branches.add(name);
    }

    private void text(ColumnProfile column) {
        String name = name(column, "text");
        boolean chinese = Draft.isIdeographic(column);
        Map<String, Object> input = map("type", "text", "column", column.name());
        if (chinese) {
            input.put("tokenizer", "chinese");
        }
        input.put("ngrams", 2L);
        input.put("min_count", 2L);
        input.put("max_words", 50_000L);
        double longest =
                column.texts().flatMap(TextProfile::words).map(NumberProfile::most).orElse(0.0);
        if (longest > LONGEST_TEXT) {
            input.put("length", (long) 2 * LONGEST_TEXT);
        }
        // words that are too rare to be known may be all that a text has
        input.put("empty", "unknown");
        inputs.put(name, input);
        String words = particle(name, "words");
        String gist = particle(name, "gist");
        String rest = particle(name, "rest");
        particles.put(
                words,
                map(
                        "type",
                        "embedding",
                        "from",
                        name,
                        "units",
                        32L,
                        "initialiser",
                        "normal",
                        "scale",
                        0.1));
        particles.put(gist, map("type", "pool", "from", words, "kind", "mean"));
        particles.put(rest, map("type", "dropout", "from", gist, "rate", 0.3));
        branches.add(rest);
    }

    private void image(ColumnProfile column) {
        String name = name(column, "image");
        ImageProfile found = column.images().orElseThrow();
        Map<String, Object> input = map("type", "image", "column", column.name());
        double height = found.heights().median();
        double width = found.widths().median();
        boolean one = found.sizes().size() == 1;
        if (!one || Math.max(height, width) > LARGE_PICTURE) {
            double shrink = Math.min(1, 64 / Math.max(1, Math.max(height, width)));
            height = Math.max(8, Math.rint(height * shrink));
            width = Math.max(8, Math.rint(width * shrink));
            input.put("size", List.of((long) height, (long) width));
        }
        if (found.channels().size() > 1
                || found.channels().keySet().stream().anyMatch(c -> c != 1 && c != 3)) {
            input.put("channels", 3L);
        }
        inputs.put(name, input);
        String from = name;
        double side = Math.min(height, width);
        long filters = 32;
        int layer = 1;
        while (side >= 6 && layer <= 4) {
            String next = particle(name, "conv" + layer);
            particles.put(
                    next,
                    map(
                            "type",
                            "conv2d",
                            "from",
                            from,
                            "filters",
                            filters,
                            "kernel",
                            3L,
                            "batch_norm",
                            true,
                            "pool",
                            2L));
            from = next;
            side = Math.floor(side / 2);
            filters = Math.min(128, filters * 2);
            layer++;
        }
        String view = particle(name, "view");
        String rest = particle(name, "rest");
        particles.put(view, map("type", "dense", "from", from, "units", 64L, "activation", "relu"));
        particles.put(rest, map("type", "dropout", "from", view, "rate", 0.3));
        branches.add(rest);
    }

    /** Returns a name for the particle of a branch: short where there is one branch only. */
    private String particle(String branch, String word) {
        return texts.size() + images.size() > 1 ? branch + "_" + word : word;
    }

    /** Returns a name for a node that is free: the column's, if it can be one. */
    private String name(ColumnProfile column, String kind) {
        String plain = column.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
        String wanted = plain.matches("[a-z][a-z0-9_]*") && plain.length() <= 40 ? plain : kind;
        String name = wanted;
        List<String> taken = List.of("all", "hidden", "rest", "view", "answer", "words", "gist");
        for (int i = 2; inputs.containsKey(name) || taken.contains(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}
