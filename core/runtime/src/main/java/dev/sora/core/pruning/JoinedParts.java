// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pruning;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The places of a signal that puts members side by side: which of them belong to members that are
 * kept. A parameter that reads the signal has such places in one of its dimensions.
 *
 * @param node the combiner that joins the members
 * @param along the places along the dimension of the join
 * @param all the places of the whole signal, in row-major order
 */
record JoinedParts(Node node, boolean[] along, boolean[] all) {

    /**
     * Finds the combiners that become smaller with the generation.
     *
     * @param whole the graph with all members
     * @param smaller the graph with those that are kept
     * @param generation the generation
     * @param kept the members that are kept
     */
    static List<JoinedParts> of(
            FittedGraph whole, FittedGraph smaller, Node.Core generation, List<Integer> kept) {
        List<JoinedParts> joined = new ArrayList<>();
        for (Node node : whole.plan().nodes()) {
            boolean reads =
                    node.from().stream().anyMatch(from -> from.node().equals(generation.name()));
            if (reads && node instanceof Node.Combine) {
                long[] before = whole.signal(node).values().shape().getShape();
                long[] after =
                        smaller.signal(named(smaller, node.name())).values().shape().getShape();
                axis(before, after)
                        .flatMap(axis -> places(whole, node, generation, kept, before, axis))
                        .ifPresent(joined::add);
            }
        }
        return joined;
    }

    static Node named(FittedGraph graph, String name) {
        return graph.plan().nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the only dimension that differs; empty if none does, or several. */
    private static Optional<Integer> axis(long[] before, long[] after) {
        int found = -1;
        for (int i = 0; i < before.length; i++) {
            if (before.length != after.length || before[i] < 0) {
                return Optional.empty();
            }
            if (before[i] != after[i]) {
                if (found >= 0) {
                    return Optional.empty();
                }
                found = i;
            }
        }
        return found < 0 ? Optional.empty() : Optional.of(found);
    }

    private static Optional<JoinedParts> places(
            FittedGraph whole,
            Node combiner,
            Node.Core generation,
            List<Integer> kept,
            long[] shape,
            int axis) {
        List<Boolean> along = new ArrayList<>();
        for (Source from : combiner.from()) {
            Node source = named(whole, from.node());
            long[] part = whole.signal(source).values().shape().getShape();
            if (part.length != shape.length || part[axis] < 0) {
                return Optional.empty();
            }
            int members = from.member().isPresent() ? 1 : source.count();
            for (int member = 0; member < members; member++) {
                boolean stays = !source.name().equals(generation.name()) || kept.contains(member);
                for (long i = 0; i < part[axis]; i++) {
                    along.add(stays);
                }
            }
        }
        if (along.size() != shape[axis]) {
            // not side by side
            return Optional.empty();
        }
        long size = 1;
        long stride = 1;
        for (int i = 0; i < shape.length; i++) {
            size *= shape[i];
            stride *= i > axis ? shape[i] : 1;
        }
        boolean[] all = new boolean[Math.toIntExact(size)];
        for (int i = 0; i < all.length; i++) {
            all[i] = along.get((int) (i / stride % shape[axis]));
        }
        boolean[] places = new boolean[along.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = along.get(i);
        }
        return Optional.of(new JoinedParts(combiner, places, all));
    }

    /**
     * Returns the places of a dimension of a parameter, if it can be one of this signal.
     *
     * @param before its size with all members
     * @param after its size with those that are kept
     */
    Optional<boolean[]> of(long before, long after) {
        for (boolean[] places : List.of(along, all)) {
            int stay = 0;
            for (boolean place : places) {
                stay += place ? 1 : 0;
            }
            if (places.length == before && stay == after) {
                return Optional.of(places);
            }
        }
        return Optional.empty();
    }
}
