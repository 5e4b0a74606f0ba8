// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The values of the members of a leaf for one record, and what stands for their absence.
 *
 * @param leaf the leaf
 * @param signals the signal of each member
 * @param present the values of each member, {@code (1, …)}
 * @param absent the baseline of each member, in the same shape
 */
record LeafValues(Leaf leaf, List<Signal> signals, List<NDArray> present, List<NDArray> absent) {

    static LeafValues of(
            Leaf leaf,
            Scoring scoring,
            Baselines baselines,
            NDManager manager,
            Collection<String> missing) {
        List<Signal> signals = new ArrayList<>();
        List<NDArray> present = new ArrayList<>();
        List<NDArray> absent = new ArrayList<>();
        for (int member = 0; member < leaf.node().count(); member++) {
            Signal signal = scoring.signal(leaf.node(), member);
            signals.add(signal);
            present.add(signal.values());
            absent.add(
                    baselines.of(
                            new Player(leaf.node(), member),
                            scoring.graph().signal(leaf.node()),
                            signal,
                            manager,
                            missing));
        }
        return new LeafValues(leaf, signals, present, absent);
    }

    String name() {
        return leaf.node().name();
    }

    /** Returns the signals of the members with other values of any number of rows. */
    List<Signal> with(List<NDArray> values, NDManager manager) {
        List<Signal> changed = new ArrayList<>();
        for (int member = 0; member < signals.size(); member++) {
            NDArray own = values.get(member);
            int rows = Math.toIntExact(own.getShape().get(0));
            changed.add(Repeated.of(signals.get(member), rows, manager).withValues(own));
        }
        return changed;
    }
}
