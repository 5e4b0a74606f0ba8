// SPDX-License-Identifier: Apache-2.0
package dev.sora.series;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.series.window.WindowsType;
import dev.sora.setting.SettingProblem;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationUse;
import dev.sora.source.RecordStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rows of series for tests, with the columns {@code at}, {@code name}, {@code y} and {@code known}.
 */
public final class Rows implements DataSource {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("at", ColumnType.TEXT),
                    Column.of("name", ColumnType.TEXT),
                    Column.of("y", ColumnType.NUMBER),
                    Column.of("known", ColumnType.NUMBER));

    private final List<DataRecord> rows = new ArrayList<>();

    /** Adds a row; a null value is missing. */
    public Rows row(Object at, String name, Number y, Number known) {
        rows.add(
                DataRecord.atLine(
                        SCHEMA,
                        "rows.csv",
                        rows.size() + 1L,
                        rows.size() + 2L,
                        at == null ? null : at.toString(),
                        name,
                        y == null ? null : y.doubleValue(),
                        known == null ? null : known.doubleValue()));
        return this;
    }

    /** Returns rows of one series, counted from 0, with the values 0, 1, 2 … */
    public static Rows counted(int steps) {
        Rows rows = new Rows();
        for (int i = 0; i < steps; i++) {
            rows.row(i, null, i, 100 + i);
        }
        return rows;
    }

    /** Returns the windows of these rows: a history of 3 and a horizon of 2, unless set. */
    public List<DataRecord> windows(DerivationUse use, Object... settings) {
        List<DataRecord> windows = new ArrayList<>();
        try (RecordStream stream = derivation(settings).derive(this, use).records()) {
            Optional<DataRecord> next = stream.next();
            while (next.isPresent()) {
                windows.add(next.get());
                next = stream.next();
            }
        }
        return windows;
    }

    /** Returns a derivation, with pairs of names and values in addition to the usual settings. */
    public static Derivation derivation(Object... settings) {
        Map<String, Object> raw =
                new LinkedHashMap<>(
                        Map.of("time", "at", "target", "y", "history", 3, "horizon", 2));
        for (int i = 0; i < settings.length; i += 2) {
            raw.put((String) settings[i], settings[i + 1]);
        }
        List<SettingProblem> problems = new ArrayList<>();
        WindowsType type = new WindowsType();
        Settings read = Settings.read(type.descriptor().settings(), raw, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
        return type.create(read);
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(rows.size());
    }

    @Override
    public RecordStream records() {
        var all = rows.iterator();
        return new RecordStream() {
            @Override
            public Optional<DataRecord> next() {
                return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
            }

            @Override
            public void close() {
                // no resources to release
            }
        };
    }
}
