// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.Catalogue;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.GraphPlan;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.TrainingPlan;
import dev.sora.core.plan.WeightsFit;
import dev.sora.core.planning.data.ColumnChecker;
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
import dev.sora.core.planning.settings.RootKeys;
import dev.sora.core.planning.settings.Section;
import dev.sora.data.TextForm;
import dev.sora.engine.EngineType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.State;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans a whole manifest: engine, data, graph and training, with what one asks of the other. */
final class WholePlanner {

    private final Catalogue catalogue;
    private final Manifest manifest;
    private final boolean dataNeeded;
    private final Optional<Map<String, State>> saved;
    private final PlanProblems problems;
    private final Section root;
    private final TextForm unicode;
    private final PlanningTools tools;

    /**
     * Creates a planner of one manifest.
     *
     * @param dataNeeded whether it is planned for training; otherwise, as for a package, its data
     *     may no longer exist
     * @param saved what the types of a package saved, by node; empty if it is not a package
     */
    WholePlanner(
            Catalogue catalogue,
            Manifest manifest,
            boolean dataNeeded,
            Optional<Map<String, State>> saved) {
        this.saved = saved;
        this.catalogue = catalogue;
        this.manifest = manifest;
        this.dataNeeded = dataNeeded;
        problems = new PlanProblems(manifest);
        root = new Section("", manifest.tree());
        unicode = ManifestHead.unicode(root, dataNeeded);
        tools = new PlanningTools(catalogue, manifest, unicode, problems);
    }

    /**
     * Plans the manifest.
     *
     * @throws dev.sora.problem.SoraException with all problems, in the order of the file
     */
    Plan plan() {
        ManifestHead.checkVersion(root, problems);
        root.checkKeys(CoreSettings.SECTIONS, RootKeys.elsewhere(root), problems);
        Settings own = ManifestHead.nameAndSeed(root, tools.settings);

        Optional<ResolvedType<EngineType>> engine =
                new EnginePlanner(tools.types, tools.settings, tools.calls, dataNeeded, problems)
                        .plan(root);
        int beforeData = problems.count();
        DataPlanner.Result data = tools.data.plan(root, dataNeeded);
        boolean dataRight = problems.count() == beforeData;
        if (!dataNeeded && !dataRight) {
            problems.backTo(beforeData);
            // records to predict for are derived as before, whatever became of the data
            data =
                    new DataPlanner.Result(
                            DataPlan.none(unicode).with(data.plan().derive()), Map.of(), List.of());
        }
        NodeReader.Drafts drafts =
                new NodeReader(tools.types, tools.settings.inForm(unicode), dataNeeded, problems)
                        .read(root);
        ColumnChecker columns = new ColumnChecker(data.schemas(), problems);
        drafts.byName().values().forEach(draft -> columns.check(draft, catalogue));
        List<NodeDefinition> sound = new GraphChecker(drafts, problems).check();
        ShapePlanner shapes = new ShapePlanner(saved, tools.calls, problems);
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
        if (!validated) {
            CalibrationCheck.check(nodes.values(), tools.calls, problems);
        }
        Optional<TrainingPlan> training = training(drafts, nodes, keys, validated);
        int devices =
                dataNeeded && engine.isPresent() && training.isPresent()
                        ? DevicesCheck.check(engine.get(), training.get(), tools.calls, problems)
                        : 1;
        training.filter(t -> dataNeeded)
                .ifPresent(t -> checkBatches(t, nodes.values(), keys, shapes, devices));
        training.ifPresent(
                t -> GradientCheck.check(t, nodes.values(), keys, tools.calls, problems));
        InputVariations.check(nodes.values(), problems);
        training.ifPresent(t -> RateFactorCheck.check(t, keys, tools.calls, problems));
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

    private Optional<TrainingPlan> training(
            NodeReader.Drafts drafts,
            Map<String, Node> nodes,
            Map<String, NodeKeys> keys,
            boolean validated) {
        boolean outputsRead = drafts.byName().values().stream().noneMatch(NodeDefinition::broken);
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
        return new TrainingPlanner(tools.types, tools.settings, problems)
                .plan(
                        root,
                        monitors,
                        new OrderPlanner(
                                tools.types,
                                tools.settings,
                                tools.calls,
                                nodes.values(),
                                outputsRead && drafts.whole(),
                                problems),
                        complete
                                ? Optional.of(
                                        new ProcedurePlanner(
                                                new GraphPlan(List.copyOf(nodes.values()), keys),
                                                dataNeeded,
                                                tools.calls,
                                                problems))
                                : Optional.empty());
    }

    private void checkBatches(
            TrainingPlan training,
            Collection<Node> nodes,
            Map<String, NodeKeys> keys,
            ShapePlanner shapes,
            int devices) {
        SharedLosses.find(
                        nodes.stream().filter(Node.Output.class::isInstance).toList(),
                        shapes::leastRecords,
                        devices)
                .forEach(m -> problems.atKey(m.node().planned().path(), m.problem()));
        // a package that was trained so by an older Sora can still be used; of pairs there are more
        // than records, and only the data tells of which nodes
        if (drawsPairs(nodes)) {
            return;
        }
        BatchNeeds.find(
                        List.copyOf(nodes),
                        keys::get,
                        shapes::leastRecords,
                        training.batches().size(),
                        devices,
                        Integer.MAX_VALUE)
                .forEach(m -> problems.atKey(m.node().planned().path(), m.problem()));
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
