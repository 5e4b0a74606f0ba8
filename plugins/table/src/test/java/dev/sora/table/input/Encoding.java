// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.table.Reading;
import dev.sora.tensor.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Fits and encodes inputs for tests. */
final class Encoding {

    private Encoding() {}

    /** Returns records of one column a, or of columns a, b and so on. */
    static List<DataRecord> records(Object[]... rows) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < rows[0].length; i++) {
            columns.add(Column.of(String.valueOf((char) ('a' + i)), ColumnType.TEXT));
        }
        return Reading.rows(columns, rows);
    }

    /** Returns records of one column a. */
    static List<DataRecord> column(Object... values) {
        return records(Arrays.stream(values).map(v -> new Object[] {v}).toArray(Object[][]::new));
    }

    static InputParticle input(String type, Map<String, ?> raw) {
        InputType inputType = Reading.type(InputType.class, type);
        return inputType.create(Reading.settings(inputType, raw));
    }

    /** Fits an input, takes it through its state, and checks that nothing is lost. */
    static FittedInput fit(String type, Map<String, ?> raw, List<DataRecord> records) {
        InputParticle input = input(type, raw);
        FittedInput fitted = input.fit(Reading.records(records));
        assertThat(input.spec().values().fits(fitted.spec().values())).isTrue();
        FittedInput restored = input(type, raw).restore(fitted.state());
        assertThat(restored.spec()).isEqualTo(fitted.spec());
        assertThat(restored.encode(records).get(0).data())
                .isEqualTo(fitted.encode(records).get(0).data());
        return restored;
    }

    /** Returns the encoded floats, one list a record. */
    static List<List<Float>> floats(FittedInput input, List<DataRecord> records) {
        HostTensor tensor = input.encode(records).get(0);
        List<List<Float>> rows = new ArrayList<>();
        int width = (int) tensor.shape().get(1);
        assertThat(input.spec().values().dimension(0)).isEqualTo(width);
        for (int r = 0; r < records.size(); r++) {
            List<Float> row = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                row.add(tensor.data().getFloat(4 * (r * width + i)));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Returns the problem of a record that cannot be encoded or learned from. */
    static Problem broken(Runnable action) {
        RecordException e = catchThrowableOfType(RecordException.class, action::run);
        assertThat(e).as("a broken record").isNotNull();
        return e.problems().get(0);
    }
}
