// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the columns that settings name, at whatever depth. */
public final class InputColumns {

    private InputColumns() {}

    /** Returns the names of the columns that a node reads. */
    public static Set<String> of(Planned<?> planned) {
        Set<String> names = new LinkedHashSet<>();
        add(planned.type().descriptor().settings(), planned.settings(), names);
        return names;
    }

    private static void add(List<Setting<?>> described, Settings settings, Set<String> names) {
        for (Setting<?> setting : described) {
            add(setting.type(), settings.asMap().get(setting.name()), names);
        }
    }

    private static void add(SettingType type, Object value, Set<String> names) {
        if (type instanceof SettingType.Column && value instanceof String name) {
            names.add(name);
        } else if (type instanceof SettingType.ListOf list && value instanceof List<?> items) {
            items.forEach(item -> add(list.element(), item, names));
        } else if (type instanceof SettingType.MapOf map && value instanceof Map<?, ?> entries) {
            entries.values().forEach(inner -> add(map.element(), inner, names));
        } else if (type instanceof SettingType.Group group && value instanceof Settings inner) {
            add(group.settings(), inner, names);
        } else if (type instanceof SettingType.AnyOf any && value != null) {
            any.choices().forEach(choice -> add(choice, value, names));
        }
    }
}
