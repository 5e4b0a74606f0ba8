// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataProfile;
import dev.sora.core.profile.Description;
import dev.sora.core.profile.Relations.Leak;
import dev.sora.core.profile.ValueCount;
import dev.sora.launcher.show.Words;
import dev.sora.source.PassedOver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the irregularities of data. */
public final class Findings {

    private static final int SHOWN = 5;
    private static final long FEW_RECORDS = 100;
    private static final long FEW_OF_CLASS = 10;
    private static final double IMBALANCE = 10;

    private final Description described;
    private final DataProfile data;
    private final Optional<Target> target;
    private final List<Finding> found = new ArrayList<>();

    private Findings(Description described, Optional<Target> target) {
        this.described = described;
        this.data = described.train().profile();
        this.target = target;
    }

    /** Returns the findings, those of the whole data first. */
    public static List<Finding> of(Description described, Optional<Target> target) {
        Findings findings = new Findings(described, target);
        findings.reading();
        findings.records();
        findings.target.ifPresent(findings::target);
        findings.columns();
        return EqualFindings.joined(findings.found);
    }

    private void say(String kind, List<String> columns, String message, String fix) {
        found.add(new Finding(kind, columns, message, fix));
    }

    private void reading() {
        for (Description.Part part : described.parts()) {
            if (part.broken() > 0) {
                say(
                        "broken_records",
                        List.of(),
                        "%s of the %s data cannot be read; the first: %s, %s"
                                .formatted(
                                        Words.count(part.broken(), "record"),
                                        part.name(),
                                        part.problems().get(0).message(),
                                        part.problems().get(0).where()),
                        "correct them, or set 'on_error: skip' and 'max_errors: %d' of the source"
                                .formatted(part.broken()));
            }
            for (PassedOver passed : part.passedOver()) {
                if (passed.needsAttention()) {
                    say(
                            "not_read",
                            List.of(),
                            "%s %s: %s"
                                    .formatted(
                                            Words.count(passed.count()),
                                            passed.reason(),
                                            String.join(", ", passed.examples())),
                            passed.fix());
                }
            }
        }
    }

    private void records() {
        if (data.records() < FEW_RECORDS) {
            say(
                    "few_records",
                    List.of(),
                    "there are %s only".formatted(Words.count(data.records(), "record")),
                    "use 'test: {folds: 5, fold: 0}': scores of so few vary by chance");
        }
        if (data.duplicates() > 0) {
            say(
                    "duplicates",
                    List.of(),
                    "%s%s of %s equal an earlier one in all columns"
                            .formatted(
                                    data.exact() ? "" : "about ",
                                    Words.count(data.duplicates()),
                                    Words.count(data.records(), "record")),
                    "remove them, or scores on a random split are too good");
        }
        for (Description.Part part : described.parts().subList(1, described.parts().size())) {
            boolean same = part.schema().columns().equals(described.train().schema().columns());
            long shared = same ? data.rows().shared(part.profile().rows()) : 0;
            if (shared > 0) {
                say(
                        "shared_records",
                        List.of(),
                        "%s%s of the %s data are also in the training data"
                                .formatted(
                                        data.rows().isExact(part.profile().rows()) ? "" : "about ",
                                        Words.count(shared, "record"),
                                        part.name()),
                        "remove them from one of the two: scores on them mean nothing");
            }
        }
    }

    private void target(Target wanted) {
        ColumnProfile column = wanted.column();
        Map<String, Leak> leaks = data.relations().leaks(column.name());
        leaks.forEach(
                (name, leak) ->
                        say(
                                "leak",
                                List.of(name, column.name()),
                                switch (leak) {
                                    case EQUAL ->
                                            "'%s' equals the target '%s' in all records"
                                                    .formatted(name, column.name());
                                    case DETERMINES ->
                                            "each value of '%s' goes with one value of the target '%s'"
                                                            .formatted(name, column.name())
                                                    + lookedAt();
                                    case FOLLOWS ->
                                            "the numbers of '%s' follow those of the target '%s'"
                                                            .formatted(name, column.name())
                                                    + lookedAt();
                                },
                                "leave it out of inputs, unless it is known before the target is"));
        if (column.missing() > 0) {
            say(
                    "target_missing",
                    List.of(column.name()),
                    "the target '%s' lacks a value in %s"
                            .formatted(column.name(), Words.count(column.missing(), "record")),
                    "set 'on_error: skip' and 'max_errors: %d' of the source, or remove them"
                            .formatted(column.missing()));
        }
        if (wanted.classes()) {
            classes(wanted);
        }
    }

