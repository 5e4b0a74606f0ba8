// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.ColumnRange;
import dev.sora.data.ColumnType;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The columns that an input reads.
 *
 * @param names their names, at least one
 * @param single whether the setting was one name and not a list
 */
record ColumnNames(List<String> names, boolean single) {

    ColumnNames {
        names = List.copyOf(names);
    }

    static Setting<String> one(String what, ColumnType... accepts) {
        return Setting.column("column", "The column of " + what + ".", accepts);
    }

    static Setting<List<String>> several(String what, ColumnType... accepts) {
        return Setting.of(
                "columns",
                "Several columns of "
                        + what
                        + " instead of one; I1..I13 stands for thirteen of them.",
                new SettingType.ListOf(
                        new SettingType.Column(Set.of(accepts)), OptionalInt.empty()),
                List.class);
    }

    static ColumnNames of(Settings settings, Setting<String> one, Setting<List<String>> several) {
        boolean single = settings.find(one).isPresent();
        List<String> listed = ColumnRange.expand(settings.find(several).orElse(List.of()));
        if (single != listed.isEmpty()) {
            throw new ShapeException(
                    "'column', or 'columns' with one name at least",
                    single ? "both" : "neither",
                    "name one column or list several");
        }
        if (new LinkedHashSet<>(listed).size() < listed.size()) {
            throw new ShapeException(
                    "columns that are named once", listed.toString(), "name each column once");
        }
        return new ColumnNames(single ? List.of(settings.get(one)) : listed, single);
    }

    int count() {
        return names.size();
    }
}
