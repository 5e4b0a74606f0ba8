// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.sora.combiner.Parts;
import java.util.ArrayList;
import java.util.List;

/** What a node computed: the signals of its members, one by one or stacked. */
final class Value {

    private final int count;
    private NDArray stacked;
    private final List<NDArray> further;
    private List<NDList> members;

    private Value(int count, NDArray stacked, List<NDArray> further, List<NDList> members) {
        this.count = count;
        this.stacked = stacked;
        this.further = further;
        this.members = members;
    }

    static Value one(NDList signal) {
        return new Value(1, null, List.of(), List.of(signal));
    }

    static Value members(List<NDList> members) {
        return new Value(members.size(), null, List.of(), members);
    }

    /**
     * Returns the signals of a generation that was computed at once.
     *
     * @param further what stands behind the values of every member, such as lengths
     */
    static Value stacked(NDArray stacked, List<NDArray> further) {
        return new Value(Math.toIntExact(stacked.getShape().get(1)), stacked, further, null);
    }

    NDList member(int index) {
        return each().get(index);
    }

    /** Cuts a stack into its members, once. */
    List<NDList> each() {
        if (members == null) {
            List<NDList> cut = new ArrayList<>(count);
            for (NDArray member : stacked.split(count, 1)) {
                NDList signal = new NDList(member.squeeze(1));
                signal.addAll(further);
                cut.add(signal);
            }
            members = cut;
        }
        return members;
    }

    /** The sources of a combiner, a generation as a whole standing for its members. */
    static Parts parts(List<Value> values) {
        return new Joined(values);
    }

    private static final class Joined implements Parts {

        private final List<Value> values;

        Joined(List<Value> values) {
            this.values = values;
        }

        @Override
        public int count() {
            return values.stream().mapToInt(value -> value.count).sum();
        }

        @Override
        public List<NDList> each() {
            return values.stream().flatMap(value -> value.each().stream()).toList();
        }

        @Override
        public boolean isStacked() {
            return values.size() == 1 && values.get(0).stacked != null;
        }

        @Override
        public NDArray stacked() {
            if (isStacked()) {
                return values.get(0).stacked;
            }
            NDList signals = new NDList();
            each().forEach(signal -> signals.add(signal.get(0)));
            return NDArrays.stack(signals, 1);
        }
    }
}
