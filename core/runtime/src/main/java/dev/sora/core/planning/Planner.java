// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.Catalogue;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.plan.BatchNeeds;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.GraphPlan;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.plan.WeightsFit;
import dev.sora.core.planning.data.ColumnChecker;
import dev.sora.core.planning.data.DataColumns;
import dev.sora.core.planning.data.DataPlanner;
import dev.sora.core.planning.data.TableChecker;
import dev.sora.core.planning.graph.GraphChecker;
import dev.sora.core.planning.graph.InputVariations;
import dev.sora.core.planning.graph.NodeDefinition;
import dev.sora.core.planning.graph.NodeReader;
import dev.sora.core.planning.graph.RowsCheck;
import dev.sora.core.planning.graph.ShapePlanner;
import dev.sora.core.planning.graph.TakenSignals;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.core.planning.settings.RootKeys;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.data.TextForm;
import dev.sora.engine.EngineType;
import dev.sora.optimiser.OptimiserType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
        return plan(manifest, true);
    }

    /**
     * Plans the manifest of a model package, whose data may no longer exist: sources that cannot be
     * planned are left out.
     *
     * @throws SoraException with all other problems
     */
    public Plan planWithoutData(Manifest manifest) {
        return plan(manifest, false);
    }

    /**
     * Plans a data source that is in its own file: its type and settings.
     *
     * @throws SoraException with all problems
     */
    public SourcePlan planSource(Manifest source) {
        PlanProblems problems = new PlanProblems(source, "data source");
        Work work = new Work(source, TextForm.NONE, problems);
        Optional<SourcePlan> planned =
                work.data.source(new Section("", source.tree()), "source", new DataColumns(false));
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
        Work work = new Work(optimiser, TextForm.NONE, problems);
        Optional<ResolvedType<OptimiserType>> planned =
                new TrainingPlanner(work.types, work.settings, problems)
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
        Work work = new Work(manifest, ManifestHead.unicode(root, true), problems);
        DataPlan data = work.data.plan(root, false).plan();
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
        Work work = new Work(manifest, TextForm.NONE, problems);
        EnginePlanner planner =
                new EnginePlanner(work.types, work.settings, work.calls, true, problems);
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

    /** The collaborators of one planning. */
    private final class Work {
        final TypeFinder types;
        final SettingsChecker settings;
        final PluginCalls calls;
        final DataPlanner data;

        /**
         * Starts a planning.
         *
         * @param unicode the normal form of the data, and of all settings that are compared with it
         */
        Work(Manifest manifest, TextForm unicode, PlanProblems problems) {
            types = new TypeFinder(catalogue, problems);
            settings = new SettingsChecker(manifest.folder(), problems);
            calls = new PluginCalls(problems);
            data = new DataPlanner(types, settings, unicode, calls, problems);
        }
    }

    private Plan plan(Manifest manifest, boolean dataNeeded) {
        PlanProblems problems = new PlanProblems(manifest);
        Section root = new Section("", manifest.tree());
        TextForm unicode = ManifestHead.unicode(root, dataNeeded);
        Work work = new Work(manifest, unicode, problems);
        ManifestHead.checkVersion(root, problems);
        root.checkKeys(CoreSettings.SECTIONS, RootKeys.elsewhere(root), problems);
        Settings own = ManifestHead.nameAndSeed(root, work.settings);

        Optional<ResolvedType<EngineType>> engine =
                new EnginePlanner(work.types, work.settings, work.calls, dataNeeded, problems)
                        .plan(root);
        int beforeData = problems.count();
        DataPlanner.Result data = work.data.plan(root, dataNeeded);
        boolean dataRight = problems.count() == beforeData;
        if (!dataNeeded && !dataRight) {
            problems.backTo(beforeData);
            // records to predict for are derived as before, whatever became of the data
            data =
                    new DataPlanner.Result(
                            DataPlan.none(unicode).with(data.plan().derive()), Map.of(), List.of());
        }
        NodeReader.Drafts drafts =
                new NodeReader(work.types, work.settings.inForm(unicode), dataNeeded, problems)
                        .read(root);
        ColumnChecker columns = new ColumnChecker(data.schemas(), problems);
        drafts.byName().values().forEach(draft -> columns.check(draft, catalogue));
        List<NodeDefinition> sound = new GraphChecker(drafts, problems).check();
        ShapePlanner shapes = new ShapePlanner(work.calls, problems);
        Map<String, Node> nodes = shapes.plan(sound);
        Map<String, NodeKeys> keys = keys(drafts);
        if (dataNeeded && dataRight) {
            boolean inputsRead =
                    drafts.byName().values().stream()
                            .filter(draft -> draft.is(InputType.KIND))
                            .allMatch(draft -> nodes.containsKey(draft.name()));
            new TableChecker(data.plan().tables().keySet(), data.schemas(), problems)
                    .check(nodes.values(), keys, drafts.whole() && inputsRead);
        }
        RowsCheck.check(nodes.values(), problems);
        WeightsFit.find(List.copyOf(nodes.values()), keys::get, Node::parameters)
                .forEach(m -> problems.atKey(m.node().planned().path(), m.problem()));

        if (keys.values().stream().anyMatch(key -> key.taken().isPresent())) {
            TakenSignals.check(nodes.values(), keys, problems);
        }

        boolean validated =
                data.plan().hasValidation() || !dataNeeded || (!dataRight && hasValidation(root));
        boolean outputsRead = drafts.byName().values().stream().noneMatch(NodeDefinition::broken);
        if (!validated) {
            CalibrationCheck.check(nodes.values(), work.calls, problems);
        }
        Monitors monitors =
                new Monitors(
                        drafts.byName().values(),
                        validated,
                        outputsRead && drafts.whole(),
                        problems);
        // a procedure is planned with the whole graph
        boolean complete =
                outputsRead
                        && drafts.whole()
                        && nodes.keySet().containsAll(drafts.byName().keySet());
        Optional<TrainingPlan> training =
                new TrainingPlanner(work.types, work.settings, problems)
                        .plan(
                                root,
                                monitors,
                                new OrderPlanner(
                                        work.types,
                                        work.settings,
                                        work.calls,
                                        nodes.values(),
                                        outputsRead && drafts.whole(),
                                        problems),
                                complete
                                        ? Optional.of(
                                                new ProcedurePlanner(
                                                        new GraphPlan(
                                                                List.copyOf(nodes.values()), keys),
                                                        dataNeeded,
                                                        work.calls,
                                                        problems))
                                        : Optional.empty());
        int devices =
                dataNeeded && engine.isPresent() && training.isPresent()
                        ? DevicesCheck.check(engine.get(), training.get(), work.calls, problems)
                        : 1;
        // a package that was trained so by an older Sora can still be used; of pairs there are more
        // than records, and only the data tells of which nodes
        training.filter(t -> dataNeeded && !drawsPairs(nodes.values()))
                .ifPresent(
                        t ->
                                BatchNeeds.find(
                                                List.copyOf(nodes.values()),
                                                keys::get,
                                                shapes::leastRecords,
                                                t.batches().size(),
                                                devices,
                                                Integer.MAX_VALUE)
                                        .forEach(
                                                m ->
                                                        problems.atKey(
                                                                m.node().planned().path(),
                                                                m.problem())));
        InputVariations.check(nodes.values(), problems);
        training.ifPresent(t -> RateFactorCheck.check(t, keys, work.calls, problems));
        problems.throwIfAny();

        String name =
                own.find(CoreSettings.NAME)
                        .orElseGet(() -> ManifestHead.defaultName(manifest.name()));
        long seed = own.get(CoreSettings.SEED);
        Map<String, Object> resolved =
                ResolvedTree.of(
                        root,
                        name,
                        seed,
                        engine.orElseThrow(),
                        data.plan(),
                        nodes,
                        keys,
                        training.orElseThrow());
        return new Plan(
                manifest,
                resolved,
                name,
                seed,
                engine.orElseThrow(),
                data.plan(),
                new GraphPlan(List.copyOf(nodes.values()), keys),
                training.orElseThrow(),
                unchecked(data, nodes.values()));
    }

    private static boolean drawsPairs(Collection<Node> nodes) {
        return nodes.stream()
                .anyMatch(
                        node ->
                                node.planned().type() instanceof OutputType type
                                        && type.retrieves());
    }

    private static Map<String, NodeKeys> keys(NodeReader.Drafts drafts) {
        Map<String, NodeKeys> keys = new HashMap<>();
        drafts.byName().forEach((name, draft) -> keys.put(name, draft.keys()));
        return keys;
    }

    private static List<String> unchecked(DataPlanner.Result data, Collection<Node> nodes) {
        List<String> unchecked = new ArrayList<>(data.unchecked());
        for (Node node : nodes) {
            if (node instanceof Node.Input
                    && node.signal().parts().values().stream().anyMatch(t -> !t.isKnown())) {
                unchecked.add(
                        "the size of '%s', %s, and what follows from it: the data decides"
                                .formatted(node.name(), node.signal()));
            }
        }
        return unchecked;
    }

    private static boolean hasValidation(Section root) {
        Object data = root.values().get("data");
        return data instanceof Map<?, ?> parts ? parts.get("validation") != null : data != null;
    }
}
