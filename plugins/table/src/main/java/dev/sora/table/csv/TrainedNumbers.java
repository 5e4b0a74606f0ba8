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
 * between thousands, 1.234 is read as 1234.
 */
final class TrainedNumbers {

    private static final int ROWS = 300;

    private TrainedNumbers() {}

    /**
     * Checks the first rows of a table whose first row names the columns.
     *
     * @throws DataException if a number with a point may be of thousands, and others have a decimal
     *     point
     */
    static void check(Path input, CsvFormat format, TrainedOn trained) {
        Optional<NumberForm> form = NumberForm.of(trained.settings());
        if (form.isPresent()) {
            form.get()
                    .misread(columns(Names.first(format, ROWS), trained.names()))
                    .ifPresent(
                            field -> {
                                throw ambiguous(input, field);
                            });
        }
    }

    private static List<List<String>> columns(List<List<String>> rows, List<String> wanted) {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < rows.get(0).size(); i++) {
            int at = i;
            if (wanted.contains(TextForm.nameOf(rows.get(0).get(at)))) {
                columns.add(
                        rows.stream()
                                .skip(1)
                                .filter(row -> row.size() > at)
                                .map(row -> row.get(at))
                                .toList());
            }
        }
        return columns;
    }

    private static DataException ambiguous(Path input, String field) {
        String message =
                "'%s' may be %s or %s in a table with a decimal comma"
                        .formatted(field, field.replace(".", ""), field);
        return new DataException(
                Problem.of("SORA-4218", message)
                        .where(input.toString())
                        .needs("numbers in the form of the training data, with a decimal comma")
                        .have("other numbers with a decimal point")
                        .fix(
                                "write all of them in one form, or give the records as lines of JSON"));
    }
}
