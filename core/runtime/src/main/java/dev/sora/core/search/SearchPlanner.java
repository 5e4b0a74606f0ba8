// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.search.Space;
import dev.sora.search.StrategyType;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/** Checks a search file against the available types, and the manifests that follow from it. */
public final class SearchPlanner {

    private static final Setting<Long> VERSION =
            Setting.integer("search", "Version of the format; this Sora reads 1.")
                    .atLeast(1)
                    .atMost(1)
                    .required();
    private static final Setting<String> NAME =
            Setting.string("name", "Name of the search; that of the file if it is left out.");
    private static final Setting<Long> PARALLEL =
            Setting.integer("parallel", "How many trials are trained at the same time.")
                    .atLeast(1)
                    .atMost(256)
                    .orElse(1L);
    private static final Setting<Long> SEED =
            Setting.integer("seed", "Seed of the strategy.").large().orElse(0L);
    private static final Setting<Boolean> MANIFEST_FIRST =
            Setting.bool(
                            "manifest_first",
                            "Whether the first trial has the manifest's own values, if they are in"
                                    + " the space.")
                    .orElse(true);
    private static final Setting<Long> TRIALS =
            Setting.integer("trials", "How many trials are started.").atLeast(1).atMost(1_000_000);
    private static final Setting<String> TIME =
            Setting.string("time", "How long the search lasts: 90s, 5m, 1h30m.");

    private static final List<String> KEYS =
            List.of(
                    "search",
                    "name",
                    "manifest",
                    "set",
                    "space",
                    "goal",
                    "budget",
                    "parallel",
                    "strategy",
                    "seed",
                    "manifest_first");

    private final Catalogue catalogue;
    private final LongFunction<OptionalInt> threads;

    /**
     * Creates a planner.
     *
     * @param catalogue the types of manifests and strategies
     * @param cores the number of cores that parallel trials divide
     */
    public SearchPlanner(Catalogue catalogue, int cores) {
        this(
                catalogue,
                parallel ->
                        parallel == 1
                                ? OptionalInt.empty()
                                : OptionalInt.of((int) Math.max(1, cores / parallel)));
    }

    /**
     * Creates a planner.
     *
     * @param threads the threads of a trial, by the number of parallel trials; empty for those that
     *     its engine chooses
     */
    public SearchPlanner(Catalogue catalogue, LongFunction<OptionalInt> threads) {
        this.catalogue = catalogue;
        this.threads = threads;
    }

    /**
     * Plans a search.
     *
     * @throws dev.sora.problem.SoraException with the problems of the search file, or of the first
     *     manifest of its space that is invalid
     */
    public SearchPlan plan(Path file, Overrides overrides) {
        Manifest read = new ManifestReader().read(file, overrides);
        PlanProblems problems = new PlanProblems(read, "search");
        Section root = new Section("", read.tree());
        root.checkKeys(KEYS, Map.of("trials", "budget", "time", "budget"), problems);
        SettingsChecker settings = new SettingsChecker(read.folder(), problems);
        Settings own = settings.own(root, List.of(VERSION, NAME, PARALLEL, SEED, MANIFEST_FIRST));
        Optional<Space> space =
                root.section("space", "keys of the manifest", problems)
                        .flatMap(section -> new SpaceReader(problems).read(section));
        Budget budget = budget(root, settings, problems);
        for (String key : List.of("manifest", "goal")) {
            if (read.tree().get(key) == null) {
                SettingsChecker.missing("", key, key, problems);
            }
        }
        Optional<ResolvedType<StrategyType>> strategy = strategy(root, settings, problems);
        Map<String, Object> fixed = fixed(root, problems);
        problems.throwIfAny();
        Manifest base = TrialManifests.with(base(read, overrides), fixed);
        TrialManifests manifests =
                new TrialManifests(base, catalogue, threads.apply(own.get(PARALLEL)));
        Corners.Checked checked = Corners.check(space.orElseThrow(), manifests);
        Plan first = checked.first();
        List<Goal> goals = new GoalReader(problems).read(read.tree().get("goal"), first);
        new StrategyCheck(problems).check(strategy.orElseThrow(), space.get(), goals.size());
        problems.throwIfAny();
        if (strategy.get().type().branches()) {
            StrategyCheck.sameWeights(strategy.get(), space.get(), manifests);
        }
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        return new SearchPlan(
                own.find(NAME).orElse(stem),
                manifests,
                space.get(),
                goals,
                budget.trials,
                budget.time,
                own.get(PARALLEL).intValue(),
                strategy.get(),
                own.get(SEED),
                first.training().epochs(),
                own.get(MANIFEST_FIRST) && strategy.get().type().takesAnyTrial()
                        ? ManifestPoint.of(manifests, space.get())
                        : Optional.empty(),
                checked.files());
    }

