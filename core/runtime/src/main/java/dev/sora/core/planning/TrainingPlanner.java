// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.Finding;
import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.BatchPlan;
import dev.sora.core.plan.CheckpointPlan;
import dev.sora.core.plan.OrderPlan;
import dev.sora.core.plan.PlannedProcedure;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.RootKeys;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TrainingKeys;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.ScheduleType;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.procedure.ProcedureType;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the training. The default optimiser is {@code adam}. */
final class TrainingPlanner {

    static final String DEFAULT_OPTIMISER = "adam";
    private static final String DEFAULT_EVERY = TrainingKeys.EVERY.fallback().orElseThrow();
    private static final long DEFAULT_KEEP = TrainingKeys.KEEP.fallback().orElseThrow();

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final PlanProblems problems;

    TrainingPlanner(TypeFinder types, SettingsChecker settings, PlanProblems problems) {
        this.types = types;
        this.settings = settings;
        this.problems = problems;
    }

    /**
     * Plans the training.
     *
     * @param monitors the metrics that early stopping may monitor
     * @param orders plans the order of minibatches
     * @param procedures plans the procedure; empty if the graph has problems
     */
    Optional<TrainingPlan> plan(
            Section manifest,
            Monitors monitors,
            OrderPlanner orders,
            Optional<ProcedurePlanner> procedures) {
        Optional<Section> section =
                manifest.section("training", "optimiser, epochs and so on", problems);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Section training = section.get();
        Optional<ResolvedType<OptimiserType>> optimiser = optimiser(training);
        Map<String, String> elsewhere = RootKeys.belowTraining();
        optimiser.ifPresent(
                o ->
                        o.type()
                                .descriptor()
                                .settings()
                                .forEach(s -> elsewhere.put(s.name(), "optimiser." + s.name())));
        Settings read = settings.read(training, RootKeys.TYPED, TrainingKeys.TRAINING, elsewhere);
        Optional<ResolvedType<ScheduleType>> schedule =
                training.values().get("schedule") == null
                        ? Optional.empty()
                        : typed(ScheduleType.KIND, training, "schedule", ScheduleType.class);
        Optional<OrderPlan> order =
                training.values().get("order") == null
                        ? Optional.empty()
                        : orders.plan(training, read.find(TrainingKeys.SHUFFLE).orElse(true));
        Optional<ResolvedType<ProcedureType>> typedProcedure =
                training.values().get("procedure") == null
                        ? Optional.empty()
                        : typed(ProcedureType.KIND, training, "procedure", ProcedureType.class);
        Map<String, ResolvedType<OptimiserType>> ofParts = optimisers(training);
        Optional<PlannedProcedure> procedure =
                optimiser.flatMap(
                        o ->
                                typedProcedure.flatMap(
                                        p ->
                                                procedures.flatMap(
                                                        planner -> planner.plan(p, ofParts, o))));
        Optional<EarlyStopping> stopping =
                read.find(TrainingKeys.EARLY_STOPPING).flatMap(s -> stopping(s, monitors));
        Optional<CheckpointPlan> checkpoint = checkpoint(training, read);
        boolean complete =
                TrainingKeys.TRAINING.stream()
                        .allMatch(s -> s.fallback().isEmpty() || read.find(s).isPresent());
        return optimiser.isEmpty() || checkpoint.isEmpty() || !complete
                ? Optional.empty()
                : Optional.of(
                        plan(
                                optimiser.get(),
                                schedule,
                                batches(read, order),
                                read,
                                stopping,
                                checkpoint.get(),
                                procedure));
    }

    private static TrainingPlan plan(
            ResolvedType<OptimiserType> optimiser,
            Optional<ResolvedType<ScheduleType>> schedule,
            BatchPlan batches,
            Settings read,
            Optional<EarlyStopping> stopping,
            CheckpointPlan checkpoint,
            Optional<PlannedProcedure> procedure) {
        return new TrainingPlan(
                optimiser,
                schedule,
                CoreSettings.toInt(read.get(TrainingKeys.EPOCHS)),
                batches,
                read.find(TrainingKeys.CLIP_NORM),
                read.find(TrainingKeys.AVERAGE).map(TrainingPlanner::decay),
                stopping,
                checkpoint,
                procedure);
    }

    /** Plans the optimisers of single parts of the procedure. */
    private Map<String, ResolvedType<OptimiserType>> optimisers(Section training) {
        Map<String, ResolvedType<OptimiserType>> optimisers = new LinkedHashMap<>();
        Optional<Section> section =
                training.section("optimisers", "an optimiser for each part", problems);
        if (section.isEmpty() || section.get().values().isEmpty()) {
            return optimisers;
        }
        if (training.values().get("procedure") == null) {
            problems.atKey(
                    training.path("optimisers"),
                    ManifestCode.PROCEDURE
                            .problem("'optimisers' belong to the parts of a procedure")
                            .have("no training.procedure")
                            .fix("use 'optimiser' for all weights, or add a procedure"));
            return optimisers;
        }
        for (String part : section.get().values().keySet()) {
            typed(OptimiserType.KIND, section.get(), part, OptimiserType.class)
                    .ifPresent(o -> optimisers.put(part, o));
        }
        return optimisers;
    }

