// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

import dev.sora.problem.PathNames;
import dev.sora.setting.SettingProblem.Kind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts raw values to the types of settings and collects all problems. */
final class SettingReader {

    private final List<SettingProblem> problems;

    SettingReader(List<SettingProblem> problems) {
        this.problems = problems;
    }

    Map<String, Object> read(String prefix, List<Setting<?>> described, Map<String, ?> raw) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Setting<?> setting : described) {
            String path = prefix + setting.name();
            Object given = raw.get(setting.name());
            if (raw.containsKey(setting.name())) {
                convert(path, setting.type(), given)
                        .ifPresent(value -> values.put(setting.name(), value));
            } else if (setting.isRequired()) {
                problem(path, Kind.MISSING, SettingTypes.describe(setting.type()), "");
            } else {
                setting.fallback().ifPresent(value -> values.put(setting.name(), value));
            }
        }
        List<String> names = described.stream().map(Setting::name).toList();
        for (String key : raw.keySet()) {
            if (!names.contains(key)) {
                problem(prefix + key, Kind.UNKNOWN, String.join(", ", names), key);
            }
        }
        return values;
    }

    private Optional<Object> convert(String path, SettingType type, Object raw) {
        if (raw == null) {
            // within lists and mappings; as a string it would be the word null
            problem(path, Kind.TYPE, SettingTypes.describe(type), "nothing");
            return Optional.empty();
        }
        // one branch for each type; a new type fails at the cast in SettingTypes.describe
        if (type instanceof SettingType.IntegerType whole) {
            return whole(path, whole, raw);
        }
        if (type instanceof SettingType.NumberType real) {
            return real(path, real, raw);
        }
        if (type instanceof SettingType.BooleanType) {
            return raw instanceof Boolean ? Optional.of(raw) : wrongType(path, type, raw);
        }
        if (type instanceof SettingType.Choice choice) {
            String word = String.valueOf(raw);
            return choice.words().contains(word) ? Optional.of(word) : range(path, type, raw);
        }
        if (type instanceof SettingType.FilePath) {
            return path(path, type, raw);
        }
        if (type instanceof SettingType.ListOf list) {
            return list(path, list, raw);
        }
        if (type instanceof SettingType.MapOf map) {
            return map(path, map, raw);
        }
        if (type instanceof SettingType.Group group) {
            return group(path, group, raw);
        }
        if (type instanceof SettingType.AnyOf any) {
            return anyOf(path, any, raw);
        }
        return text(path, type, raw);
    }

    private Optional<Object> whole(String path, SettingType.IntegerType type, Object raw) {
        long value;
        if (raw instanceof Long || raw instanceof Integer) {
            value = ((Number) raw).longValue();
        } else if (raw instanceof Double real && real == Math.rint(real) && Math.abs(real) < 1e15) {
            value = real.longValue();
        } else {
            return wrongType(path, type, raw);
        }
        SettingType.IntegerType bounds = SettingTypes.bounded(type);
        boolean low = value < bounds.least().getAsLong();
        boolean high = value > bounds.most().getAsLong();
        if (!low && !high) {
            return Optional.of(value);
        }
        boolean implied = low ? type.least().isEmpty() : type.most().isEmpty();
        return range(path, implied ? bounds : type, raw);
    }

    private Optional<Object> real(String path, SettingType.NumberType type, Object raw) {
        if (!(raw instanceof Number number)) {
            return wrongType(path, type, raw);
        }
        double value = number.doubleValue();
        return SettingTypes.inRange(type, value) ? Optional.of(value) : range(path, type, raw);
    }

    private Optional<Object> text(String path, SettingType type, Object raw) {
        return raw instanceof Map || raw instanceof List
                ? wrongType(path, type, raw)
                : Optional.of(String.valueOf(raw));
    }

    private Optional<Object> path(String path, SettingType type, Object raw) {
        if (raw instanceof Path) {
            return Optional.of(raw);
        }
        if (!(raw instanceof String text) || text.isBlank()) {
            return wrongType(path, type, raw);
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            if (PathNames.isEncodable(text)) {
                return wrongType(path, type, raw);
            }
            problem(path, Kind.TYPE, PathNames.needs(), SettingTypes.describeValue(raw));
            return Optional.empty();
        }
    }

    private Optional<Object> list(String path, SettingType.ListOf type, Object raw) {
        if (!(raw instanceof List<?> items)) {
            if (type.expand().isEmpty()) {
                return wrongType(path, type, raw);
            }
            return convert(path, type.element(), raw)
                    .map(one -> Collections.nCopies(type.expand().getAsInt(), one));
        }
        if (type.expand().isPresent() && items.size() != type.expand().getAsInt()) {
            return range(path, type, raw);
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            convert(path + "[" + i + "]", type.element(), items.get(i)).ifPresent(values::add);
        }
        return Optional.of(List.copyOf(values));
    }

    private Optional<Object> map(String path, SettingType.MapOf type, Object raw) {
        if (!(raw instanceof Map<?, ?> entries)) {
            return wrongType(path, type, raw);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach(
                (key, value) ->
                        convert(path + "." + key, type.element(), value)
                                .ifPresent(v -> values.put(String.valueOf(key), v)));
        return Optional.of(Collections.unmodifiableMap(values));
    }

    private Optional<Object> group(String path, SettingType.Group type, Object raw) {
        if (raw instanceof Settings) {
            return Optional.of(raw);
        }
        if (!(raw instanceof Map<?, ?> entries)) {
            return wrongType(path, type, raw);
        }
        Map<String, Object> named = new LinkedHashMap<>();
        entries.forEach((key, value) -> named.put(String.valueOf(key), value));
        return Optional.of(Settings.read(path + ".", type.settings(), named, this));
    }

    private Optional<Object> anyOf(String path, SettingType.AnyOf type, Object raw) {
        for (SettingType choice : type.choices()) {
            List<SettingProblem> tried = new ArrayList<>();
            Optional<Object> value = new SettingReader(tried).convert(path, choice, raw);
            if (tried.isEmpty() && value.isPresent()) {
                return value;
            }
        }
        return wrongType(path, type, raw);
    }

    private Optional<Object> wrongType(String path, SettingType type, Object raw) {
        problem(path, Kind.TYPE, SettingTypes.describe(type), SettingTypes.describeValue(raw));
        return Optional.empty();
    }

    private Optional<Object> range(String path, SettingType type, Object raw) {
        problem(path, Kind.RANGE, SettingTypes.describe(type), SettingTypes.describeValue(raw));
        return Optional.empty();
    }

    private void problem(String path, Kind kind, String needs, String have) {
        problems.add(new SettingProblem(path, kind, needs, have));
    }
}
