// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.Column;
import dev.sora.data.ColumnRange;
import dev.sora.data.DataRecord;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.table.cell.NumberRemedy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Creates the problems of values that an input reads. */
final class InputProblem {

    private static final int SHOWN = 60;

    private InputProblem() {}

    /**
     * Returns the value of a column; null if it is missing.
     *
     * @throws DataException if the column does not exist: that is a mistake in the manifest, not a
     *     missing value
     */
    static Object value(DataRecord record, String column) {
        Object value = record.find(column).orElse(null);
        if (value == null && record.schema().position(column) < 0) {
            List<String> names = record.schema().columns().stream().map(Column::name).toList();
            throw new DataException(
                    Problem.of("SORA-4257", "the data has no column '%s'".formatted(column))
                            .where(record.origin())
                            .have(names.stream().limit(SHOWN).collect(Collectors.joining(", ")))
                            .fix(
                                    ColumnRange.remedy(names, column)
                                            .orElse(
                                                    "name one of these columns, rename one in the data,"
                                                            + " or check the source's settings")));
        }
        return value;
    }

    /**
     * Returns the problem of a node from a package whose settings differ from those that it was
     * fitted with.
     *
     * @param key the key in the saved state that shows the difference
     */
    static DataException learnedOtherwise(State state, String key, String had, String has) {
        return new DataException(
                Problem.of("SORA-4274", "what the input learned was learned with other settings")
                        .where(state.broken(key, had).problems().get(0).where())
                        .needs(had)
                        .have(has)
                        .fix(
                                "leave that setting out, as the package has it; or leave 'package'"
                                        + " out, so that the input learns from the data here"));
    }

    static RecordException none(DataRecord record, String column, String needs, Object have) {
        return new RecordException(
                Problem.of("SORA-4251", "column '%s' does not hold %s".formatted(column, needs))
                        .where(record.where())
                        .needs(needs)
                        .have("'" + shown(have) + "'")
                        .fix(NumberRemedy.of(String.valueOf(have)) + ", or set 'on_error: skip'"));
    }

    /** Returns the problem of a value that is not a date in the expected format. */
    static RecordException noDate(DataRecord record, String column, String needs, String have) {
        List<String> fitting = DateRemedy.of(have);
        return new RecordException(
                Problem.of("SORA-4251", "column '%s' does not hold %s".formatted(column, needs))
                        .where(record.where())
                        .needs(needs)
                        .have("'" + shown(have) + "'")
                        .fix(
                                (fitting.isEmpty()
                                                ? "correct it, set 'format' or 'unit' on the input"
                                                        + " to what the column holds"
                                                : "set on the input what the column holds: "
                                                        + String.join(", or ", fitting)
                                                        + "; or correct it")
                                        + ", or set 'on_error: skip'"));
    }

    /** Returns the problem of a value that is not a finite number. */
    static RecordException noNumber(
            DataRecord record, String column, Object have, NumberFormatException reason) {
        return new RecordException(
                Problem.of(
                                "SORA-4251",
                                "column '%s' does not hold a finite number".formatted(column))
                        .where(record.where())
                        .needs("a number such as 7, -1.5 or 2e3")
                        .have(
                                "'%s'%s"
                                        .formatted(
                                                shown(have),
                                                "a text".equals(reason.getMessage())
                                                        ? ""
                                                        : ", " + reason.getMessage()))
                        .fix(NumberRemedy.of(String.valueOf(have)) + ", or set 'on_error: skip'"));
    }

    /** Returns the problem of a number that 32 bits cannot represent, before or after scaling. */
    static RecordException tooLarge(DataRecord record, String column, double value) {
        return new RecordException(
                Problem.of(
                                "SORA-4271",
                                "column '%s' holds %s, which is too large for a 32-bit number"
                                        .formatted(column, value))
                        .where(record.where())
                        .needs("a size of at most 3.4e38, also once it is scaled")
                        .have(String.valueOf(value))
                        .fix(
                                "correct it; or, on the input, list it under 'nodata' if it stands"
                                        + " for no value, or set 'scale: log'; or set"
                                        + " 'on_error: skip' under 'data'"));
    }

    static RecordException missing(DataRecord record, String column) {
        return new RecordException(
                Problem.of("SORA-4252", "column '%s' has no value".formatted(column))
                        .where(record.where())
                        .needs("a value, as the input says 'missing: error'")
                        .fix(
                                "complete the record, choose another policy, or set 'on_error: skip'"));
    }

    static RecordException unknown(DataRecord record, String column, String value) {
        return new RecordException(
                Problem.of(
                                "SORA-4253",
                                "column '%s' holds a value that is not in the training data"
                                        .formatted(column))
                        .where(record.where())
                        .have("'" + shown(value) + "'")
                        .fix("set 'unknown: own' on the input, or 'on_error: skip'"));
    }

    static DataException noRecords(String column) {
        return new DataException(
                Problem.of("SORA-4254", "there are no training records to learn from")
                        .needs("at least one record with column '%s'".formatted(column))
                        .have("0 records")
                        .fix("check the training data"));
    }

    static DataException allMissing(List<String> columns, long records) {
        return new DataException(
                Problem.of(
                                "SORA-4272",
                                "column %s has no value in any training record"
                                        .formatted(
                                                columns.stream()
                                                        .limit(SHOWN)
                                                        .map("'%s'"::formatted)
                                                        .collect(Collectors.joining(", "))))
                        .needs("at least one value to learn from")
                        .have("%,d records without one".formatted(records))
                        .fix(
                                "leave the column out of the input, or check its name and which"
                                        + " values stand for none"));
    }

    static DataException elementsMissing(List<String> elements, long records) {
        return new DataException(
                Problem.of(
                                "SORA-4272",
                                "%s has no value in any training record"
                                        .formatted(
                                                elements.stream()
                                                        .limit(SHOWN)
                                                        .collect(Collectors.joining(", "))))
                        .needs("at least one value to learn from")
                        .have("%,d records without one".formatted(records))
                        .fix("leave these places out of the vectors, or put numbers there"));
    }

    static RecordException width(
            DataRecord record, String column, int needs, String reason, int have) {
        return new RecordException(
                Problem.of(
                                "SORA-4273",
                                "the vector in column '%s' has %,d numbers".formatted(column, have))
                        .where(record.where())
                        .needs("%,d numbers, %s".formatted(needs, reason))
                        .have("%,d".formatted(have))
                        .fix(
                                "give all vectors the same width, or set 'on_error: skip' under"
                                        + " 'data'"));
    }

    static DataException tooWide(long width, int most) {
        return new DataException(
                Problem.of("SORA-4255", "the categories are too many to be told apart one by one")
                        .needs("at most %,d values".formatted(most))
                        .have("%,d".formatted(width))
                        .fix("set 'max_values' or 'min_count', or embed them: 'one_hot: false'"));
    }

    private static String shown(Object value) {
        String text = text(value);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private static String text(Object value) {
        if (value instanceof long[] identifiers) {
            return Arrays.toString(identifiers);
        }
        return value instanceof float[] vector ? Arrays.toString(vector) : String.valueOf(value);
    }
}
