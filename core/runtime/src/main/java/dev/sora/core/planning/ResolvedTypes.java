// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.plan.PlainValue;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.settings.Section;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts planned types back to the form in which a manifest names them. */
final class ResolvedTypes {

    private final Section manifest;

    ResolvedTypes(Section manifest) {
        this.manifest = manifest;
    }

    /** Returns a type and all its settings. */
    Map<String, Object> tree(ResolvedType<?> planned) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", text(planned));
        add(entry, planned.settings());
        return entry;
    }

    /** Adds the settings that are not in the entry yet. */
    static void add(Map<String, Object> entry, Settings settings) {
        settings.asMap().forEach((name, value) -> entry.putIfAbsent(name, PlainValue.of(value)));
    }

    /** Returns the type as the manifest names it; its own name if the manifest does not name it. */
    Object text(ResolvedType<?> planned) {
        Object at = manifest.values();
        for (String step : planned.path().split("[.\\[]")) {
            if (at instanceof Map<?, ?> map) {
                at = map.get(step);
            } else if (at instanceof List<?> list && step.endsWith("]")) {
                at = list.get(Integer.parseInt(step.substring(0, step.length() - 1)));
            }
        }
        if (at instanceof Map<?, ?> map) {
            at = map.get("type");
        }
        return at instanceof String ? at : planned.type().descriptor().name();
    }
}
