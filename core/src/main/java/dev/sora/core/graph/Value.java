// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.sora.combiner.Parts;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.List;

/** What a node computed: the signals of its members, one by one or stacked. */
final class Value {

    private final int count;
    private final Signal stacked;
    private List<Signal> members;

    private Value(int count, Signal stacked, List<Signal> members) {
        this.count = count;
        this.stacked = stacked;
        this.members = members;
    }

    static Value one(Signal signal) {
        return new Value(1, null, List.of(signal));
    }

    static Value members(List<Signal> members) {
        return new Value(members.size(), null, members);
    }

    /**
     * Returns the signals of a generation that was computed at once.
     *
     * @param stacked values {@code (batch, count, …)}, and the parts that all members share
     */
    static Value stacked(Signal stacked) {
        return new Value(Math.toIntExact(stacked.values().getShape().get(1)), stacked, null);
    }

    Signal member(int index) {
        return each().get(index);
    }

    /** Cuts a stack into its members, once. */
    List<Signal> each() {
        if (members == null) {
            List<Signal> cut = new ArrayList<>(count);
            for (NDArray member : stacked.values().split(count, 1)) {
                cut.add(stacked.withValues(member.squeeze(1)));
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
        public List<Signal> each() {
            return values.stream().flatMap(value -> value.each().stream()).toList();
        }

        @Override
        public boolean isStacked() {
            return values.size() == 1 && values.get(0).stacked != null;
        }

        @Override
        public NDArray stacked() {
            if (isStacked()) {
                return values.get(0).stacked.values();
            }
            NDList stack = new NDList();
            each().forEach(signal -> stack.add(signal.values()));
            return NDArrays.stack(stack, 1);
        }
    }
}
