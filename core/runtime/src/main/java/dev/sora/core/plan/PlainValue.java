// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts a setting's value to the types of a manifest: maps, lists, strings, numbers, booleans.
 */
public final class PlainValue {

    private PlainValue() {}

    public static Object of(Object value) {
        if (value instanceof Settings settings) {
            return of(settings.asMap());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach((k, v) -> entries.put(String.valueOf(k), of(v)));
            return entries;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(of(item)));
            return items;
        }
        return value instanceof Path path ? path.toString() : value;
    }
}
