// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.source.TrainedOn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a table to predict for writes numbers as the training data did: where that had points
 * between thousands, 1.234 is read as 1234, and where it had commas, 1,234 is.
 */
final class TrainedNumbers {

    private static final int ROWS = 300;

    private TrainedNumbers() {}

    /**
     * Checks the first rows of a table whose first row names the columns.
     *
     * @throws DataException if a number may be of thousands or have a fraction, and others of the
     *     table have a fraction
     */
    static void check(Path input, CsvFormat format, TrainedOn trained) {
        List<List<String>> rows = Head.of(format, ROWS, true).rows();
        check(input, rows.get(0), rows.subList(1, rows.size()), trained);
    }

    /**
     * Checks the first rows of a table without names.
     *
     * @param names the names of the first fields
     * @throws DataException as above
     */
    static void check(Path input, CsvFormat format, List<String> names, TrainedOn trained) {
        check(input, names, Head.of(format, ROWS, true).rows(), trained);
    }

    private static void check(
            Path input, List<String> names, List<List<String>> rows, TrainedOn trained) {
        Optional<NumberForm> form = NumberForm.of(trained.settings());
        if (form.isPresent()) {
            form.get()
                    .misread(columns(names, rows, trained.names()))
                    .ifPresent(
                            field -> {
                                throw ambiguous(input, field);
                            });
        }
    }

    private static List<List<String>> columns(
            List<String> names, List<List<String>> rows, List<String> wanted) {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            if (wanted.contains(TextForm.nameOf(names.get(at)))) {
                columns.add(
                        rows.stream()
                                .filter(row -> row.size() > at)
                                .map(row -> row.get(at))
                                .toList());
            }
        }
        return columns;
    }

    private static DataException ambiguous(Path input, String field) {
        boolean point = field.indexOf('.') >= 0;
        String trained = point ? "comma" : "point";
        String message =
                "'%s' may be %s or %s in a table with a decimal %s"
                        .formatted(
                                field,
                                field.replaceAll("[.,]", ""),
                                field.replace(',', '.'),
                                trained);
        return new DataException(
                Problem.of("SORA-4218", message)
                        .where(input.toString())
                        .needs(
                                "numbers in the form of the training data, with a decimal "
                                        + trained)
                        .have("other numbers with a decimal " + (point ? "point" : "comma"))
                        .fix(
                                "write all of them in one form, or give the records as lines of JSON"));
    }
}
