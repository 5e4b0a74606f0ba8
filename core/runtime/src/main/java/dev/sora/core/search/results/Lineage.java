// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.results;

import dev.sora.search.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trials whose weights a trial began with, one after the other: its schedule of values. */
public final class Lineage {

    private final List<Part> parts;

    private Lineage(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * A part of the schedule.
     *
     * @param trial the trial that was trained then
     * @param after the number of epochs before it
     * @param until the number of epochs after it
     */
    public record Part(Trial trial, int after, int until) {}

    /**
     * Returns the lineage of a trial.
     *
     * @param trials all trials by their numbers
     */
    public static Lineage of(List<Trial> trials, Trial last) {
        Deque<Part> parts = new ArrayDeque<>();
        int until =
                last.measurements().isEmpty()
                        ? last.epochs()
                        : last.measurements().get(last.measurements().size() - 1).epochs();
        Trial at = last;
        while (true) {
            parts.addFirst(new Part(at, at.inheritedEpochs(), until));
            if (at.parent().isEmpty()) {
                return new Lineage(new ArrayList<>(parts));
            }
            until = at.inheritedEpochs();
            at = trials.get(at.parent().getAsInt());
        }
    }

    /** Returns whether the trial began with the weights of another one. */
    public boolean isBranched() {
        return parts.size() > 1;
    }

    /** Returns the parts in their order. */
    public List<Part> parts() {
        return parts;
    }

    /** Returns the parts as a tree, for JSON. */
    List<Object> tree() {
        List<Object> tree = new ArrayList<>();
        for (Part part : parts) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("trial", (long) part.trial().number());
            one.put("after_epoch", (long) part.after());
            one.put("until_epoch", (long) part.until());
            one.put("values", part.trial().values());
            tree.add(one);
        }
        return tree;
    }
}
