// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.function.Supplier;

/**
 * Checks that a point means one thing in a column: where points are between thousands, {@code
 * 1.234} is read as 1234, which is wrong if the same column holds {@code 12.5}.
 */
final class ColumnPoints {

    private String grouped = "";
    private String fraction = "";

    /**
     * Checks a field.
     *
     * @throws RecordException if a point means another thing than in a field before
     */
    void check(String field, Supplier<String> where) {
        NumberGuess.Form form = NumberGuess.form(field);
        if (form == NumberGuess.Form.ONE_POINT) {
            if (!fraction.isEmpty()) {
                throw mixed(field, fraction, field, where.get());
            }
            grouped = field;
        } else if (form == NumberGuess.Form.POINT) {
            if (!grouped.isEmpty()) {
                throw mixed(grouped, field, field, where.get());
            }
            fraction = field;
        }
    }

    private static RecordException mixed(
            String grouped, String fraction, String field, String where) {
        String message =
                "'%s' may be %s or %s in a column that holds '%s'"
                        .formatted(grouped, grouped.replace(".", ""), grouped, fraction);
        return new RecordException(
                Problem.of("SORA-4218", message)
                        .where(where)
                        .needs("a column where a point is between thousands, or before a fraction")
                        .have("'" + field + "'")
                        .fix(
                                "write all numbers of the column in one form; or, if it is not a"
                                        + " column of numbers, set its type to 'text' in 'types'"));
    }
}
