// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.sora.combiner.CombinerInputs;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of a node for a batch: the signal of each of its members, of which there is one unless
 * it is a generation. For one thread at a time.
 */
public final class Value {

    private final int count;
    private final Signal stacked;
    private List<Signal> members;

    private Value(int count, Signal stacked, List<Signal> members) {
        this.count = count;
        this.stacked = stacked;
        this.members = members;
    }

    /** Returns the value of a node with one member. */
    public static Value of(Signal signal) {
        return new Value(1, null, List.of(signal));
    }

    /** Returns the value of a generation, member by member. */
    public static Value of(List<Signal> members) {
        return new Value(members.size(), null, List.copyOf(members));
    }

    /**
     * Returns the value of a generation that was computed at once.
     *
     * @param stacked values {@code (batch, count, …)}, and the tensors of other roles, which all
     *     members share
     */
    static Value stacked(Signal stacked) {
        return new Value(Math.toIntExact(stacked.values().getShape().get(1)), stacked, null);
    }

    /**
     * Returns the value of a generation, member by member, that combiners join as if it had been
     * computed at once, so that the result has the same bits.
     */
    public static Value stacked(List<Signal> members) {
        boolean alike =
                members.stream().map(member -> member.values().getShape()).distinct().count() == 1;
        return alike
                ? new Value(
                        members.size(),
                        members.get(0).withValues(stack(members)),
                        List.copyOf(members))
                : of(members);
    }

    /** Returns the number of members. */
    public int count() {
        return count;
    }

    /** Returns the signal of a member, counted from 0. */
    public Signal member(int index) {
        return members().get(index);
    }

    /** Returns the signals of all members; a stack is split into its members once. */
    public List<Signal> members() {
        if (members == null) {
            List<Signal> cut = new ArrayList<>(count);
            for (NDArray member : stacked.values().split(count, 1)) {
                cut.add(stacked.withValues(member.squeeze(1)));
            }
            members = cut;
        }
        return members;
    }

    /** Returns a copy in which one member has another signal. */
    public Value withMember(int index, Signal signal) {
        List<Signal> changed = new ArrayList<>(members());
        changed.set(index, signal);
        return isStacked() ? stacked(changed) : of(changed);
    }

    /**
     * Returns the values of all members, which must have the same shape: {@code (batch, count, …)}.
     */
    public NDArray stacked() {
        return isStacked() ? stacked.values() : stack(members());
    }

    private boolean isStacked() {
        return stacked != null;
    }

    private static NDArray stack(List<Signal> signals) {
        NDList values = new NDList(signals.size());
        signals.forEach(signal -> values.add(signal.values()));
        return NDArrays.stack(values, 1);
    }

    /** Returns the operands of a combiner; a whole generation stands for its members. */
    static CombinerInputs parts(List<Value> values) {
        return new Joined(values);
    }

    private record Joined(List<Value> values) implements CombinerInputs {

        @Override
        public int count() {
            return values.stream().mapToInt(Value::count).sum();
        }

        @Override
        public List<Signal> each() {
            return values.stream().flatMap(value -> value.members().stream()).toList();
        }

        @Override
        public boolean has(String role) {
            Value first = values.get(0);
            return first.isStacked() ? first.stacked.has(role) : first.member(0).has(role);
        }

        @Override
        public boolean isStacked() {
            return values.size() == 1 && values.get(0).isStacked();
        }

        @Override
        public NDArray stacked() {
            return isStacked() ? values.get(0).stacked() : stack(each());
        }
    }
}
