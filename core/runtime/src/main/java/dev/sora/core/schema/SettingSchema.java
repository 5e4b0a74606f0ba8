// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.schema;

import dev.sora.core.plan.PlainValue;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts descriptions of settings to JSON Schema. */
final class SettingSchema {

    /** An environment variable, which is accepted for a value of any type. */
    static final Map<String, Object> VARIABLE = Map.of("$ref", "#/$defs/variable");

    private static final List<String> SCALARS = List.of("string", "number", "boolean");

    private SettingSchema() {}

    /** Returns the schema of a setting's value, with its description and default. */
    static Map<String, Object> of(Setting<?> setting) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", setting.description());
        setting.fallback()
                .map(value -> finite(PlainValue.of(value)))
                .ifPresent(value -> schema.put("default", value));
        schema.putAll(of(setting.type()));
        return schema;
    }

    static Map<String, Object> of(SettingType type) {
        Map<String, Object> schema = strict(type);
        boolean takesText =
                type instanceof SettingType.StringType
                        || type instanceof SettingType.Column
                        || type instanceof SettingType.FilePath;
        return takesText ? schema : orVariable(schema);
    }

    static Map<String, Object> orVariable(Map<String, Object> schema) {
        if (schema.get("anyOf") instanceof List<?> choices && schema.size() == 1) {
            List<Object> more = new ArrayList<>(choices);
            if (!more.contains(VARIABLE)) {
                more.add(VARIABLE);
            }
            return map("anyOf", more);
        }
        return map("anyOf", List.of(schema, VARIABLE));
    }

    private static Map<String, Object> strict(SettingType type) {
        if (type instanceof SettingType.IntegerType whole) {
            Map<String, Object> schema = map("type", "integer");
            long least = whole.least().orElse(Integer.MIN_VALUE);
            long most = whole.most().orElse(Integer.MAX_VALUE);
            if (least != Long.MIN_VALUE) {
                schema.put("minimum", least);
            }
            if (most != Long.MAX_VALUE) {
                schema.put("maximum", most);
            }
            return schema;
        }
        if (type instanceof SettingType.NumberType real) {
            Map<String, Object> schema = map("type", "number");
            real.least()
                    .ifPresent(
                            least ->
                                    schema.put(
                                            real.openLeast() ? "exclusiveMinimum" : "minimum",
                                            least));
            real.most()
                    .ifPresent(
                            most ->
                                    schema.put(
                                            real.openMost() ? "exclusiveMaximum" : "maximum",
                                            most));
            return schema;
        }
        if (type instanceof SettingType.BooleanType) {
            return map("type", "boolean");
        }
        if (type instanceof SettingType.Choice choice) {
            return map("enum", choice.words());
        }
        if (type instanceof SettingType.FilePath) {
            Map<String, Object> schema = map("type", "string");
            schema.put("minLength", 1);
            return schema;
        }
        if (type instanceof SettingType.ListOf list) {
            Map<String, Object> items = map("type", "array");
            items.put("items", of(list.element()));
            if (list.expand().isEmpty()) {
                return items;
            }
            items.put("minItems", list.expand().getAsInt());
            items.put("maxItems", list.expand().getAsInt());
            return map("anyOf", List.of(strict(list.element()), items));
        }
        if (type instanceof SettingType.MapOf map) {
            Map<String, Object> schema = map("type", "object");
            schema.put("additionalProperties", of(map.element()));
            return schema;
        }
        if (type instanceof SettingType.Group group) {
            return group(group.settings());
        }
        if (type instanceof SettingType.AnyOf any) {
            return map("anyOf", any.choices().stream().map(SettingSchema::strict).toList());
        }
        // strings and columns: any scalar is read as the string that is written
        return map("type", SCALARS);
    }

    /** Returns the schema of a mapping that has these settings and no others. */
    static Map<String, Object> group(List<Setting<?>> settings) {
        Map<String, Object> schema = map("type", "object");
        schema.put("properties", properties(settings));
        List<String> required = required(settings);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    static Map<String, Object> properties(List<Setting<?>> settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        settings.forEach(setting -> properties.put(setting.name(), of(setting)));
        return properties;
    }

    static List<String> required(List<Setting<?>> settings) {
        return settings.stream().filter(Setting::isRequired).map(Setting::name).toList();
    }

    /** Returns a mutable map that keeps its order. */
    static Map<String, Object> map(String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }

    /** Replaces infinities, which a manifest may contain but JSON cannot express. */
    private static Object finite(Object value) {
        boolean infinite =
                value instanceof Double number && (number.isNaN() || number.isInfinite());
        return infinite ? value.toString() : value;
    }
}