    private record Budget(OptionalInt trials, Optional<Duration> time) {}

    private static Budget budget(Section root, SettingsChecker settings, PlanProblems problems) {
        Settings read =
                root.section("budget", "trials or time", problems)
                        .map(section -> settings.read(section, List.of(), List.of(TRIALS, TIME)))
                        .orElseGet(() -> Settings.of(List.of(TRIALS, TIME), Map.of()));
        Optional<String> text = read.find(TIME);
        Optional<Duration> time = text.flatMap(Span::of);
        if (text.isPresent() && time.isEmpty()) {
            problems.at(
                    "budget.time",
                    SearchCode.BUDGET
                            .problem("'%s' is not a span of time".formatted(text.get()))
                            .needs("hours, minutes and seconds")
                            .fix("write 90s, 5m or 1h30m"));
        } else if (time.isEmpty() && read.find(TRIALS).isEmpty()) {
            problems.atKey(
                    "budget",
                    SearchCode.BUDGET
                            .problem("nothing limits the search")
                            .needs("'trials', 'time' or both below 'budget'")
                            .fix("write budget: {trials: 20}, or {time: 10m}"));
        }
        return new Budget(
                read.find(TRIALS)
                        .map(n -> OptionalInt.of(n.intValue()))
                        .orElse(OptionalInt.empty()),
                time);
    }

    private Optional<ResolvedType<StrategyType>> strategy(
            Section root, SettingsChecker settings, PlanProblems problems) {
        Object value = root.values().getOrDefault("strategy", Map.of("type", "tpe"));
        return Section.typed("strategy", value, "the type and settings of a strategy", problems)
                .flatMap(
                        section ->
                                new TypeFinder(catalogue, problems)
                                        .find(StrategyType.KIND, section)
                                        .map(found -> resolved(section, found, settings)));
    }

    private static ResolvedType<StrategyType> resolved(
            Section section, Found found, SettingsChecker settings) {
        return new ResolvedType<>(
                section.path(),
                (StrategyType) found.type(),
                found.plugin(),
                settings.read(section, List.of("type"), found.type().descriptor().settings()));
    }

    /** Returns the values that differ from the manifest in every trial. */
    private static Map<String, Object> fixed(Section root, PlanProblems problems) {
        Map<String, Object> fixed =
                root.section("set", "keys of the manifest and their values", problems)
                        .map(Section::values)
                        .orElse(Map.of());
        SpaceReader.checkPaths("set", fixed.keySet(), problems);
        for (Map.Entry<String, Object> each : fixed.entrySet()) {
            if (!TrialManifests.isPath(each.getKey()) || each.getValue() == null) {
                problems.atKey(
                        "set." + each.getKey(),
                        SearchCode.PARAMETER
                                .problem(
                                        "'%s' is not the path of a key with a value"
                                                .formatted(each.getKey()))
                                .fix("write it like training.epochs: 5"));
            }
        }
        return fixed;
    }

    /** Returns the manifest of the search, which is in the search file or in its own. */
    private static Manifest base(Manifest read, Overrides overrides) {
        Overrides variables = new Overrides(List.of(), overrides.environment());
        Object value = read.tree().get("manifest");
        if (value instanceof String name) {
            return new ManifestReader().read(read.folder().resolve(name), variables);
        }
        return Inline.of(read, value);
    }
}
