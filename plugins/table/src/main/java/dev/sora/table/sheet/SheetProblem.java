// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Creates the problems of workbooks. */
final class SheetProblem {

    private static final int SHOWN = 60;

    private SheetProblem() {}

    static DataException noWorkbook(Path file, String have) {
        return new DataException(
                Problem.of("SORA-4281", "the file is not a workbook that can be read")
                        .where(file.toString())
                        .needs("an xlsx workbook without a password")
                        .have(have)
                        .fix("save it as 'Excel workbook (.xlsx)' without a password, or as CSV"));
    }

    static DataException packed(Path file) {
        return new DataException(
                Problem.of("SORA-4281", "a workbook within an archive is not read")
                        .where(file.toString())
                        .needs("a workbook in a file of its own")
                        .fix("take it out of the archive"));
    }

    static DataException damaged(Path file, String part, Throwable cause) {
        return new DataException(
                Problem.of("SORA-4282", "the workbook is damaged")
                        .where(part.isEmpty() ? file.toString() : file + ", " + part)
                        .have(String.valueOf(cause.getMessage()))
                        .fix("open it in a spreadsheet program and save it again"),
                cause);
    }

    static DataException noSheet(Path file, String name, List<String> present) {
        return new DataException(
                Problem.of(
                                "SORA-4283",
                                name.isEmpty()
                                        ? "the workbook has no visible sheet"
                                        : "the workbook has no sheet '%s'".formatted(name))
                        .where(file.toString())
                        .have(String.join(", ", present))
                        .fix("name one of its sheets in 'sheet'"));
    }

    static DataException tooLarge(Path file, String what, String needs) {
        return new DataException(
                Problem.of("SORA-4284", "the workbook exceeds the limits of its format")
                        .where(file.toString())
                        .needs(needs)
                        .have(what)
                        .fix("export the sheet as CSV or Parquet"));
    }

    static DataException header(String where, String message, String have) {
        return new DataException(
                Problem.of("SORA-4285", message)
                        .where(where)
                        .have(have)
                        .fix(
                                "set 'skip_rows' to the rows above the names, name the columns in"
                                        + " 'columns', or set 'header: false'"));
    }

    /** Returns the problem of a value that a record cannot contain. */
    static RecordException value(
            String where, String column, String needs, Object have, Optional<String> fix) {
        String text = String.valueOf(have);
        return new RecordException(
                Problem.of("SORA-4286", "column '%s' does not hold %s".formatted(column, needs))
                        .where(where)
                        .needs(needs)
                        .have(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
                        .fix(
                                fix.orElse("correct the cell, or change 'types'")
                                        + ", or set 'on_error: skip' under 'data'"));
    }
}
