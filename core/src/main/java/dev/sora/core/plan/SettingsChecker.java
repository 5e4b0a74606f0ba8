// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingProblem;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads settings by their description and gives what is wrong its place in the manifest. */
final class SettingsChecker {

    private final Path folder;
    private final PlanProblems problems;

    SettingsChecker(Path folder, PlanProblems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /**
     * Reads settings.
     *
     * @param section where they stand
     * @param common keys of the section that are not the type's
     * @param described what the type accepts
     */
    Settings read(Section section, List<String> common, List<Setting<?>> described) {
        Map<String, Object> raw = new LinkedHashMap<>(section.without(common));
        for (Setting<?> setting : described) {
            Object given =
                    raw.containsKey(setting.name())
                            ? raw.get(setting.name())
                            : setting.fallback().orElse(null);
            if (given != null && holdsPath(setting.type())) {
                raw.put(setting.name(), absolute(setting.type(), given));
            }
        }
        List<SettingProblem> found = new ArrayList<>();
        Settings settings = Settings.read(described, raw, found);
        found.forEach(problem -> add(section.path(), common, problem));
        return settings;
    }

    private void add(String path, List<String> common, SettingProblem problem) {
        String at = path.isEmpty() ? problem.path() : path + "." + problem.path();
        int cut = at.lastIndexOf('.');
        String key = at.substring(cut + 1);
        String parent = cut < 0 ? "" : at.substring(0, cut);
        switch (problem.kind()) {
            case UNKNOWN -> {
                List<String> known = new ArrayList<>(parent.equals(path) ? common : List.of());
                if (!problem.needs().isEmpty()) {
                    known.addAll(List.of(problem.needs().split(", ")));
                }
                Section.unknownKey(parent, key, known, problems);
            }
            case MISSING -> missing(parent, key, problem.needs(), problems);
            case TYPE ->
                    problems.at(
                            at,
                            ManifestCode.WRONG_VALUE
                                    .problem("'%s' has a value of another type".formatted(at))
                                    .needs(problem.needs())
                                    .have(problem.have()));
            case RANGE ->
                    problems.at(
                            at,
                            ManifestCode.OUT_OF_RANGE
                                    .problem("'%s' has a value that is not allowed".formatted(at))
                                    .needs(problem.needs())
                                    .have(problem.have())
                                    .fix(suggestion(problem)));
        }
    }

    private String suggestion(SettingProblem problem) {
        String choices = "one of ";
        if (!problem.needs().startsWith(choices)) {
            return "";
        }
        List<String> words = List.of(problem.needs().substring(choices.length()).split(", "));
        return problems.didYouMean(problem.have().replace("'", ""), words, "");
    }

    /** Notes a key that must be there. */
    static void missing(String path, String key, String needs, PlanProblems problems) {
        problems.atKey(
                path,
                ManifestCode.MISSING_KEY
                        .problem(
                                path.isEmpty()
                                        ? "the manifest has no '%s'".formatted(key)
                                        : "'%s' needs '%s'".formatted(path, key))
                        .needs(needs)
                        .fix("add '%s: …'".formatted(key)));
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
            return any.choices().stream().anyMatch(SettingsChecker::holdsPath);
        }
        return type instanceof SettingType.FilePath;
    }

    /** Makes the paths in a raw value absolute and leaves all else as it is. */
    private Object absolute(SettingType type, Object raw) {
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

    private Object inMapping(SettingType type, Object key, Object value) {
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
