// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.host.Catalogue;
import dev.sora.core.packaging.Digests;
import dev.sora.core.packaging.TensorData;
import dev.sora.core.plan.Node;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.State;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that a training goes on from: all that it learned, without its plugins.
 *
 * @param file the package
 * @param size the bytes of the package
 * @param sha256 the digest of the package
 * @param nodes its nodes by name
 * @param weights its weights by their names in files
 */
public record PriorModel(
        Path file,
        long size,
        String sha256,
        Map<String, PriorNode> nodes,
        Map<String, TensorData> weights) {

    /**
     * A node of the model.
     *
     * @param type its type with the plugin that offers it
     * @param count its members
     * @param owner the node whose weights it uses
     * @param parameters the parameters of one member
     * @param state what it learned before weights were trained, if it is an input or output
     */
    record PriorNode(
            String type,
            int count,
            String owner,
            List<ParameterSpec> parameters,
            Optional<State> state) {}

    /** Reads what the model of a package learned. */
    public static PriorModel read(Path file, Catalogue catalogue) {
        return of(PackagePlugins.read(file, catalogue).load());
    }

    /** Takes what a model learned out of it. */
    public static PriorModel of(LoadedModel model) {
        Map<String, PriorNode> nodes = new LinkedHashMap<>();
        for (Node node : model.plan().nodes()) {
            nodes.put(
                    node.name(),
                    new PriorNode(
                            node.planned().qualifiedName(),
                            node.count(),
                            model.plan().owner(node),
                            model.graph().parameters(node),
                            Optional.ofNullable(model.contents().particles().get(node.name()))));
        }
        return new PriorModel(
                model.file(),
                model.file().toFile().length(),
                Digests.sha256(model.file()),
                nodes,
                model.contents().weights());
    }

    /** Returns the node of the same name and type. */
    Optional<PriorNode> node(Node node) {
        return Optional.ofNullable(nodes.get(node.name()))
                .filter(known -> known.type().equals(node.planned().qualifiedName()));
    }

    /** Returns what the node of the same name and type learned. */
    Optional<State> state(Node node) {
        return node(node).flatMap(PriorNode::state);
    }

    /** Returns a parameter's values of one member of a node. */
    float[] values(PriorNode node, int member, ParameterSpec spec) {
        String prefix = node.count() > 1 ? node.owner() + "[" + member + "]" : node.owner();
        return weights.get(prefix + "." + spec.name()).toFloats();
    }
}
