// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.planning.graph.NodeDefinition.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Sorts nodes so that each comes after its sources, otherwise in the order of the manifest, and
 * finds the cycles that prevent such an order. It uses no recursion, so long chains cannot overflow
 * the stack.
 */
final class GraphOrder {

    private final List<String> all;
    private final int[][] sources;
    private final List<List<Integer>> takers = new ArrayList<>();
    private final List<List<String>> cycles = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    GraphOrder(Map<String, NodeDefinition> drafts) {
        all = List.copyOf(drafts.keySet());
        Map<String, Integer> index = new HashMap<>();
        for (String name : all) {
            index.put(name, index.size());
            takers.add(new ArrayList<>());
        }
        sources = new int[all.size()][];
        for (int i = 0; i < sources.length; i++) {
            sources[i] =
                    drafts.get(all.get(i)).from().stream()
                            .map(Reference::source)
                            .map(s -> index.get(s.node()))
                            .filter(s -> s != null)
                            .mapToInt(Integer::intValue)
                            .distinct()
                            .toArray();
            for (int source : sources[i]) {
                takers.get(source).add(i);
            }
        }
        sort();
    }

    /**
     * Returns all names in order. Nodes of a cycle come after all their sources outside the cycle.
     */
    List<String> names() {
        return names;
    }

    /** Returns the cycles, each in the direction of the signals, starting with its first name. */
    List<List<String>> cycles() {
        return cycles;
    }

    private void sort() {
        int[] open = new int[all.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        BitSet done = new BitSet();
        for (int i = 0; i < open.length; i++) {
            open[i] = sources[i].length;
            if (open[i] == 0) {
                ready.add(i);
            }
        }
        while (done.cardinality() < open.length) {
            if (ready.isEmpty()) {
                int[] cycle = findCycle(done);
                cycles.add(rotated(cycle));
                // cut the cycle where it is entered, so that the search continues after it
                open[cycle[0]] = 0;
                ready.add(cycle[0]);
            }
            int next = ready.remove();
            if (done.get(next)) {
                continue;
            }
            done.set(next);
            names.add(all.get(next));
            for (int taker : takers.get(next)) {
                if (--open[taker] == 0) {
                    ready.add(taker);
                }
            }
        }
    }

    private int[] findCycle(BitSet done) {
        int[] step = new int[all.size()];
        Arrays.fill(step, -1);
        List<Integer> walk = new ArrayList<>();
        int at = done.nextClearBit(0);
        while (step[at] < 0) {
            step[at] = walk.size();
            walk.add(at);
            for (int source : sources[at]) {
                if (!done.get(source)) {
                    at = source;
                    break;
                }
            }
        }
        List<Integer> cycle = new ArrayList<>(walk.subList(step[at], walk.size()));
        Collections.reverse(cycle);
        return cycle.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<String> rotated(int[] cycle) {
        int first = 0;
        for (int i = 1; i < cycle.length; i++) {
            if (cycle[i] < cycle[first]) {
                first = i;
            }
        }
        List<String> result = new ArrayList<>();
        for (int i = 0; i < cycle.length; i++) {
            result.add(all.get(cycle[(first + i) % cycle.length]));
        }
        return result;
    }
}
