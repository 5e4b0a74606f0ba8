// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.Catalogue.Entry;
import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.engine.EngineType;
import dev.sora.plugin.SoraType;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans the engine: the one that the manifest names or, for a package, one that can run here. With
 * {@code auto} the choice depends on the machine, so settings that only another installed engine
 * knows are accepted.
 */
public final class EnginePlanner {

    public static final String AUTO = "auto";

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final PluginCalls calls;
    private final boolean starts;
    private final PlanProblems problems;
    private final List<String> passedOver = new ArrayList<>();

    /**
     * Creates a planner.
     *
     * @param starts whether an engine that the manifest names must be able to start on this
     *     machine; otherwise, as for a package, another one replaces it
     */
    EnginePlanner(
            TypeFinder types,
            SettingsChecker settings,
            PluginCalls calls,
            boolean starts,
            PlanProblems problems) {
        this.types = types;
        this.settings = settings;
        this.calls = calls;
        this.starts = starts;
        this.problems = problems;
    }

    Optional<ResolvedType<EngineType>> plan(Section manifest) {
        Optional<Section> section =
                manifest.values().get("engine") == null
                        ? Optional.of(new Section("engine", Map.of()))
                        : Section.typed(
                                "engine",
                                manifest.values().get("engine"),
                                "the engine's type and settings",
                                problems);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        if (!starts) {
            return ofPackage(section.get());
        }
        Object type = section.get().values().getOrDefault("type", AUTO);
        boolean auto = AUTO.equals(type);
        Optional<Found> found =
                auto ? best(section.get()) : types.find(EngineType.KIND, section.get());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!auto) {
            checkStart(section.get(), found.get());
        }
        Section own = auto ? withoutForeign(section.get(), found.get()) : section.get();
        return Optional.of(
                resolved(
                        found.get(),
                        settings.read(
                                own, List.of("type"), found.get().type().descriptor().settings())));
    }

    /**
     * Plans the engine of a package: that of the training, with its settings, if it can run here,
     * because another run of this process may have started it; otherwise the best that can run, and
     * without settings, which belong to another machine. Engines change no prediction but in the
     * last digits. If none can run, that of the training is planned, and its start fails.
     */
    private Optional<ResolvedType<EngineType>> ofPackage(Section section) {
        int before = problems.count();
        boolean auto = AUTO.equals(section.values().getOrDefault("type", AUTO));
        Optional<Found> trained = auto ? best(section) : types.find(EngineType.KIND, section);
        Optional<Settings> own = trained.flatMap(found -> knownSettings(section, found));
        boolean runs =
                own.isPresent()
                        && obstacle(section, trained.get()).isEmpty()
                        && problems.count() == before;
        problems.backTo(before);
        if (runs) {
            return Optional.of(resolved(trained.get(), own.get()));
        }
        Section bare = new Section(section.path(), Map.of());
        Optional<Found> found = best(bare);
        if (found.isEmpty() && trained.isPresent()) {
            problems.backTo(before);
            found = trained;
        }
        return found.flatMap(
                engine -> knownSettings(bare, engine).map(none -> resolved(engine, none)));
    }

    /** Returns the settings that an engine knows; empty if a value is not valid for it. */
    private Optional<Settings> knownSettings(Section section, Found found) {
        List<Setting<?>> described = found.type().descriptor().settings();
        Map<String, Object> known = new LinkedHashMap<>(section.values());
        known.keySet().removeIf(key -> !knows(described, key));
        return settings.readIfValid(new Section(section.path(), known), List.of(), described);
    }

    private static ResolvedType<EngineType> resolved(Found found, Settings settings) {
        return new ResolvedType<>("engine", (EngineType) found.type(), found.plugin(), settings);
    }

    /**
     * Returns why {@code auto} passed over engines of a higher preference, one line for each; empty
     * if it did not, or the manifest names the engine.
     */
    List<String> passedOver() {
        return passedOver;
    }

    /** Reports before data is read what the start of the engine would report after it. */
    private void checkStart(Section section, Found found) {
        obstacle(section, found).ifPresent(problem -> problems.at(section.path("type"), problem));
    }

    private Optional<Problem> obstacle(Section section, Found found) {
        EngineType type = (EngineType) found.type();
        // what is wrong with the settings is reported when they are read
        Optional<Settings> own =
                settings.readIfValid(
                        withoutForeign(section, found),
                        List.of("type"),
                        type.descriptor().settings());
        return calls.call(
                        found,
                        section.path(),
                        () -> own.isPresent() ? type.obstacle(own.get()) : type.obstacle())
                .flatMap(obstacle -> obstacle);
    }

    private Optional<Found> best(Section section) {
        List<Entry> engines = new ArrayList<>(types.catalogue().types(EngineType.KIND));
        engines.sort(
                Comparator.comparing((Entry e) -> types.catalogue().prefers(e.plugin()))
                        .thenComparing(e -> ((EngineType) e.type()).preference())
                        .reversed());
        String remedy = "install an engine; 'sora doctor' shows what is found";
        for (Entry entry : engines) {
            Found found = new Found(entry.type(), entry.plugin());
            int before = problems.count();
            Optional<Problem> why = obstacle(section, found);
            if (why.isEmpty() && problems.count() == before) {
                return Optional.of(found);
            }
            if (why.isPresent()) {
                passedOver.add(entry.type().descriptor().name() + ": " + why.get().message());
                // the least preferred engine is the one that runs on most machines
                remedy = why.get().fix().isEmpty() ? remedy : why.get().fix();
            }
        }
        problems.at(
                section.path(),
                ManifestCode.NO_ENGINE
                        .problem(
                                engines.isEmpty()
                                        ? "no engine is installed"
                                        : "no installed engine can run on this machine")
                        .have(String.join("; ", passedOver))
                        .fix(remedy));
        return Optional.empty();
    }

    /** Leaves out settings, and values of settings, that only another engine takes. */
    private Section withoutForeign(Section section, Found chosen) {
        Map<String, Object> kept = new LinkedHashMap<>(section.values());
        kept.keySet()
                .removeIf(
                        key ->
                                types.catalogue().types(EngineType.KIND).stream()
                                        .anyMatch(
                                                e ->
                                                        onlyTakes(
                                                                section,
                                                                key,
                                                                e.type(),
                                                                chosen.type())));
        return new Section(section.path(), kept);
    }

    /** Returns whether one engine knows a setting, or takes its value, and the other does not. */
    private boolean onlyTakes(Section section, String key, SoraType one, SoraType other) {
        return knows(other.descriptor().settings(), key)
                ? takes(section, key, one) && !takes(section, key, other)
                : knows(one.descriptor().settings(), key);
    }

    private boolean takes(Section section, String key, SoraType type) {
        List<Setting<?>> own =
                type.descriptor().settings().stream().filter(s -> s.name().equals(key)).toList();
        Map<String, Object> alone = Collections.singletonMap(key, section.values().get(key));
        return !own.isEmpty()
                && settings.readIfValid(new Section(section.path(), alone), List.of(), own)
                        .isPresent();
    }

    private static boolean knows(List<Setting<?>> settings, String key) {
        return settings.stream().anyMatch(s -> s.name().equals(key));
    }
}
