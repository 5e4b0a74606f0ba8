// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Manifest;
import dev.sora.engine.EngineType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A manifest that has been checked against the types at hand: everything that can be known before
 * data is read and native code is loaded.
 *
 * @param manifest the manifest it was made from
 * @param resolved the manifest's tree with all defaults filled in and types as the manifest names
 *     them; planning it again gives the same plan
 * @param name the pipeline's name
 * @param seed the seed from which all random numbers of the run follow
 * @param engine the engine
 * @param data the data
 * @param nodes all nodes, each after those it takes signals from
 * @param training how to train
 */
public record Plan(
        Manifest manifest,
        Map<String, Object> resolved,
        String name,
        long seed,
        Planned<EngineType> engine,
        DataPlan data,
        List<Node> nodes,
        TrainingPlan training) {

    /** Copies the list. */
    public Plan {
        nodes = List.copyOf(nodes);
    }

    /** Returns the nodes of one kind, in the order of the plan. */
    public <T extends Node> List<T> nodes(Class<T> kind) {
        return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns the plugins whose types it uses. */
    public Set<OfferedPlugin> plugins() {
        List<Planned<?>> all = new ArrayList<>();
        all.add(engine);
        data.train().ifPresent(source -> all.add(source.planned()));
        data.validation().ifPresent(source -> all.add(source.planned()));
        data.test().ifPresent(source -> all.add(source.planned()));
        for (Node node : nodes) {
            all.add(node.planned());
            if (node instanceof Node.Output output) {
                output.metrics().forEach(metric -> all.add(metric.planned()));
            }
        }
        all.add(training.optimiser());
        training.schedule().ifPresent(all::add);
        Set<OfferedPlugin> plugins = new LinkedHashSet<>();
        all.forEach(planned -> plugins.add(planned.plugin()));
        return plugins;
    }
}
