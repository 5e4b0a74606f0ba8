// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.plan.Wires.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the signals that nodes take with those that their weights were trained on. Weights know
 * signals by their places: those of a layer after {@code concat} are wrong, and nobody would know,
 * where its parts stand in another order than they were trained in.
 *
 * <p>Nodes without weights hand on the order of what they read, as inputs do that of their columns:
 * a comparison goes through them. What has weights of its own is compared by its name. The signals
 * of a combiner that is not {@link dev.sora.combiner.CombinerType#ordered ordered} have no places.
 */
public final class Rewiring {

    private final Wires now;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    /** The types of combiners whose signals have no order. */
    private final Set<String> anyOrder = new HashSet<>();

    /** Prepares the comparison of the nodes of a plan. */
    public Rewiring(Collection<? extends Node> nodes) {
        this.now = Wires.of(nodes);
        for (Node node : nodes) {
            this.nodes.put(node.name(), node);
            if (node instanceof Node.Combine combine && !combine.planned().type().ordered()) {
                anyOrder.add(combine.planned().type().descriptor().name());
            }
        }
    }

    /**
     * How a node takes its signals, or an input its columns, otherwise than before.
     *
     * @param node the node, as it is called now
     * @param before the signals or columns that it had
     * @param now those that it has
     * @param moved whether one of as many stands at another place; otherwise some have other names,
     *     or there are more or fewer
     * @param through the nodes before it that take other signals, if only this moves its own
     */
    public record Difference(
            String node,
            List<String> before,
            List<String> now,
            boolean moved,
            List<Difference> through) {

        /** A difference at the node itself. */
        public Difference(String node, List<String> before, List<String> now, boolean moved) {
            this(node, before, now, moved, List.of());
        }

        /** Returns what to write in a manifest, so that signals or columns are at their places. */
        public String remedy(String what) {
            return through.isEmpty()
                    ? "name the %s in that order".formatted(what)
                    : through.stream()
                            .map(d -> "'%s' take %s".formatted(d.node(), d.before()))
                            .collect(Collectors.joining(", ", "let ", ""));
        }
    }

    /** Returns whether a node knows signals by their places, by weights or as what it predicts. */
    public static boolean isPlaced(Node node) {
        return node instanceof Node.Output || !node.parameters().isEmpty();
    }

    /** Returns the node that a difference was found at. */
    public Node node(Difference found) {
        return nodes.get(found.node());
    }

    /**
     * Returns all in which what a node takes differs from what one of another graph took.
     *
     * @param before the other graph
     * @param there the node of that graph
     * @param here the node of this one
     */
    public List<Difference> find(Wires before, String there, String here) {
        Walk walk = new Walk(before);
        walk.compare(there, here);
        boolean told = walk.found.stream().anyMatch(Difference::moved);
        if (!told && InputColumns.areMoved(walk.endsBefore, walk.endsNow)) {
            // each node by itself has new names only, and yet one of them stood elsewhere
            List<Difference> through = List.copyOf(walk.found);
            walk.found.add(0, new Difference(here, walk.endsBefore, walk.endsNow, true, through));
        }
        return walk.found;
    }

    /** One comparison. */
    private final class Walk {

        private final Wires before;
        private final SignalMatch signals;
        private final Set<List<String>> seen = new HashSet<>();
        private final List<Difference> found = new ArrayList<>();
        private final List<String> endsBefore = new ArrayList<>();
        private final List<String> endsNow = new ArrayList<>();

        Walk(Wires before) {
            this.before = before;
            this.signals = new SignalMatch(before, now, Rewiring.this.anyOrder);
        }

        /** Without recursion, as graphs may be deep. */
        void compare(String there, String here) {
            Deque<Step> open = new ArrayDeque<>();
            enter(there, here).ifPresent(open::push);
            while (!open.isEmpty()) {
                Step step = open.element();
                if (step.at == step.is.size()) {
                    open.remove();
                    if (step.renamed) {
                        found.add(new Difference(step.here, step.was, step.given, false));
                    }
                    continue;
                }
                String was = step.was.get(step.at);
                String is = step.is.get(step.at);
                step.at++;
                if (isPassed(was, is)) {
                    enter(node(was), node(is)).ifPresent(open::push);
                } else {
                    step.renamed |= !was.equals(is);
                    endsBefore.add(was);
                    endsNow.add(is);
                    columns(was, is).ifPresent(found::add);
                }
            }
        }

        /** Returns the signals of two nodes to compare; empty if that is done. */
        private Optional<Step> enter(String there, String here) {
            if (!seen.add(List.of(there, here))) {
                return Optional.empty();
            }
            List<String> was = from(before, there);
            List<String> given = from(now, here);
            boolean sameSize = was.size() == given.size();
            boolean anyOrder = sameSize && signals.isAnyOrder(there, here);
            if (!sameSize || (!anyOrder && InputColumns.areMoved(was, given))) {
                found.add(new Difference(here, was, given, sameSize));
                return Optional.empty();
            }
            return Optional.of(
                    new Step(here, was, given, anyOrder ? signals.align(was, given) : given));
        }

        /** Returns whether both signals are handed on by nodes that know no places. */
        private boolean isPassed(String there, String here) {
            Wire was = before.nodes().get(node(there));
            Wire is = now.nodes().get(node(here));
            return was != null
                    && is != null
                    && !was.isEnd()
                    && !is.isEnd()
                    && member(there).equals(member(here));
        }

        /** Compares the columns of two inputs of one type. */
        private Optional<Difference> columns(String there, String here) {
            Wire was = before.nodes().get(there);
            if (was == null
                    || !(nodes.get(here) instanceof Node.Input input)
                    || !was.from().isEmpty()
                    || !was.type().equals(input.planned().type().descriptor().name())) {
                return Optional.empty();
            }
            List<String> columns =
                    InputColumns.names(
                            input.planned().type().descriptor().settings(), was.settings());
            List<String> read = List.copyOf(InputColumns.of(input.planned()).keySet());
            return InputColumns.areMoved(columns, read)
                    ? Optional.of(new Difference(here, columns, read, true))
                    : Optional.empty();
        }
    }

    /** Two nodes whose signals are being compared. */
    private static final class Step {

        private final String here;
        private final List<String> was;
        private final List<String> given;
        private final List<String> is;
        private int at;
        private boolean renamed;

        Step(String here, List<String> was, List<String> given, List<String> is) {
            this.here = here;
            this.was = was;
            this.given = given;
            this.is = is;
        }
    }

    private static List<String> from(Wires wires, String node) {
        Wire wire = wires.nodes().get(node);
        return wire == null ? List.of() : wire.from();
    }

    /** Returns the node of a source, {@code view} of {@code view[2]}. */
    static String node(String source) {
        int bracket = source.indexOf('[');
        return bracket < 0 ? source : source.substring(0, bracket);
    }

    private static String member(String source) {
        return source.substring(node(source).length());
    }
}
