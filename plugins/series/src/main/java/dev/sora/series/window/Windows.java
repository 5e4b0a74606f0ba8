// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.window;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.source.DataSource;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationUse;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Windows over the rows of one or several series.
 *
 * @param time the column of the time
 * @param series the column that tells series apart
 * @param target the column that is predicted
 * @param past columns that are known up to the present
 * @param known columns that are known in advance
 * @param history how many steps a prediction reads
 * @param horizon how many steps are predicted
 * @param stride the distance of the windows of training and evaluation
 * @param step the distance of two rows; that of the first two if absent
 * @param zone the zone of the calendar
 * @param fills whether a missing value is the one before it; otherwise it is refused
 * @param validationFrom the first time that is predicted in the validation
 * @param testFrom the first time that is predicted in the test
 */
record Windows(
        String time,
        Optional<String> series,
        String target,
        List<String> past,
        List<String> known,
        int history,
        int horizon,
        int stride,
        Optional<TimeStep> step,
        ZoneId zone,
        boolean fills,
        Optional<Object> validationFrom,
        Optional<Object> testFrom)
        implements Derivation {

    /** Returns the columns of values: the target, then those of the past, then those known. */
    List<String> values() {
        List<String> values = new ArrayList<>(List.of(target));
        values.addAll(past);
        values.addAll(known);
        return values;
    }

    /** Returns the steps that a window covers. */
    int width() {
        return history + horizon;
    }

    /** Returns the names of the columns of the windows that have values. */
    List<String> names() {
        List<String> names = values();
        names.add(WindowColumns.next(target));
        known.forEach(name -> names.add(WindowColumns.next(name)));
        return names;
    }

    @Override
    public Schema schema(Schema rows) {
        return schema();
    }

    Schema schema() {
        List<Column> columns = new ArrayList<>();
        for (String name :
                List.of(
                        WindowColumns.TIME,
                        WindowColumns.STEP,
                        WindowColumns.SERIES,
                        WindowColumns.PART)) {
            columns.add(Column.of(name, ColumnType.TEXT));
        }
        columns.add(Column.of(WindowColumns.TIMES, ColumnType.TEXTS));
        columns.add(Column.of(WindowColumns.POSITION, ColumnType.INTEGER));
        columns.add(Column.of(WindowColumns.FILLED, ColumnType.IDENTIFIERS));
        names().forEach(name -> columns.add(Column.of(name, ColumnType.VECTOR)));
        return new Schema(columns);
    }

    @Override
    public DataSource derive(DataSource rows, DerivationUse use) {
        return new WindowSource(this, rows, use);
    }

    /** The parts that are divided by time; windows that predict steps of two parts are left out. */
    @Override
    public Optional<Parts> parts() {
        Set<String> parts = new HashSet<>();
        validationFrom.ifPresent(time -> parts.add(Parts.VALIDATION));
        testFrom.ifPresent(time -> parts.add(Parts.TEST));
        return Optional.of(Parts.of(WindowColumns.PART, parts));
    }
}
