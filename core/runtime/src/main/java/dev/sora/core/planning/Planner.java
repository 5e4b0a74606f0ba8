// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.Catalogue;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.planning.data.DataColumns;
import dev.sora.core.planning.data.SourcePlanner;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.data.TextForm;
import dev.sora.engine.EngineType;
import dev.sora.optimiser.OptimiserType;
import dev.sora.particle.State;
import dev.sora.problem.SoraException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a manifest against the available types and creates a plan from it.
 *
 * <p>It collects all problems before it throws, except those that only follow from others. Of the
 * data it reads at most the column names at the beginning of files, and it loads no native code.
 *
 * <p>A plan for training: {@code new Planner(catalogue).plan(manifest)}.
 */
public final class Planner {

    private final Catalogue catalogue;

    /** Creates a planner for the types of a catalogue. */
    public Planner(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Plans a manifest for training.
     *
     * @throws SoraException with all problems, in the order of the file
     */
    public Plan plan(Manifest manifest) {
        return new WholePlanner(catalogue, manifest, true, Optional.empty()).plan();
    }

    /**
     * Plans the manifest of a model package, whose data may no longer exist: sources that cannot be
     * planned are left out.
     *
     * @throws SoraException with all other problems
     */
    public Plan planWithoutData(Manifest manifest) {
        return planWithoutData(manifest, Map.of());
    }

    /**
     * Plans the manifest of a model package whose types have saved states.
     *
     * @param saved what its types saved, by node
     * @throws SoraException with all problems but those of sources
     */
    public Plan planWithoutData(Manifest manifest, Map<String, State> saved) {
        return new WholePlanner(catalogue, manifest, false, Optional.of(saved)).plan();
    }

    /**
     * Plans a data source that is in its own file: its type and settings.
     *
     * @throws SoraException with all problems
     */
    public SourcePlan planSource(Manifest source) {
        PlanProblems problems = new PlanProblems(source, "data source");
        PlanningTools tools = new PlanningTools(catalogue, source, TextForm.NONE, problems);
        Optional<SourcePlan> planned =
                new SourcePlanner(tools.types, tools.settings, tools.calls, problems)
                        .plan(new Section("", source.tree()), "source", new DataColumns(false));
        problems.throwIfAny();
        return planned.orElseThrow();
    }

    /**
     * Plans an optimiser outside a manifest: its type and settings.
     *
     * @throws SoraException with all problems
     */
    public ResolvedType<OptimiserType> planOptimiser(Manifest optimiser) {
        PlanProblems problems = new PlanProblems(optimiser, "optimiser");
        PlanningTools tools = new PlanningTools(catalogue, optimiser, TextForm.NONE, problems);
        Optional<ResolvedType<OptimiserType>> planned =
                new TrainingPlanner(tools.types, tools.settings, problems)
                        .planOptimiser(new Section("", optimiser.tree()));
        problems.throwIfAny();
        return planned.orElseThrow();
    }

    /**
     * Plans only the data of a manifest; the rest of it need not be correct.
     *
     * @throws SoraException with all problems of the data
     */
    public DataPlan planData(Manifest manifest) {
        PlanProblems problems = new PlanProblems(manifest);
        Section root = new Section("", manifest.tree());
        PlanningTools tools =
                new PlanningTools(catalogue, manifest, ManifestHead.unicode(root, true), problems);
        DataPlan data = tools.data.plan(root, false).plan();
        problems.throwIfAny();
        return data;
    }

    /**
     * Plans only the engine, to report what is available.
     *
     * @throws SoraException with all problems
     */
    public EngineChoice planEngine(Manifest manifest) {
        PlanProblems problems = new PlanProblems(manifest);
        PlanningTools tools = new PlanningTools(catalogue, manifest, TextForm.NONE, problems);
        EnginePlanner planner =
                new EnginePlanner(tools.types, tools.settings, tools.calls, true, problems);
        Optional<ResolvedType<EngineType>> engine = planner.plan(new Section("", manifest.tree()));
        problems.throwIfAny();
        return new EngineChoice(engine.orElseThrow(), planner.passedOver());
    }

    /**
     * The engine for a manifest.
     *
     * @param engine the engine
     * @param passedOver why {@code auto} passed over engines of a higher preference
     */
    public record EngineChoice(ResolvedType<EngineType> engine, List<String> passedOver) {

        /** Returns in one line which engine was chosen and why. */
        public String reason() {
            return passedOver.isEmpty()
                    ? engine.qualifiedName() + ", preferred among those that can run"
                    : engine.qualifiedName() + ", because " + String.join("; ", passedOver);
        }
    }
}
