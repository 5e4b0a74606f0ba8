// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

import dev.sora.core.plan.HeldOut;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.function.UnaryOperator;

/**
 * The errors of a split that cannot be taken.
 *
 * @param places finds the place of a path in the manifest
 */
record SplitProblems(SplitCut cut, UnaryOperator<String> places) {

    /** Returns the error of a split that cannot be taken from so few records. */
    DataException tooFew(String have, String fix) {
        return new DataException(
                Problem.of("SORA-4003", "too few records for a %s part".formatted(word()))
                        .where(places.apply("data." + word()))
                        .needs("at least 1 record on both sides")
                        .have(have)
                        .fix(fix));
    }

    /** Returns the error of a split by a column whose values occur in one record each. */
    DataException rare(int records) {
        String column = cut.split().column().orElseThrow();
        return new DataException(
                Problem.of(
                                "SORA-4003",
                                "no value of column '%s' occurs in two records, of which one"
                                                .formatted(column)
                                        + " could be held out")
                        .where(places.apply("data." + word()))
                        .needs("values that several records share, such as classes")
                        .have("%d records, each with a different value".formatted(records))
                        .fix(
                                "name another column in data.%s.stratify, or remove it to split"
                                                .formatted(word())
                                        + " at random"));
    }

    /**
     * Returns the error of a split that has no records, or leaves none.
     *
     * @param taken the number of records in it
     * @param records the number of records that it was taken from
     */
    DataException empty(long taken, int records) {
        String column = cut.split().column().map(c -> ", by column '" + c + "'").orElse("");
        String values =
                cut.split() instanceof HeldOut.Values
                        ? ", which holds " + String.join(", ", cut.keys().orElseThrow().some())
                        : "";
        return new DataException(
                Problem.of(
                                "SORA-4003",
                                taken == 0
                                        ? "the %s part is empty".formatted(word())
                                        : "nothing is left to train on beside the %s part"
                                                .formatted(word()))
                        .where(places.apply("data." + word()))
                        .needs("at least 1 record on both sides")
                        .have("%d of %d records%s%s".formatted(taken, records, column, values))
                        .fix(otherShare(taken)));
    }

    private String otherShare(long taken) {
        String path = "data." + word();
        if (cut.split() instanceof HeldOut.Values) {
            return taken == 0
                    ? "name values of the column in " + path + ".values"
                    : "name fewer values in " + path + ".values";
        }
        return "give more records, change %s.%s, or split by another column"
                .formatted(
                        path,
                        cut.split() instanceof HeldOut.Fold
                                ? "folds"
                                : cut.split() instanceof HeldOut.Count ? "count" : "fraction");
    }

    private String word() {
        return cut.part().word();
    }
}
