// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.Description;
import dev.sora.core.profile.ImageProfile;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.TextProfile;
import dev.sora.core.profile.ValueCount;
import dev.sora.data.ColumnType;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Writes a description as text for a terminal. */
public final class DescriptionText {

    private static final int FREQUENT = 3;
    private static final int COLUMNS = 200;
    private static final int LONGEST = 24;

    private DescriptionText() {}

    /**
     * Returns the text of one split.
     *
     * @param part the split
     * @param fit formats a table for the width of the terminal
     * @param colour whether to use colours
     */
    public static String of(Description.Part part, Function<Table, String> fit, boolean colour) {
        StringBuilder text = new StringBuilder();
        String size = Words.count(part.profile().records(), "record");
        text.append(Style.STRONG.on(part.name(), colour))
                .append(
                        ": %s%s, %s, read as %s%n"
                                .formatted(
                                        part.whole() ? "" : "the first ",
                                        size,
                                        Words.count(part.schema().columns().size(), "column"),
                                        part.source().get("type")));
        Table table = new Table("column", "holds", ">missing", ">distinct", "values");
        part.profile().columns().stream().limit(COLUMNS).forEach(c -> table.row(row(c)));
        text.append(fit.apply(table));
        int more = part.profile().columns().size() - COLUMNS;
        if (more > 0) {
            text.append("%n… and %s; --json has them all".formatted(Words.count(more, "column")));
        }
        return text.toString();
    }

    /** Returns the findings as lines, each with its remedy. */
    public static String of(List<Finding> findings, boolean colour) {
        return of(findings, finding -> false, colour);
    }

    /**
     * Returns the findings as lines, each with its remedy.
     *
     * @param done whether the remedy of a finding has been applied
     */
    public static String of(List<Finding> findings, Predicate<Finding> done, boolean colour) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(text.isEmpty() ? "" : "\n").append("- ").append(finding.message());
            if (!finding.fix().isEmpty()) {
                text.append("\n    ")
                        .append(Style.STRONG.on(done.test(finding) ? "done" : "fix", colour))
                        .append("  ")
                        .append(finding.fix());
            }
        }
        return text.toString();
    }

    /** Returns the possible targets, one on each line. */
    public static String targets(List<Target> targets) {
        List<String> lines = new ArrayList<>();
        for (Target target : targets) {
            ColumnProfile column = target.column();
            lines.add(
                    "- '%s': %s"
                            .formatted(
                                    column.name(),
                                    target.classes()
                                            ? "%s, %s"
                                                    .formatted(
                                                            Words.count(column.distinct())
                                                                    + " classes",
                                                            frequent(column, 5))
                                            : "a number, " + range(column)));
        }
        return String.join("\n", lines);
    }

    private static List<String> row(ColumnProfile column) {
        return List.of(
                column.name(),
                holds(column),
                Shares.of(column.missing(), column.records()),
                column.images().isPresent() && column.distinct() == column.present()
                        ? Words.count(column.distinct())
                        : (column.exact() ? "" : "~") + Words.count(column.distinct()),
                values(column));
    }

    /** Returns the type of a column, and the role that a model would give it. */
    static String holds(ColumnProfile column) {
        String type = column.meaning().name().toLowerCase(Locale.ROOT);
        Role role = Role.of(column);
        boolean same = role.word().equals(type) || role == Role.DATE || role == Role.LIST;
        String as = column.type() == column.meaning() ? "" : " as text";
        return type + as + (same || role == Role.NUMBER ? "" : ", " + role.word());
    }

    private static String values(ColumnProfile column) {
        if (column.present() == 0) {
            return "none";
        }
        if (column.images().isPresent()) {
            return images(column.images().get());
        }
        if (column.meaning() == ColumnType.TIME) {
            return column.firstTime() + " to " + column.lastTime();
        }
        boolean numbers =
                column.meaning() == ColumnType.NUMBER || column.meaning() == ColumnType.INTEGER;
        if (numbers && column.distinct() > 10) {
            return range(column);
        }
        if (Role.of(column) == Role.TEXT) {
            NumberProfile words = column.texts().flatMap(TextProfile::words).orElseThrow();
            return "%s to %s words, %s on average"
                    .formatted(
                            Words.count((long) words.least()),
                            Words.count((long) words.most()),
                            Numbers.of(Math.rint(words.mean() * 10) / 10));
        }
        if (column.widths().isPresent()) {
            NumberProfile widths = column.widths().get();
            return widths.least() == widths.most()
                    ? Words.count((long) widths.least(), "element")
                    : "%s to %s elements"
                            .formatted(
                                    Words.count((long) widths.least()),
                                    Words.count((long) widths.most()));
        }
        return frequent(column, FREQUENT);
    }

    private static String range(ColumnProfile column) {
        return column.numbers()
                .map(
                        n ->
                                "%s to %s, mean %s, median %s"
                                        .formatted(
                                                Numbers.of(n.least()),
                                                Numbers.of(n.most()),
                                                Numbers.of(n.mean()),
                                                Numbers.of(n.median())))
                .orElse("");
    }

    private static String images(ImageProfile images) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, Long> size : images.sizes().entrySet()) {
            if (parts.size() < FREQUENT) {
                parts.add(size.getKey());
            }
        }
        String sizes = String.join(", ", parts) + (images.sizes().size() > FREQUENT ? ", …" : "");
        List<String> channels = images.channels().keySet().stream().map(String::valueOf).toList();
        return "%s pixels, channels %s%s"
                .formatted(
                        sizes,
                        String.join(", ", channels),
                        images.endings().isEmpty()
                                ? ""
                                : ", " + String.join(" ", images.endings().keySet()));
    }

    private static String frequent(ColumnProfile column, int most) {
        List<String> shown = new ArrayList<>();
        for (ValueCount value : column.frequent()) {
            if (shown.size() < most) {
                String text = String.valueOf(value.value()).strip();
                shown.add(
                        "%s (%s)"
                                .formatted(
                                        text.length() > LONGEST
                                                ? text.substring(0, LONGEST) + "…"
                                                : text,
                                        Words.count(value.count())));
            }
        }
        return String.join(", ", shown) + (column.distinct() > most ? ", …" : "");
    }
}
