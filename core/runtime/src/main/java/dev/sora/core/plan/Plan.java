// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.weights.ForeignWeights;
import dev.sora.engine.EngineType;
import dev.sora.setting.SettingProblem;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A manifest that has been checked against the available types. It contains everything that can be
 * known before data is read and native code is loaded.
 *
 * @param manifest the manifest that it was made from
 * @param resolved the manifest's tree with all defaults filled in and types as the manifest names
 *     them; planning it again gives the same plan
 * @param name the pipeline's name
 * @param seed the seed of all random numbers of the run
 * @param engine the engine
 * @param data the data
 * @param graph the nodes, and the keys on their weights
 * @param training how to train
 * @param unchecked what can only be checked with the data, one sentence each
 */
public record Plan(
        Manifest manifest,
        Map<String, Object> resolved,
        String name,
        long seed,
        ResolvedType<EngineType> engine,
        DataPlan data,
        GraphPlan graph,
        TrainingPlan training,
        List<String> unchecked) {

    /** Copies the list. */
    public Plan {
        unchecked = List.copyOf(unchecked);
    }

    /** Returns all nodes, each after its sources. */
    public List<Node> nodes() {
        return graph.nodes();
    }

    /** Returns the nodes of one kind, in the order of the plan. */
    public <T extends Node> List<T> nodes(Class<T> kind) {
        return graph.nodes(kind);
    }

    /** Returns the keys of the manifest on the weights of a node. */
    public NodeKeys keys(String node) {
        return graph.keys(node);
    }

    /** Returns the name of the node whose weights a node uses: its own, or that of another node. */
    public String owner(Node node) {
        return graph.owner(node);
    }

    /** Returns the parameters of a node that are those of other nodes, which own them. */
    public Map<String, TiedParameter> tied(Node node) {
        return graph.tied(node);
    }

    /** Returns whether the weights that a node uses are not trained. */
    public boolean isFrozen(Node node) {
        return graph.isFrozen(node);
    }

    /** Returns the nodes that are taken from other packages, by their names here. */
    public Map<String, TakenNode> taken() {
        return graph.taken();
    }

    /** Returns the weights of other programs that nodes start from, by their names here. */
    public Map<String, ForeignWeights> foreign() {
        return graph.foreign();
    }

    /** Returns the plugins whose types it uses. */
    public Set<OfferedPlugin> plugins() {
        return uses().keySet();
    }

    /** Returns the uses of each plugin. */
    public Map<OfferedPlugin, Set<PluginUse>> uses() {
        Map<OfferedPlugin, Set<PluginUse>> uses = new LinkedHashMap<>();
        note(uses, engine, PluginUse.ENGINE);
        Stream.of(data.train(), data.validation(), data.test())
                .flatMap(Optional::stream)
                .forEach(source -> note(uses, source.planned(), PluginUse.DATA));
        data.derive().ifPresent(derive -> note(uses, derive.planned(), PluginUse.MODEL));
        data.tables().values().forEach(source -> note(uses, source.planned(), PluginUse.DATA));
        for (Node node : nodes()) {
            note(uses, node.planned(), PluginUse.MODEL);
            if (node instanceof Node.Output output) {
                output.metrics().forEach(m -> note(uses, m.planned(), PluginUse.MODEL));
            }
        }
        note(uses, training.optimiser(), PluginUse.MODEL);
        training.schedule().ifPresent(schedule -> note(uses, schedule, PluginUse.MODEL));
        training.batches().order().ifPresent(order -> note(uses, order.planned(), PluginUse.MODEL));
        training.procedure().ifPresent(p -> note(uses, p.planned(), PluginUse.MODEL));
        training.optimisers().values().forEach(o -> note(uses, o, PluginUse.MODEL));
        return uses;
    }

    private static void note(
            Map<OfferedPlugin, Set<PluginUse>> uses, ResolvedType<?> planned, PluginUse use) {
        uses.computeIfAbsent(planned.plugin(), p -> EnumSet.noneOf(PluginUse.class)).add(use);
    }

    /**
     * Returns a plan with one more setting of the engine.
     *
     * @return this plan if the setting is present already, or if the engine does not have it
     */
    public Plan tellingEngine(String setting, Object value) {
        Map<String, Object> raw = new LinkedHashMap<>();
        engine.settings().asMap().forEach((name, set) -> raw.put(name, PlainValue.of(set)));
        if (raw.putIfAbsent(setting, value) != null) {
            return this;
        }
        List<SettingProblem> problems = new ArrayList<>();
        Settings told = Settings.read(engine.type().descriptor().settings(), raw, problems);
        if (!problems.isEmpty()) {
            return this;
        }
        return new Plan(
                manifest,
                resolved,
                name,
                seed,
                new ResolvedType<>(engine.path(), engine.type(), engine.plugin(), told),
                data,
                graph,
                training,
                unchecked);
    }
}
