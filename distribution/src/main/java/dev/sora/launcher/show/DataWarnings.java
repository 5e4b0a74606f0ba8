// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.RunEvent;
import dev.sora.particle.UnknownValues;
import dev.sora.source.PassedOver;
import java.util.List;
import java.util.Optional;

/** Creates warnings about data that was not read, or values that the model does not know. */
final class DataWarnings {

    private DataWarnings() {}

    static String skipped(RunEvent.RecordsSkipped skipped) {
        StringBuilder text = new StringBuilder();
        text.append(
                "left out %s of the %s data:"
                        .formatted(
                                Words.count(skipped.records(), "broken record"), skipped.part()));
        skipped.codes()
                .forEach(
                        (code, count) ->
                                text.append(text.charAt(text.length() - 1) == ':' ? " " : ", ")
                                        .append("%s x %s".formatted(code, Words.count(count))));
        skipped.first()
                .forEach(
                        problem ->
                                text.append(
                                        "%n  %s  %s"
                                                .formatted(problem.where(), problem.message())));
        if (skipped.records() > skipped.first().size()) {
            text.append("%n  …".formatted());
        }
        return text.toString();
    }

    /**
     * Returns a warning about files that were not read; empty for files that operating systems
     * create, which need no action and are in the report.
     */
    static Optional<String> passedOver(RunEvent.FilesPassedOver passed) {
        List<PassedOver> shown = passed.what().stream().filter(PassedOver::needsAttention).toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("not read of the " + passed.part() + " data:");
        for (PassedOver what : shown) {
            text.append(
                    "%n  %s %s: %s%s%n    fix  %s"
                            .formatted(
                                    Words.count(what.count()),
                                    what.reason(),
                                    String.join(", ", what.examples()),
                                    what.count() > what.examples().size() ? ", …" : "",
                                    what.fix()));
        }
        return Optional.of(text.toString());
    }

    static String unknown(String part, RunEvent.UnknownInput one) {
        UnknownValues values = one.values();
        return "%.1f %% of the %s in '%s' are unknown to the model (%s data, %s of %s): %s%s%n    fix  %s"
                .formatted(
                        100 * values.share(),
                        values.what(),
                        values.column(),
                        part,
                        Words.count(values.unknown()),
                        Words.count(values.values()),
                        String.join(
                                ", ", values.examples().stream().map(e -> "'" + e + "'").toList()),
                        values.unknown() > values.examples().size() ? ", …" : "",
                        "check that the column is written as in the training data; what '"
                                + one.input()
                                + "' should tell apart must occur there");
    }

    static String absent(long records, RunEvent.AbsentColumn absent) {
        return "column '%s' is absent from %s of %s; '%s' takes that as a missing value%s"
                .formatted(
                        absent.column(),
                        Words.count(absent.records()),
                        Words.count(records, "record"),
                        absent.input(),
                        absent.nearest().isEmpty()
                                ? ""
                                : "; did you mean '" + absent.nearest() + "'?");
    }
}