    private String lookedAt() {
        return data.records() > data.relations().lookedAt()
                ? ", of %s looked at".formatted(Words.count(data.relations().lookedAt(), "record"))
                : "";
    }

    private void classes(Target wanted) {
        List<ValueCount> classes = wanted.column().frequent();
        if (classes.isEmpty() || wanted.rarest() == 0) {
            return;
        }
        ValueCount most = classes.get(0);
        ValueCount least = classes.get(classes.size() - 1);
        if (most.count() >= IMBALANCE * least.count()) {
            say(
                    "imbalance",
                    List.of(wanted.column().name()),
                    "classes of '%s' are uneven: %s in %s records, %s in %s"
                            .formatted(
                                    wanted.column().name(),
                                    ColumnFindings.shown(most.value()),
                                    Words.count(most.count()),
                                    ColumnFindings.shown(least.value()),
                                    Words.count(least.count())),
                    "set 'class_weights: balanced' of the output, and look at f1 beside accuracy");
        }
        List<String> rare =
                classes.stream()
                        .filter(c -> c.count() < FEW_OF_CLASS)
                        .map(c -> "%s (%d)".formatted(ColumnFindings.shown(c.value()), c.count()))
                        .limit(5)
                        .toList();
        if (!rare.isEmpty()) {
            say(
                    "rare_classes",
                    List.of(wanted.column().name()),
                    "classes with fewer than %d records: %s"
                            .formatted(FEW_OF_CLASS, String.join(", ", rare)),
                    "give more of them, or join them to others");
        }
    }

    private void columns() {
        boolean csv = "csv".equals(described.train().source().get("type"));
        AssumedNumbers.of(described)
                .ifPresent(form -> say("number_form", List.of(), form.words(), form.fix()));
        words(csv);
        for (ColumnProfile column : data.columns()) {
            ColumnFindings.add(column, csv, found);
        }
        for (List<String> equal : data.relations().equal()) {
            say(
                    "equal_columns",
                    equal,
                    "columns are equal in all records: " + String.join(", ", equal),
                    "read one of them");
        }
    }

    /** Adds one finding for irregularities of several columns that have the same remedy. */
    private void words(boolean csv) {
        Map<String, Long> missing = new TreeMap<>();
        List<String> with = new ArrayList<>();
        List<String> padded = new ArrayList<>();
        for (ColumnProfile column : data.columns()) {
            Map<String, Long> own = SourceWords.missing(column);
            own.forEach((word, count) -> missing.merge(word, count, Long::sum));
            if (!own.isEmpty()) {
                with.add(column.name());
            }
            if (SourceWords.isPadded(column)) {
                padded.add(column.name());
            }
        }
        if (!missing.isEmpty()) {
            List<String> counts = new ArrayList<>();
            List<String> quoted = new ArrayList<>();
            missing.forEach(
                    (word, count) -> {
                        counts.add("'%s' (%s)".formatted(word, Words.count(count)));
                        quoted.add("\"" + word + "\"");
                    });
            say(
                    "missing_word",
                    with,
                    "%s may stand for a missing value in %s"
                            .formatted(String.join(", ", counts), listed(with)),
                    csv
                            ? "add %s to 'missing' of the source"
                                    .formatted(String.join(", ", quoted))
                            : "leave such values out of the data");
        }
        if (!padded.isEmpty()) {
            say(
                    "blanks_around",
                    padded,
                    "values have blanks around them in " + listed(padded),
                    csv ? "set 'trim: true' of the source" : "remove them from the data");
        }
    }

    private static String listed(List<String> names) {
        List<String> quoted = names.stream().limit(SHOWN).map(name -> "'" + name + "'").toList();
        return String.join(", ", quoted)
                + (names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "");
    }
}
