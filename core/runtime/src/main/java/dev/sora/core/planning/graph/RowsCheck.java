// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.particle.ParticleType;
import dev.sora.problem.Problem;
import dev.sora.tensor.Signal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks the signals whose rows are not records, such as the nodes of a graph: an output needs a
 * row for each record, and a combiner joins rows of one kind and of one input.
 */
public final class RowsCheck {

    private RowsCheck() {}

    /** Adds a problem for each node that cannot take such rows. */
    public static void check(Collection<Node> nodes, PlanProblems problems) {
        Map<String, Node> rows = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (node.signal().has(Signal.ROWS)) {
                rows.put(node.name(), node);
            }
        }
        Map<String, Set<String>> origins = new HashMap<>();
        for (Node node : nodes) {
            List<String> from =
                    node.from().stream().map(Source::node).filter(rows::containsKey).toList();
            Set<String> inputs = new TreeSet<>();
            from.forEach(name -> inputs.addAll(origins(rows.get(name), rows, origins)));
            boolean mixed = !from.isEmpty() && from.size() < node.from().size();
            if (!from.isEmpty() && node instanceof Node.Output) {
                problems.atKey(node.planned().path(), needsRecords(node, from));
            } else if (mixed) {
                problems.atKey(node.planned().path(), mixed(node, from));
            } else if (from.stream().anyMatch(name -> !origins.get(name).equals(inputs))) {
                problems.atKey(node.planned().path(), different(node, inputs));
            } else if (!from.isEmpty() && !rows.containsKey(node.name()) && !selects(node)) {
                problems.atKey(node.planned().path(), lost(node, from));
            }
        }
    }

    /** Returns the inputs from which a node has its rows, and keeps them. */
    private static Set<String> origins(
            Node node, Map<String, Node> rows, Map<String, Set<String>> known) {
        Set<String> inputs = known.get(node.name());
        if (inputs == null) {
            inputs = new TreeSet<>();
            for (Source source : node.from()) {
                if (rows.containsKey(source.node())) {
                    inputs.addAll(origins(rows.get(source.node()), rows, known));
                }
            }
            if (inputs.isEmpty()) {
                inputs.add(node.name());
            }
            known.put(node.name(), inputs);
        }
        return inputs;
    }

    private static boolean selects(Node node) {
        return node.planned().type() instanceof ParticleType type && type.selectsRecords();
    }

    private static Problem lost(Node node, List<String> from) {
        return ManifestCode.ROWS
                .problem("'%s' cannot take the signal of '%s'".formatted(node.name(), from.get(0)))
                .needs("a row for each record of the minibatch")
                .have("rows that are not records, such as the nodes of a graph")
                .fix(
                        "select the rows of the records before it; or use a type that keeps such"
                                + " rows, such as 'dense'");
    }

    private static Problem needsRecords(Node node, List<String> from) {
        return ManifestCode.ROWS
                .problem("'%s' cannot take the signal of '%s'".formatted(node.name(), from.get(0)))
                .needs("a row for each record of the minibatch")
                .have("rows that are not records, such as the nodes of a graph")
                .fix("add a particle between them that selects the rows of the records");
    }

    private static Problem different(Node node, Set<String> inputs) {
        return ManifestCode.ROWS
                .problem("'%s' cannot join the rows of different inputs".formatted(node.name()))
                .needs("rows of one input: row n of two graphs is not the same node")
                .have("rows of " + String.join(" and ", inputs))
                .fix("select the rows of the records of each first");
    }

    private static Problem mixed(Node node, List<String> from) {
        return ManifestCode.ROWS
                .problem("'%s' cannot join rows of two kinds".formatted(node.name()))
                .needs("signals that all have a row for each record, or none")
                .have(
                        "rows that are not records from %s, records from %s"
                                .formatted(
                                        String.join(", ", from),
                                        node.from().stream()
                                                .map(Source::node)
                                                .filter(name -> !from.contains(name))
                                                .collect(Collectors.joining(", "))))
                .fix("select the rows of the records first");
    }
}