    private static double decay(Settings average) {
        return average.find(TrainingKeys.DECAY)
                .orElseGet(() -> TrainingKeys.DECAY.fallback().orElseThrow());
    }

    private static BatchPlan batches(Settings read, Optional<OrderPlan> order) {
        return new BatchPlan(
                CoreSettings.toInt(read.get(TrainingKeys.BATCH_SIZE)),
                CoreSettings.toInt(read.get(TrainingKeys.EVALUATION_BATCH_SIZE)),
                read.get(TrainingKeys.SHUFFLE),
                read.get(TrainingKeys.GROUP_BY_LENGTH),
                read.get(TrainingKeys.DROP_LAST),
                order);
    }

    /** Returns when checkpoints are saved; empty if that is wrong, which adds a problem. */
    private Optional<CheckpointPlan> checkpoint(Section training, Settings read) {
        Optional<Settings> given = read.find(TrainingKeys.CHECKPOINT);
        Optional<Long> shorthand = read.find(TrainingKeys.CHECKPOINTS);
        if (shorthand.isPresent() && training.has(TrainingKeys.CHECKPOINT.name())) {
            problems.at(
                    training.path(TrainingKeys.CHECKPOINTS.name()),
                    ManifestCode.OUT_OF_RANGE
                            .problem("'training.checkpoint' already states how many are kept")
                            .needs("'checkpoint', or the older 'checkpoints'")
                            .have("both")
                            .fix(
                                    "remove 'checkpoints', and write 'keep: %d' into 'checkpoint'"
                                            .formatted(shorthand.get())));
            return Optional.empty();
        }
        String every = given.flatMap(g -> g.find(TrainingKeys.EVERY)).orElse(DEFAULT_EVERY);
        long keep =
                shorthand
                        .or(() -> given.flatMap(g -> g.find(TrainingKeys.KEEP)))
                        .orElse(DEFAULT_KEEP);
        Optional<CheckpointPlan> plan = CheckpointPlan.read(every, CoreSettings.toInt(keep));
        if (plan.isEmpty()) {
            problems.at(
                    training.path(TrainingKeys.CHECKPOINT.name()) + "." + TrainingKeys.EVERY.name(),
                    ManifestCode.OUT_OF_RANGE
                            .problem("'training.checkpoint.every' is not an interval")
                            .needs(CheckpointPlan.FORMS)
                            .have("'" + every + "'")
                            .fix("write 'every: 500 steps' or 'every: 5 min'"));
        }
        return plan;
    }

    /** Plans an optimiser from a section with its type and settings. */
    Optional<ResolvedType<OptimiserType>> planOptimiser(Section section) {
        return typed(OptimiserType.KIND, section, OptimiserType.class);
    }

    private Optional<ResolvedType<OptimiserType>> optimiser(Section training) {
        if (training.values().get("optimiser") != null) {
            return typed(OptimiserType.KIND, training, "optimiser", OptimiserType.class);
        }
        Finding adam = types.catalogue().find(OptimiserType.KIND, DEFAULT_OPTIMISER);
        if (adam instanceof Found) {
            Section section =
                    new Section(training.path("optimiser"), Map.of("type", DEFAULT_OPTIMISER));
            return typed(OptimiserType.KIND, section, OptimiserType.class);
        }
        String names = String.join(", ", types.catalogue().names(OptimiserType.KIND));
        boolean none = training.values().isEmpty();
        String path = none ? "" : "training";
        String key = none ? "training" : "optimiser";
        if (names.isEmpty()) {
            SettingsChecker.missingWith(
                    path,
                    key,
                    "an optimiser: no installed plugin offers one",
                    "look for a plugin that offers one: sora plugin search optimiser",
                    problems);
        } else {
            SettingsChecker.missing(
                    path,
                    key,
                    "an optimiser: " + names,
                    none ? "training: {optimiser: {type: …}}" : "optimiser: {type: …}",
                    problems);
        }
        return Optional.empty();
    }

    private <T extends SoraType> Optional<ResolvedType<T>> typed(
            Kind kind, Section training, String key, Class<T> type) {
        return Section.typed(
                        training.path(key),
                        training.values().get(key),
                        "the type and settings of " + TypeFinder.article(kind),
                        problems)
                .flatMap(section -> typed(kind, section, type));
    }

    private <T extends SoraType> Optional<ResolvedType<T>> typed(
            Kind kind, Section section, Class<T> type) {
        return types.find(kind, section)
                .map(
                        found ->
                                new ResolvedType<>(
                                        section.path(),
                                        type.cast(found.type()),
                                        found.plugin(),
                                        settings.read(
                                                section,
                                                List.of("type"),
                                                found.type().descriptor().settings())));
    }

    private static Optional<EarlyStopping> stopping(Settings read, Monitors monitors) {
        return monitors.find(read.find(TrainingKeys.MONITOR))
                .map(
                        monitor ->
                                new EarlyStopping(
                                        monitor.name(),
                                        monitor.higherIsBetter(),
                                        CoreSettings.toInt(
                                                read.find(TrainingKeys.PATIENCE).orElse(1L)),
                                        read.find(TrainingKeys.MIN_DELTA).orElse(0.0),
                                        read.find(TrainingKeys.RESTORE_BEST).orElse(true)));
    }
}
