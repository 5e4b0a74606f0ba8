// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.host.Catalogue;
import dev.sora.core.packaging.Digests;
import dev.sora.core.packaging.TensorData;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Wires;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.State;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model that a training starts from: its weights and learned preprocessing, without its plugins.
 *
 * @param file the package
 * @param size the size of the package in bytes
 * @param sha256 the digest of the package
 * @param nodes its nodes by name
 * @param wires the sources of its nodes
 * @param weights its weights by their names in files
 */
public record PriorModel(
        Path file,
        long size,
        String sha256,
        Map<String, PriorNode> nodes,
        Wires wires,
        Map<String, TensorData> weights) {

    /**
     * A node of the model.
     *
     * @param type its type with the plugin that offers it
     * @param count the number of members
     * @param owner the node whose weights it uses
     * @param parameters the parameters of one member
     * @param columns the columns that it reads, in order, if it is an input
     * @param state its learned preprocessing, if it is an input or output
     */
    record PriorNode(
            String type,
            int count,
            String owner,
            List<ParameterSpec> parameters,
            List<String> columns,
            Optional<State> state) {}

    /** Reads the learned state of the model of a package. */
    public static PriorModel read(Path file, Catalogue catalogue) {
        return of(PackagePlugins.read(file, catalogue).load());
    }

    /** Returns the learned state of a model. */
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
                            columns(node),
                            Optional.ofNullable(model.contents().particles().get(node.name()))));
        }
        return new PriorModel(
                model.file(),
                model.file().toFile().length(),
                Digests.sha256(model.file()),
                nodes,
                Wires.of(model.plan().nodes()),
                model.contents().weights());
    }

    /** Returns the node of the same name and type. */
    Optional<PriorNode> node(Node node) {
        return Optional.ofNullable(nodes.get(node.name()))
                .filter(known -> known.type().equals(node.planned().qualifiedName()));
    }

    private static List<String> columns(Node node) {
        return node instanceof Node.Input
                ? List.copyOf(InputColumns.of(node.planned()).keySet())
                : List.of();
    }

    /**
     * Returns the learned preprocessing of the node of the same name and type; empty for an input
     * that read a different number of columns, for which it cannot be used.
     */
    Optional<State> state(Node node) {
        return node(node)
                .filter(known -> known.columns().size() == columns(node).size())
                .flatMap(PriorNode::state);
    }

    /**
     * Checks that inputs read columns, and other nodes take signals, at the same positions as in
     * the model: scales and weights identify both by position. A column or signal may have another
     * name.
     *
     * @throws SoraException if one has another position
     */
    public void check(Plan plan) {
        List<Problem> problems = new ArrayList<>();
        for (Node.Input input : plan.nodes(Node.Input.class)) {
            List<String> now = columns(input);
            List<String> before = node(input).map(PriorNode::columns).orElse(List.of());
            if (InputColumns.areMoved(before, now) && !plan.taken().containsKey(input.name())) {
                problems.add(moved(plan, input, before, now));
            }
        }
        Set<Wires.Difference> told = new HashSet<>();
        rewired(plan)
                .forEach(
                        (node, found) -> {
                            if (found.moved() && told.add(found)) {
                                problems.add(moved(plan, node, found));
                            }
                        });
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
    }

    /** Returns the nodes of the same name and type whose sources differ from those in the model. */
    Map<Node, Wires.Difference> rewired(Plan plan) {
        Map<Node, Wires.Difference> rewired = new LinkedHashMap<>();
        Wires here = Wires.of(plan.nodes());
        for (Node node : plan.nodes()) {
            if (!plan.taken().containsKey(node.name()) && node(node).isPresent()) {
                wires.differs(node.name(), here, node.name())
                        .ifPresent(found -> rewired.put(node, found));
            }
        }
        return rewired;
    }

    private Problem moved(Plan plan, Node node, Wires.Difference found) {
        return Problem.of(
                        "SORA-2397",
                        "'%s' takes its signals in another order than in the model to go on from"
                                .formatted(node.name()))
                .where(plan.manifest().where(node.planned().path() + ".from"))
                .needs("%s, as in %s".formatted(found.before(), file.getFileName()))
                .have(found.now().toString())
                .fix("name the signals in that order; a new name takes the place of an old one");
    }

    private Problem moved(Plan plan, Node.Input input, List<String> before, List<String> now) {
        return Problem.of(
                        "SORA-2396",
                        "'%s' reads its columns in another order than in the model to go on from"
                                .formatted(input.name()))
                .where(plan.manifest().where(input.planned().path()))
                .needs("%s, as in %s".formatted(before, file.getFileName()))
                .have(now.toString())
                .fix("name the columns in that order; a new name takes the place of an old one");
    }

    /** Returns the values of a parameter of one member of a node. */
    float[] values(PriorNode node, int member, ParameterSpec spec) {
        String prefix = node.count() > 1 ? node.owner() + "[" + member + "]" : node.owner();
        return weights.get(prefix + "." + spec.name()).toFloats();
    }
}
