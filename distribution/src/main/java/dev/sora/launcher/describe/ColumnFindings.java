// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.ImageProfile;
import dev.sora.core.profile.TextForm;
import dev.sora.core.profile.TextProfile;
import dev.sora.data.ColumnType;
import dev.sora.launcher.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds irregularities in one column. */
final class ColumnFindings {

    private static final double MOSTLY_MISSING = 0.5;
    private static final long MANY = 1000;

    private final ColumnProfile column;
    private final boolean csv;
    private final List<Finding> found;

    private ColumnFindings(ColumnProfile column, boolean csv, List<Finding> found) {
        this.column = column;
        this.csv = csv;
        this.found = found;
    }

    /** Adds the findings of a column. */
    static void add(ColumnProfile column, boolean csv, List<Finding> found) {
        ColumnFindings findings = new ColumnFindings(column, csv, found);
        findings.values();
        column.texts().ifPresent(findings::texts);
        NumberFindings.add(column, csv, found);
        column.images().ifPresent(findings::images);
        findings.names();
    }

    private void say(String kind, String message, String fix) {
        found.add(new Finding(kind, List.of(column.name()), message, fix));
    }

    private String name() {
        return "'" + column.name() + "'";
    }

    private void values() {
        if (column.present() == 0) {
            say("empty_column", name() + " has no value in any record", "leave it out of inputs");
        } else if (column.isConstant() && column.type() != ColumnType.IMAGE) {
            String value =
                    column.frequent().isEmpty()
                            ? ""
                            : ": " + shown(column.frequent().get(0).value());
            say(
                    "constant_column",
                    "all values of %s are equal%s".formatted(name(), value),
                    "leave it out of inputs");
        } else if (column.missingShare() > MOSTLY_MISSING) {
            say(
                    "mostly_missing",
                    "%s lacks a value in %s of the records"
                            .formatted(name(), Shares.of(column.missing(), column.records())),
                    "leave it out, or set 'missing: indicator' of the number or date that reads it");
        }
        column.widths()
                .filter(w -> column.type() == ColumnType.VECTOR && w.least() < w.most())
                .ifPresent(
                        w ->
                                say(
                                        "uneven_vectors",
                                        "vectors of %s have %s to %s elements"
                                                .formatted(
                                                        name(),
                                                        Words.count((long) w.least()),
                                                        Words.count((long) w.most())),
                                        "bring them to one length before they are read"));
        if (column.infinite() > 0) {
            say(
                    "infinite",
                    "%s of %s are infinite"
                            .formatted(Words.count(column.infinite(), "value"), name()),
                    "replace them before they are read");
        }
    }

    private void texts(TextProfile texts) {
        long valued = NumberTexts.valued(column, texts);
        long numbers = texts.count(TextForm.INTEGER) + texts.count(TextForm.NUMBER);
        Optional<NumberTexts> written = NumberTexts.of(column);
        if (written.isPresent()) {
            say(
                    written.get().kind(),
                    "%s holds %s: inputs read them as strings"
                            .formatted(name(), written.get().words()),
                    written.get().fix(csv));
        } else if (numbers < valued && numbers >= 0.8 * valued) {
            TextForm odd =
                    List.of(TextForm.values()).stream()
                            .filter(f -> f.ordinal() > TextForm.NUMBER.ordinal())
                            .filter(f -> texts.count(f) > 0)
                            .findFirst()
                            .orElse(TextForm.TEXT);
            say(
                    "mixed_types",
                    "%s of %s are numbers, but %s are not, such as %s: as an input they are"
                                    .formatted(
                                            Words.count(numbers, "value"),
                                            name(),
                                            Words.count(valued - numbers),
                                            example(texts, odd))
                            + " categories",
                    csv ? "correct them, or add them to 'missing' of the source" : "correct them");
        }
        if (texts.count(TextForm.CODE) > 0 && texts.count(TextForm.CODE) + numbers == valued) {
            say(
                    "digits",
                    "%s holds digits that are not numbers, such as %s: inputs read them as strings"
                            .formatted(name(), example(texts, TextForm.CODE)),
                    "");
        }
        dates(texts);
        if (texts.count(TextForm.BLANK) > 0 && Role.of(column) == Role.TEXT) {
            say(
                    "blank_text",
                    "%s of %s are blank"
                            .formatted(Words.count(texts.count(TextForm.BLANK), "text"), name()),
                    "set 'empty: unknown' of the text input");
        }
    }

