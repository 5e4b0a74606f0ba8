// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.schema;

import static dev.sora.core.schema.SettingSchema.map;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.Catalogue.Entry;
import dev.sora.core.planning.EnginePlanner;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.engine.EngineType;
import dev.sora.plugin.Kind;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates the schema of a mapping whose {@code type} determines its other keys. */
final class TypeSchema {

    private static final String RANGE = "@\\s*([\\[(]?\\s*\\d|[a-z][a-z0-9_]*=).*";
    private static final String VERSIONS = "(" + RANGE + ")?$";

    private final Catalogue catalogue;

    TypeSchema(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Returns the schema of one kind.
     *
     * @param common the keys that do not depend on the type, with their schemas
     * @param required those of them that are required
     */
    Map<String, Object> of(Kind kind, Map<String, Object> common, List<String> required) {
        Map<String, Object> properties = map("type", type(kind, List.of()));
        properties.putAll(common);
        List<String> needed = new ArrayList<>(List.of("type"));
        needed.addAll(required);
        Map<String, Object> schema = map("type", "object");
        schema.put("properties", properties);
        List<Object> elsewhere = elsewhere(common.keySet());
        if (elsewhere.isEmpty()) {
            schema.put("required", needed);
        } else {
            schema.put("required", List.copyOf(required));
            elsewhere.add(0, map("required", List.of("type")));
            schema.put("anyOf", elsewhere);
            schema.put(
                    "dependentRequired",
                    map(CoreSettings.NODE.name(), List.of(CoreSettings.PACKAGE.name())));
        }
        List<?> choices = choices(kind, common.keySet());
        if (!choices.isEmpty()) {
            // a schema may not have an empty list: no installed plugin offers this kind
            schema.put("allOf", choices);
        }
        return schema;
    }

    /** Returns the schema of the engine, which is optional. */
    Map<String, Object> engine() {
        Map<String, Object> schema = map("type", List.of("object", "null"));
        schema.put("properties", map("type", type(EngineType.KIND, List.of(EnginePlanner.AUTO))));
        Map<String, Object> all = map("type", true);
        catalogue
                .types(EngineType.KIND)
                .forEach(
                        e ->
                                all.putAll(
                                        SettingSchema.properties(
                                                e.type().descriptor().settings())));
        Map<String, Object> auto =
                map("if", map("properties", map("type", map("const", EnginePlanner.AUTO))));
        auto.put("then", closed(all, List.of()));
        List<Object> choices = new ArrayList<>(choices(EngineType.KIND, Set.of()));
        choices.add(auto);
        schema.put("allOf", choices);
        return schema;
    }

    /** Returns the schema of the name of a type. */
    Map<String, Object> type(Kind kind, List<String> more) {
        Set<String> names = new LinkedHashSet<>(more);
        names.addAll(catalogue.names(kind));
        Map<String, Object> known = map("enum", List.copyOf(names));
        Map<String, Object> qualified = map("type", "string");
        qualified.put(
                "pattern",
                "^(" + String.join("|", plugins(kind)) + ")/[a-z][a-z0-9_-]*" + VERSIONS);
        Map<String, Object> versioned = map("type", "string");
        versioned.put(
                "pattern", "^(" + String.join("|", catalogue.names(kind)) + ")" + RANGE + "$");
        return map("anyOf", List.of(known, qualified, versioned, SettingSchema.VARIABLE));
    }

    private List<String> plugins(Kind kind) {
        return catalogue.types(kind).stream().map(e -> e.plugin().name()).distinct().toList();
    }

    private List<Object> choices(Kind kind, Set<String> common) {
        Map<String, List<Entry>> byName = new LinkedHashMap<>();
        for (Entry entry : catalogue.types(kind)) {
            byName.computeIfAbsent(entry.type().descriptor().name(), n -> new ArrayList<>())
                    .add(entry);
        }
        List<Object> choices = new ArrayList<>();
        byName.forEach(
                (name, entries) -> {
                    Set<String> plugins = new LinkedHashSet<>();
                    entries.forEach(e -> plugins.add(e.plugin().name()));
                    for (String plugin : plugins) {
                        // of several versions the first is the newest, and the one that is used
                        Entry entry =
                                entries.stream()
                                        .filter(e -> e.plugin().name().equals(plugin))
                                        .findFirst()
                                        .orElseThrow();
                        String prefix = "^(" + plugin + "/)" + (plugins.size() == 1 ? "?" : "");
                        choices.add(
                                choice(
                                        prefix + name + VERSIONS,
                                        entry.type().descriptor(),
                                        common));
                    }
                });
        return choices;
    }

    private static Map<String, Object> choice(
            String pattern, TypeDescriptor descriptor, Set<String> common) {
        Map<String, Object> named = map("type", "string");
        named.put("pattern", pattern);
        Map<String, Object> condition = map("properties", map("type", named));
        condition.put("required", List.of("type"));
        Map<String, Object> properties = map("type", true);
        common.forEach(key -> properties.put(key, true));
        for (Setting<?> setting : descriptor.settings()) {
            properties.putIfAbsent(setting.name(), SettingSchema.of(setting));
        }
        List<String> required = SettingSchema.required(descriptor.settings());
        List<Object> elsewhere = elsewhere(common);
        Map<String, Object> then = closed(properties, elsewhere.isEmpty() ? required : List.of());
        if (!required.isEmpty() && !elsewhere.isEmpty()) {
            elsewhere.add(0, map("required", required));
            then.put("anyOf", elsewhere);
        }
        then.put("description", descriptor.summary());
        Map<String, Object> choice = map("if", condition);
        choice.put("then", then);
        return choice;
    }

    /** A node may omit keys that it takes from another node, which one of these keys names. */
    private static List<Object> elsewhere(Set<String> common) {
        List<Object> keys = new ArrayList<>();
        for (Setting<?> key : List.of(CoreSettings.SAME_AS, CoreSettings.PACKAGE)) {
            if (common.contains(key.name())) {
                keys.add(map("required", List.of(key.name())));
            }
        }
        return keys;
    }

    private static Map<String, Object> closed(
            Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = map("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
