// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.TextForm;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads settings whose keys are column names; a file may use another Unicode form of them. */
final class NamedSettings {

    private NamedSettings() {}

    /** Returns the values of a setting by normalised names; empty if it is not set. */
    static Map<String, String> of(Settings settings, Setting<Map<String, String>> setting) {
        Map<String, String> named = new LinkedHashMap<>();
        settings.find(setting)
                .orElse(Map.of())
                .forEach((name, value) -> named.put(TextForm.nameOf(name), value));
        return named;
    }
}
