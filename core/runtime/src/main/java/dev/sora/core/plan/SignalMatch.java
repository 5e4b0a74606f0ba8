// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.plan.Wires.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Finds, for the signals of a combiner whose order does not matter, which of them is which of those
 * that it took in another graph.
 */
final class SignalMatch {

    private final Wires before;
    private final Wires now;
    private final Set<String> anyOrder;

    /** A number for every content of a signal; equal contents have equal numbers. */
    private final Map<List<Object>, Integer> contents = new HashMap<>();

    private final Map<String, Integer> contentsBefore = new HashMap<>();
    private final Map<String, Integer> contentsNow = new HashMap<>();

    /**
     * Prepares the comparison of two graphs.
     *
     * @param anyOrder the types of combiners whose signals have no order
     */
    SignalMatch(Wires before, Wires now, Set<String> anyOrder) {
        this.before = before;
        this.now = now;
        this.anyOrder = anyOrder;
    }

    /** Returns whether two nodes are combiners of one type whose signals have no order. */
    boolean isAnyOrder(String there, String here) {
        Wire was = before.nodes().get(there);
        Wire is = now.nodes().get(here);
        return was != null
                && is != null
                && was.type().equals(is.type())
                && anyOrder.contains(is.type());
    }

    /**
     * Returns the signals of now in the order of those that they correspond to: first those of the
     * same content, then those of the same name, then the others as they come.
     */
    List<String> align(List<String> was, List<String> is) {
        String[] aligned = new String[was.size()];
        BitSet used = new BitSet();
        List<BiPredicate<String, String>> rules =
                List.of(
                        (a, b) -> a.equals(b) && isSame(a, b),
                        this::isSame,
                        String::equals,
                        (a, b) -> true);
        for (BiPredicate<String, String> rule : rules) {
            for (int i = 0; i < aligned.length; i++) {
                for (int j = 0; aligned[i] == null && j < is.size(); j++) {
                    if (!used.get(j) && rule.test(was.get(i), is.get(j))) {
                        aligned[i] = is.get(j);
                        used.set(j);
                    }
                }
            }
        }
        return Arrays.asList(aligned);
    }

    private boolean isSame(String there, String here) {
        return content(before, contentsBefore, there) == content(now, contentsNow, here);
    }

    /**
     * Returns the number of a signal's content, without recursion: the other graph may be deep and,
     * as it was not planned, may contain cycles.
     */
    private int content(Wires wires, Map<String, Integer> known, String source) {
        Deque<String> open = new ArrayDeque<>(List.of(source));
        Set<String> seen = new HashSet<>();
        while (!known.containsKey(source)) {
            String next = open.element();
            if (seen.add(next)) {
                parts(wires, next).stream().filter(p -> !known.containsKey(p)).forEach(open::push);
            } else {
                open.remove();
                known.computeIfAbsent(next, s -> number(describe(wires, known, s)));
            }
        }
        return known.get(source);
    }

    /** Returns the sources that make the content of a signal; none for one that has its own. */
    private static List<String> parts(Wires wires, String source) {
        Wire wire = wires.nodes().get(Rewiring.node(source));
        return wire == null || wire.isEnd() ? List.of() : wire.from();
    }

    private List<Object> describe(Wires wires, Map<String, Integer> known, String source) {
        List<String> from = parts(wires, source);
        if (from.isEmpty()) {
            return List.of(source);
        }
        List<Integer> parts = new ArrayList<>();
        for (String part : from) {
            // one without a number is on a cycle: its name is its content
            Integer number = known.get(part);
            parts.add(number == null ? number(List.of(part)) : number);
        }
        Wire wire = wires.nodes().get(Rewiring.node(source));
        if (anyOrder.contains(wire.type())) {
            parts.sort(null);
        }
        List<Object> content = new ArrayList<>();
        content.add(wire.type());
        content.add(source.substring(Rewiring.node(source).length()));
        content.addAll(parts);
        return content;
    }

    private int number(List<Object> content) {
        return contents.computeIfAbsent(content, c -> contents.size());
    }
}
