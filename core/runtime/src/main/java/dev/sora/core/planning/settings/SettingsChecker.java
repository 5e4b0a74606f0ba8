// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.data.TextForm;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingProblem;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads settings by their descriptions and adds the place in the manifest to their problems. */
public final class SettingsChecker {

    private final SettingPaths paths;
    private final SettingTexts texts;
    private final PlanProblems problems;

    public SettingsChecker(Path folder, PlanProblems problems) {
        this(new SettingPaths(folder), new SettingTexts(TextForm.NONE), problems);
    }

    private SettingsChecker(SettingPaths paths, SettingTexts texts, PlanProblems problems) {
        this.paths = paths;
        this.texts = texts;
        this.problems = problems;
    }

    /** Returns a checker that normalises strings, for settings that are compared with data. */
    public SettingsChecker inForm(TextForm form) {
        return new SettingsChecker(paths, new SettingTexts(form), problems);
    }

    /**
     * Reads settings.
     *
     * @param section the section that contains them
     * @param common keys of the section that do not belong to the type
     * @param described the settings that the type accepts
     */
    public Settings read(Section section, List<String> common, List<Setting<?>> described) {
        return read(section, common, described, Map.of());
    }

    /**
     * Reads settings.
     *
     * @param elsewhere keys that users may expect here but that belong elsewhere
     */
    public Settings read(
            Section section,
            List<String> common,
            List<Setting<?>> described,
            Map<String, String> elsewhere) {
        Map<String, Object> raw = new LinkedHashMap<>(section.without(common));
        paths.makeAbsolute(described, raw);
        texts.bring(described, raw);
        List<SettingProblem> found = new ArrayList<>();
        Settings settings = Settings.read(described, raw, found);
        Set<String> meant = meant(found);
        for (SettingProblem problem : found) {
            boolean misspelt =
                    problem.kind() == SettingProblem.Kind.MISSING && meant.contains(problem.path());
            if (!misspelt) {
                add(section, common, described, elsewhere, problem);
            }
        }
        return settings;
    }

    /** Reads settings and reports nothing; empty if something is wrong with them. */
    public Optional<Settings> readIfValid(
            Section section, List<String> common, List<Setting<?>> described) {
        Map<String, Object> raw = new LinkedHashMap<>(section.without(common));
        paths.makeAbsolute(described, raw);
        texts.bring(described, raw);
        List<SettingProblem> found = new ArrayList<>();
        Settings settings = Settings.read(described, raw, found);
        return found.isEmpty() ? Optional.of(settings) : Optional.empty();
    }

    /** Reads some keys of core from a section; other keys are left to other readers. */
    public Settings own(Section section, List<Setting<?>> described) {
        Map<String, Object> only = new LinkedHashMap<>(section.values());
        only.keySet().retainAll(described.stream().map(Setting::name).toList());
        return read(new Section(section.path(), only), List.of(), described);
    }

    /** Returns the paths of settings that are present under a misspelt name. */
    private Set<String> meant(List<SettingProblem> found) {
        Set<String> meant = new HashSet<>();
        for (SettingProblem problem : found) {
            if (problem.kind() == SettingProblem.Kind.UNKNOWN) {
                String prefix = problem.path().substring(0, problem.path().lastIndexOf('.') + 1);
                problems.nearest(key(problem.path()), List.of(problem.needs().split(", ")))
                        .ifPresent(name -> meant.add(prefix + name));
            }
        }
        return meant;
    }

    private static String key(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private void add(
            Section section,
            List<String> common,
            List<Setting<?>> described,
            Map<String, String> elsewhere,
            SettingProblem problem) {
        String path = section.path();
        String at = path.isEmpty() ? problem.path() : path + "." + problem.path();
        String key = key(at);
        String parent = at.substring(0, Math.max(0, at.lastIndexOf('.')));
        switch (problem.kind()) {
            case UNKNOWN -> {
                boolean own = parent.equals(path);
                Section.unknownKey(
                        parent,
                        key,
                        problem.needs().isEmpty()
                                ? List.of()
                                : List.of(problem.needs().split(", ")),
                        own ? common : List.of(),
                        own ? elsewhere : Map.of(),
                        own ? section.values().keySet() : List.of(),
                        problems);
            }
            case MISSING -> missing(parent, key, problem.needs(), problems);
            case TYPE ->
                    problems.at(
                            at,
                            ManifestCode.WRONG_VALUE
                                    .problem("'%s' has a value of another type".formatted(at))
                                    .needs(problem.needs())
                                    .have(problem.have())
                                    .fix(
                                            SettingRemedies.spelling(
                                                    problem,
                                                    isOptional(described, problem),
                                                    problems.isVariable(at))));
            case RANGE ->
                    problems.at(
                            at,
                            ManifestCode.OUT_OF_RANGE
                                    .problem("'%s' has a value that is not allowed".formatted(at))
                                    .needs(problem.needs())
                                    .have(problem.have())
                                    .fix(SettingRemedies.word(problem, problems)));
        }
    }

    private static boolean isOptional(List<Setting<?>> described, SettingProblem problem) {
        return described.stream().anyMatch(s -> s.name().equals(problem.path()) && !s.isRequired());
    }

    /** Adds a problem for a required key that is missing. */
    public static void missing(String path, String key, String needs, PlanProblems problems) {
        missing(path, key, needs, key + ": …", problems);
    }

    /** Adds a problem for a required key that is missing, with what to write. */
    public static void missing(
            String path, String key, String needs, String line, PlanProblems problems) {
        missingWith(path, key, needs, problems.give(at(path, key), line), problems);
    }

    /** Adds a problem for a required key that is missing, with a remedy. */
    public static void missingWith(
            String path, String key, String needs, String remedy, PlanProblems problems) {
        String at = at(path, key);
        boolean empty = problems.isGiven(at);
        problems.atKey(
                empty ? at : path,
                ManifestCode.MISSING_KEY
                        .problem(
                                empty
                                        ? "'%s' has no value".formatted(at)
                                        : !path.isEmpty()
                                                ? "'%s' needs '%s'".formatted(path, key)
                                                : CoreSettings.SECTIONS.contains(key)
                                                        ? "the manifest has no '%s'".formatted(key)
                                                        : "the %s needs '%s'"
                                                                .formatted(problems.whole(), key))
                        .needs(needs)
                        .fix(remedy));
    }

    private static String at(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
