// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataProfile;
import dev.sora.core.profile.Description;
import dev.sora.core.profile.Relations.Leak;
import dev.sora.core.profile.TextProfile;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a first manifest for data: the sources with the settings that they need, an input for each
 * column by its role, particles for the inputs, and an output for the target. docs/describe.md
 * lists the rules.
 */
public final class Draft {

    /**
     * The most bins of all columns of an input. Each is a feature, so without a bound a table of
     * thousands of columns would have millions of them.
     */
    public static final long MOST_BINS = 4096;

    private static final long SEED = 7;

    private final Description described;
    private final DataProfile data;
    private final Target target;
    private final Path base;
    private final Set<String> inputTypes;
    private final List<String> notes = new ArrayList<>();

    private Draft(Description described, Target target, Path base, Set<String> inputTypes) {
        this.described = described;
        this.data = described.train().profile();
        this.target = target;
        this.base = base.toAbsolutePath().normalize();
        this.inputTypes = Set.copyOf(inputTypes);
    }

    /**
     * Returns a manifest as YAML, with comments on the columns that were left out; empty if no
     * column can be an input.
     *
     * @param described the data
     * @param target the column to predict
     * @param base the folder of the manifest, to which paths are relative
     * @param inputTypes the names of the installed input types
     */
    public static Optional<String> of(
            Description described, Target target, Path base, Set<String> inputTypes) {
        return new Draft(described, target, base, inputTypes).write();
    }

    private Optional<String> write() {
        Layout layout = new Layout();
        Map<String, Leak> leaks = data.relations().leaks(target.column().name());
        Set<String> same = new HashSet<>();
        data.relations().equal().forEach(e -> same.addAll(e.subList(1, e.size())));
        for (ColumnProfile column : data.columns()) {
            String name = column.name();
            if (name.equals(target.column().name())) {
                continue;
            }
            if (leaks.containsKey(name)) {
                leave(name, "it reveals the target");
            } else if (same.contains(name)) {
                leave(name, "it equals another column");
            } else {
                add(column, layout);
            }
        }
        if (layout.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("manifest", 1L);
        tree.put("name", "draft");
        tree.put("seed", SEED);
        tree.put("data", sources());
        layout.write(tree, target, data);
        StringBuilder text = new StringBuilder("# A draft by sora describe, to be improved on.\n");
        text.append("# The target is '%s'.\n".formatted(plain(target.column().name())));
        text.append("# ").append(plain(target.assumption())).append('\n');
        remarks(described, target)
                .forEach(note -> text.append("# ").append(plain(note)).append('\n'));
        notes.forEach(note -> text.append("# ").append(plain(note)).append('\n'));
        return Optional.of(text + ManifestWriter.write(tree));
    }

    /**
     * Returns a text of the data on one line: a line break would end the comment that it is in, and
     * other control characters would reach the terminal.
     */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
    }

    private void leave(String column, String why) {
        if (notes.size() < 30) {
            notes.add("'%s' is left out: %s.".formatted(plain(column), why));
        }
    }

    /**
     * Returns a sentence on the form of numbers that was assumed, and one for each column of
     * numbers that the draft takes for strings.
     *
     * @param described the data
     * @param target the column to predict
     */
    public static List<String> remarks(Description described, Target target) {
        List<String> remarks = new ArrayList<>();
        AssumedNumbers.of(described)
                .map(form -> "The %s; %s.".formatted(form.words(), form.fix()))
                .ifPresent(remarks::add);
        for (ColumnProfile column : described.train().profile().columns()) {
            if (!column.name().equals(target.column().name())) {
                NumberTexts.of(column)
                        .map(
                                texts ->
                                        "'%s' is read as strings, but holds %s: %s."
                                                .formatted(
                                                        plain(column.name()),
                                                        texts.words(),
                                                        texts.fix(isCsv(described))))
                        .ifPresent(remarks::add);
            }
        }
        return remarks;
    }

    /** Returns whether the data is a CSV file, which has settings for the form of numbers. */
    public static boolean isCsv(Description described) {
        return "csv".equals(described.train().source().get("type"));
    }

    private void add(ColumnProfile column, Layout layout) {
        switch (Role.of(column)) {
            case NOTHING -> leave(column.name(), "it holds one value at most");
            case IDENTIFIER -> leave(column.name(), "no value of it occurs twice");
            case LIST, NESTED ->
                    leave(column.name(), "lists and nested values need inputs of their own");
            default -> {
                String type = Role.of(column).word();
                if (inputTypes.contains(type)) {
                    layout.add(column);
                } else {
                    leave(
                            column.name(),
                            "no installed plugin offers the input '%s'".formatted(type));
                }
            }
        }
    }

    private Map<String, Object> sources() {
        Map<String, Object> sources = new LinkedHashMap<>();
        for (Description.Part part : described.parts()) {
            Map<String, Object> written = new LinkedHashMap<>();
            part.source().forEach((key, value) -> written.put(key, plain(value)));
            if ("csv".equals(written.get("type"))) {
                written.putAll(SourceWords.csv(data, written));
            }
            long lost =
                    part.broken()
                            + part.profile()
                                    .column(target.column().name())
                                    .map(ColumnProfile::missing)
                                    .orElse(0L);
            lost += lostToMarks(part.profile());
            if (lost > 0 && !written.containsKey("on_error")) {
                written.put("on_error", "skip");
                // The count may be too low: a record can have several errors, and other splits may
                // have more.
                written.put("max_errors", lost + lost / 10 + 10);
            }
            sources.put(part.name(), written);
        }
        if (!sources.containsKey("test") && data.records() >= 50) {
            sources.put("test", taken());
        }
        if (!sources.containsKey("validation") && data.records() >= 50) {
            sources.put("validation", taken());
        }
        return sources;
    }

    /** Returns the number of records whose target is a word for a missing value. */
    private long lostToMarks(DataProfile profile) {
        return profile.column(target.column().name())
                .map(
                        column ->
                                SourceWords.missing(column).values().stream()
                                        .mapToLong(n -> n)
                                        .sum())
                .orElse(0L);
    }

    private Map<String, Object> taken() {
        Map<String, Object> taken = new LinkedHashMap<>();
        taken.put("fraction", 0.1);
        boolean even = target.classes() && target.rarest() >= 10 && target.column().missing() == 0;
        if (even) {
            taken.put("stratify", target.column().name());
        }
        return taken;
    }

    private Object plain(Object value) {
        if (value instanceof Path path) {
            Path absolute = path.toAbsolutePath().normalize();
            Path shown = absolute.startsWith(base) ? base.relativize(absolute) : absolute;
            return shown.toString().replace('\\', '/');
        }
        if (value instanceof Settings settings) {
            return plain(settings.asMap());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach(
                    (key, inner) -> {
                        if (inner != null) {
                            copy.put(String.valueOf(key), plain(inner));
                        }
                    });
            return copy;
        }
        return value instanceof List<?> list ? list.stream().map(this::plain).toList() : value;
    }

    /** Returns whether a large share of the characters in a text column is Chinese or Japanese. */
    static boolean isIdeographic(ColumnProfile column) {
        return column.texts()
                .map(
                        (TextProfile t) ->
                                t.lengths().isPresent()
                                        && t.ideographs()
                                                > 0.3
                                                        * t.lengths().get().mean()
                                                        * t.lengths().get().count())
                .orElse(false);
    }
}