    private void dates(TextProfile texts) {
        List<String> formats = texts.dateFormats();
        if (formats.isEmpty() || formats.contains("")) {
            return;
        }
        String first = formats.get(0);
        boolean swapped =
                formats.stream().anyMatch(f -> f.toLowerCase(Locale.ROOT).startsWith("d"))
                        && formats.stream()
                                .anyMatch(f -> f.startsWith("M") && !f.startsWith("MMM"));
        say(
                "date_format",
                swapped
                        ? "%s holds dates such as %s whose day and month cannot be told apart"
                                .formatted(name(), example(texts, TextForm.TEXT))
                        : "%s holds dates such as %s"
                                .formatted(name(), example(texts, TextForm.TEXT)),
                swapped
                        ? "set 'format' of the date input to '%s' or '%s'"
                                .formatted(
                                        first,
                                        formats.stream()
                                                .filter(f -> f.startsWith("M"))
                                                .findFirst()
                                                .orElse(first))
                        : "set 'format: %s' of the date input".formatted(first));
    }

    private void images(ImageProfile images) {
        if (images.sizes().size() > 1) {
            say(
                    "picture_sizes",
                    "pictures of %s are %s to %s pixels wide and %s to %s high"
                            .formatted(
                                    name(),
                                    Words.count((long) images.widths().least()),
                                    Words.count((long) images.widths().most()),
                                    Words.count((long) images.heights().least()),
                                    Words.count((long) images.heights().most())),
                    "set 'size: [height, width]' of the image input");
        }
        if (images.channels().size() > 1) {
            List<String> counts = new ArrayList<>();
            images.channels()
                    .forEach((c, n) -> counts.add("%s with %d".formatted(Words.count(n), c)));
            say(
                    "picture_channels",
                    "pictures of %s have different channels: %s"
                            .formatted(name(), String.join(", ", counts)),
                    "set 'channels: 3' (colour) or 'channels: 1' (grey) of the image input");
        }
    }

    private void names() {
        Role role = Role.of(column);
        if (role == Role.IDENTIFIER) {
            say(
                    "identifier",
                    "no value of %s occurs twice: it identifies records".formatted(name()),
                    "leave it out of inputs");
        } else if (role == Role.CATEGORY && column.distinct() > MANY) {
            say(
                    "many_categories",
                    "%s has %s%s different values in %s"
                            .formatted(
                                    name(),
                                    column.exact() ? "" : "about ",
                                    Words.count(column.distinct()),
                                    Words.count(column.present(), "record")),
                    "set 'min_count: 5' of the category input, so that rare ones share an index");
        }
        for (List<String> same :
                role == Role.CATEGORY ? column.similar() : List.<List<String>>of()) {
            say(
                    "similar_values",
                    "values of %s differ only by case, blanks or Unicode form: %s"
                            .formatted(
                                    name(),
                                    String.join(
                                            ", ",
                                            same.stream().map(ColumnFindings::shown).toList())),
                    "bring them to one form");
        }
    }

    private static String example(TextProfile texts, TextForm form) {
        List<String> examples = texts.examples().getOrDefault(form, List.of());
        return examples.isEmpty() ? "" : shown(examples.get(0));
    }

    /** Returns the beginning of a value, for a message. */
    static String shown(Object value) {
        String text = Draft.plain(String.valueOf(value).strip());
        return value instanceof String
                ? "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'"
                : text;
    }
}
