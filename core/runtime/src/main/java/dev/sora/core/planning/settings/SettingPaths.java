// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves the paths in raw settings against the manifest's folder. */
final class SettingPaths {

    private final Path folder;

    SettingPaths(Path folder) {
        this.folder = folder;
    }

    /** Replaces every path among the values, and adds every path that has a default. */
    void makeAbsolute(List<Setting<?>> described, Map<String, Object> raw) {
        for (Setting<?> setting : described) {
            Object given =
                    raw.containsKey(setting.name())
                            ? raw.get(setting.name())
                            : setting.fallback().orElse(null);
            if (given != null && holdsPath(setting.type())) {
                raw.put(setting.name(), absolute(setting.type(), given));
            }
        }
    }

    private static boolean holdsPath(SettingType type) {
        if (type instanceof SettingType.ListOf list) {
            return holdsPath(list.element());
        }
        if (type instanceof SettingType.MapOf map) {
            return holdsPath(map.element());
        }
        if (type instanceof SettingType.Group group) {
            return group.settings().stream().anyMatch(s -> holdsPath(s.type()));
        }
        if (type instanceof SettingType.AnyOf any) {
            return any.choices().stream().anyMatch(SettingPaths::holdsPath);
        }
        return type instanceof SettingType.FilePath;
    }

    /** Converts the paths in a raw value and leaves the rest unchanged. */
    private @Nullable Object absolute(SettingType type, @Nullable Object raw) {
        if (raw == null) {
            // a key without a value is reported by the check of the settings
            return null;
        }
        if (type instanceof SettingType.FilePath) {
            return absolutePath(raw);
        }
        if (type instanceof SettingType.ListOf list && holdsPath(list.element())) {
            if (!(raw instanceof List<?> items)) {
                return absolute(list.element(), raw);
            }
            List<Object> changed = new ArrayList<>();
            items.forEach(item -> changed.add(absolute(list.element(), item)));
            return changed;
        }
        if (raw instanceof Map<?, ?> map) {
            Map<String, Object> changed = new LinkedHashMap<>();
            map.forEach((k, v) -> changed.put(String.valueOf(k), inMapping(type, k, v)));
            return changed;
        }
        if (type instanceof SettingType.AnyOf any) {
            boolean word =
                    any.choices().stream()
                            .anyMatch(
                                    c ->
                                            c instanceof SettingType.Choice choice
                                                    && choice.words().contains(raw));
            boolean path = any.choices().stream().anyMatch(SettingType.FilePath.class::isInstance);
            return path && !word ? absolutePath(raw) : raw;
        }
        return raw;
    }

    private @Nullable Object inMapping(SettingType type, Object key, @Nullable Object value) {
        if (type instanceof SettingType.MapOf map) {
            return absolute(map.element(), value);
        }
        if (type instanceof SettingType.Group group) {
            return group.settings().stream()
                    .filter(s -> s.name().equals(key) && holdsPath(s.type()))
                    .findFirst()
                    .map(s -> absolute(s.type(), value))
                    .orElse(value);
        }
        return value;
    }

    private Object absolutePath(Object raw) {
        try {
            if (raw instanceof Path path) {
                return folder.resolve(path).normalize();
            }
            return raw instanceof String text && !text.isBlank()
                    ? folder.resolve(text).normalize()
                    : raw;
        } catch (InvalidPathException e) {
            return raw;
        }
    }
}
