// SPDX-License-Identifier: Apache-2.0
package dev.sora.series;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.plugin.SoraType;
import dev.sora.setting.SettingProblem;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Settings and records for tests. */
public final class Types {

    private Types() {}

    /** Returns settings of a type, which must be right each for itself. */
    public static Settings settings(SoraType type, Map<String, Object> values) {
        List<SettingProblem> problems = new ArrayList<>();
        Settings read = Settings.read(type.descriptor().settings(), values, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
        return read;
    }

    /** Returns records in memory. */
    public static Records records(DataRecord... records) {
        return new Records() {
            @Override
            public OptionalLong size() {
                return OptionalLong.of(records.length);
            }

            @Override
            public void forEach(Consumer<DataRecord> action) {
                Arrays.asList(records).forEach(action);
            }
        };
    }
}
