// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.host.Catalogue.Entry;
import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.engine.EngineType;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans the engine. With {@code auto} the choice depends on the machine, so settings that only
 * another installed engine knows are let pass.
 */
final class EnginePlanner {

    static final String AUTO = "auto";

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final PluginCalls calls;
    private final PlanProblems problems;

    EnginePlanner(
            TypeFinder types, SettingsChecker settings, PluginCalls calls, PlanProblems problems) {
        this.types = types;
        this.settings = settings;
        this.calls = calls;
        this.problems = problems;
    }

    Optional<Planned<EngineType>> plan(Section manifest) {
        Optional<Section> section =
                manifest.section("engine", "the engine's type and settings", problems);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Object type = section.get().values().getOrDefault("type", AUTO);
        boolean auto = AUTO.equals(type);
        Optional<Found> found =
                auto ? best(section.get()) : types.find(EngineType.KIND, section.get());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Section own = auto ? withoutForeign(section.get(), found.get()) : section.get();
        Settings read =
                settings.read(own, List.of("type"), found.get().type().descriptor().settings());
        return Optional.of(
                new Planned<>(
                        "engine", (EngineType) found.get().type(), found.get().plugin(), read));
    }

    private Optional<Found> best(Section section) {
        List<Entry> engines = new ArrayList<>(types.catalogue().types(EngineType.KIND));
        engines.sort(
                Comparator.comparing((Entry e) -> types.catalogue().prefers(e.plugin()))
                        .thenComparing(e -> ((EngineType) e.type()).preference())
                        .reversed());
        List<String> obstacles = new ArrayList<>();
        for (Entry entry : engines) {
            Found found = new Found(entry.type(), entry.plugin());
            Optional<Optional<Problem>> obstacle =
                    calls.call(found, section.path(), ((EngineType) entry.type())::obstacle);
            if (obstacle.isPresent() && obstacle.get().isEmpty()) {
                return Optional.of(found);
            }
            obstacle.flatMap(o -> o)
                    .ifPresent(
                            o ->
                                    obstacles.add(
                                            entry.type().descriptor().name() + ": " + o.message()));
        }
        problems.at(
                section.path(),
                ManifestCode.NO_ENGINE
                        .problem(
                                engines.isEmpty()
                                        ? "no engine is installed"
                                        : "no installed engine can run on this machine")
                        .have(String.join("; ", obstacles))
                        .fix("install an engine; 'sora doctor' shows what is found"));
        return Optional.empty();
    }

    private Section withoutForeign(Section section, Found chosen) {
        Map<String, Object> kept = new LinkedHashMap<>(section.values());
        kept.keySet()
                .removeIf(
                        key ->
                                !knows(chosen.type().descriptor().settings(), key)
                                        && types.catalogue().types(EngineType.KIND).stream()
                                                .anyMatch(
                                                        e ->
                                                                knows(
                                                                        e.type()
                                                                                .descriptor()
                                                                                .settings(),
                                                                        key)));
        return new Section(section.path(), kept);
    }

    private static boolean knows(List<Setting<?>> settings, String key) {
        return settings.stream().anyMatch(s -> s.name().equals(key));
    }
}
