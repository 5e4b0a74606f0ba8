// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.data.TextForm;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts the strings of settings to the normal form of the data that they are compared with:
 * classes, values, columns. Paths are unchanged, because the file system compares them.
 */
final class SettingTexts {

    private final TextForm form;

    SettingTexts(TextForm form) {
        this.form = form;
    }

    /** Replaces every string among the values that is not a path. */
    void bring(List<Setting<?>> described, Map<String, Object> raw) {
        for (Setting<?> setting : described) {
            raw.computeIfPresent(setting.name(), (name, value) -> brought(setting.type(), value));
        }
    }

    private @Nullable Object brought(SettingType type, @Nullable Object raw) {
        if (type instanceof SettingType.AnyOf any) {
            Object brought = raw;
            for (SettingType choice : any.choices()) {
                if (choice instanceof SettingType.FilePath) {
                    return raw;
                }
                brought = brought(choice, brought);
            }
            return brought;
        }
        if (raw instanceof String text) {
            return text(type, text);
        }
        if (raw instanceof List<?> list && type instanceof SettingType.ListOf of) {
            List<Object> changed = new ArrayList<>(list.size());
            list.forEach(item -> changed.add(brought(of.element(), item)));
            return changed;
        }
        return raw instanceof Map<?, ?> map ? inMapping(type, map) : raw;
    }

    private String text(SettingType type, String text) {
        if (type instanceof SettingType.ListOf list) {
            // a single value instead of a list
            return brought(list.element(), text) instanceof String one ? one : text;
        }
        if (type instanceof SettingType.Column) {
            return TextForm.nameOf(text);
        }
        return type instanceof SettingType.StringType ? form.of(text) : text;
    }

    private Object inMapping(SettingType type, Map<?, ?> map) {
        Map<String, Object> changed = new LinkedHashMap<>();
        map.forEach((key, value) -> changed.put(String.valueOf(key), value));
        if (type instanceof SettingType.Group group) {
            bring(group.settings(), changed);
            return changed;
        }
        if (!(type instanceof SettingType.MapOf of)) {
            return map;
        }
        Map<String, Object> renamed = new LinkedHashMap<>();
        changed.forEach((key, value) -> renamed.put(form.of(key), brought(of.element(), value)));
        // two keys that become equal are reported by the check of the settings
        return renamed.size() == changed.size() ? renamed : changed;
    }
}
