// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.host.Catalogue;
import dev.sora.core.io.Digests;
import dev.sora.core.io.TensorData;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.Rewiring;
import dev.sora.core.plan.Rewiring.Difference;
import dev.sora.core.plan.Wires;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.State;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @param settings the values of its settings
     * @param columns the columns that it reads, in order, if it is an input
     * @param state its learned preprocessing, if it is an input or output
     */
    public record PriorNode(
            String type,
            int count,
            String owner,
            List<ParameterSpec> parameters,
            Map<String, Object> settings,
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
                            node.planned().settings().asMap(),
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
    public Optional<PriorNode> node(Node node) {
        return Optional.ofNullable(nodes.get(node.name()))
                .filter(known -> known.type().equals(node.planned().qualifiedName()));
    }

    /**
     * Returns the settings of an input that have another value than in the model, as {@code scale:
     * log (there standard)}: the weights were trained with those. Columns, which {@link #check}
     * compares, and groups, which vary records in training, are left out.
     */
    public List<String> otherSettings(Node.Input input) {
        Map<String, Object> now = input.planned().settings().asMap();
        Map<String, Object> before = node(input).map(PriorNode::settings).orElse(now);
        List<String> other = new ArrayList<>();
        for (Setting<?> setting : input.planned().type().descriptor().settings()) {
            Object had = before.get(setting.name());
            Object has = now.get(setting.name());
            boolean compared =
                    !(setting.type() instanceof SettingType.Group)
                            && InputColumns.names(List.of(setting), now).isEmpty();
            if (compared && !isSame(had, has)) {
                other.add("%s: %s (there %s)".formatted(setting.name(), shown(has), shown(had)));
            }
        }
        return other;
    }

    /** Returns whether two values are equal; of files, which may have moved, the names are. */
    private static boolean isSame(Object one, Object other) {
        return one instanceof Path a && other instanceof Path b
                ? Objects.equals(a.getFileName(), b.getFileName())
                : Objects.equals(one, other);
    }

    private static Object shown(Object value) {
        return value == null ? "not set" : value;
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
     * Checks that inputs read the columns, and nodes that keep weights take the signals, that they
     * had in the model where they had them there: scales and weights know both by their places. A
     * column or signal may have another name.
     *
     * @throws SoraException if one has another position
     */
    public void check(Plan plan) {
        List<Problem> problems = new ArrayList<>();
        Set<Difference> told = new HashSet<>();
        for (Node.Input input : plan.nodes(Node.Input.class)) {
            List<String> now = columns(input);
            List<String> before = node(input).map(PriorNode::columns).orElse(List.of());
            if (InputColumns.areMoved(before, now) && !plan.taken().containsKey(input.name())) {
                Difference found = new Difference(input.name(), before, now, true);
                told.add(found);
                problems.add(columnsMoved(plan, input, found));
            }
        }
        Rewiring rewiring = new Rewiring(plan.nodes());
        rewired(plan, rewiring)
                .forEach(
                        (node, differences) -> {
                            for (Difference found : differences) {
                                if (found.moved() && told.add(found)) {
                                    Node at = rewiring.node(found);
                                    problems.add(
                                            at instanceof Node.Input input
                                                    ? columnsMoved(plan, input, found)
                                                    : signalsMoved(plan, at, node, found));
                                }
                            }
                        });
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
    }

    /** Returns the nodes with weights of the model that take their signals otherwise than there. */
    public Map<Node, List<Difference>> rewired(Plan plan) {
        return rewired(plan, new Rewiring(plan.nodes()));
    }

    private Map<Node, List<Difference>> rewired(Plan plan, Rewiring rewiring) {
        Map<Node, List<Difference>> rewired = new LinkedHashMap<>();
        for (Node node : plan.nodes()) {
            if (Rewiring.isPlaced(node) && isKept(plan, node)) {
                rewired.put(node, rewiring.find(wires, node.name(), node.name()));
            }
        }
        return rewired;
    }

    /** Returns whether a node was in the model, and uses weights that were. */
    private boolean isKept(Plan plan, Node node) {
        String owner = plan.owner(node);
        return node(node).filter(known -> known.count() == node.count()).isPresent()
                && nodes.containsKey(owner)
                && !plan.taken().containsKey(owner);
    }

    private Problem signalsMoved(Plan plan, Node node, Node weighed, Difference found) {
        return Problem.of(
                        "SORA-2397",
                        "'%s' takes its signals in another order than in the model to continue from"
                                .formatted(node.name()))
                .where(plan.manifest().where(node.planned().path() + ".from"))
                .needs("%s, as in %s".formatted(found.before(), file.getFileName()))
                .have(found.now().toString())
                .fix(
                        "%s, which the weights of '%s' were trained on; a new name replaces"
                                        .formatted(found.remedy("signals"), weighed.name())
                                + " an old one");
    }

    private Problem columnsMoved(Plan plan, Node.Input input, Difference found) {
        return Problem.of(
                        "SORA-2396",
                        "'%s' reads its columns in another order than in the model to continue from"
                                .formatted(input.name()))
                .where(plan.manifest().where(input.planned().path()))
                .needs("%s, as in %s".formatted(found.before(), file.getFileName()))
                .have(found.now().toString())
                .fix("name the columns in that order; a new name replaces an old one");
    }

    /** Returns the values of a parameter of one member of a node. */
    public float[] values(PriorNode node, int member, ParameterSpec spec) {
        String prefix = node.count() > 1 ? node.owner() + "[" + member + "]" : node.owner();
        return weights.get(prefix + "." + spec.name()).toFloats();
    }
}
