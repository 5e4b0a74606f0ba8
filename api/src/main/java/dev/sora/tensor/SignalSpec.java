// SPDX-License-Identifier: Apache-2.0
package dev.sora.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What flows along one edge of the graph: one tensor or several that belong together.
 *
 * <p>The first tensor holds the values. Further ones are up to the particles at both ends, for
 * example the boxes beside the classes of a detector.
 *
 * <p>A <em>sequence</em> has a second tensor that by agreement holds the number of valid steps of
 * each record: {@code INT32}, one a record. Its values are {@code (steps, …)}, the padding stands
 * at the end and is zero. A batch may be trimmed to its own longest sequence, so a particle takes
 * the number of steps from the tensor and never from the plan. In a sequence of indices, index 0 is
 * padding and nothing else; where there is no padding, index 0 has a meaning that the input gives
 * it, such as an unknown user or a missing value.
 *
 * @param tensors the tensors, at least one
 * @param entries if the values are indices, what the rows of their table stand for, such as words,
 *     in their order and empty texts for rows that stand for nothing; an empty list if the data has
 *     not decided it or the input does not say
 * @since 1.0
 */
public record SignalSpec(List<TensorSpec> tensors, List<String> entries) {

    /** Copies the lists and checks that there is a tensor, and that entries are the table's. */
    public SignalSpec {
        tensors = List.copyOf(tensors);
        entries = List.copyOf(entries);
        if (!entries.isEmpty() && entries.size() != tensors.get(0).tableSize()) {
            throw new IllegalArgumentException(
                    "%d entries for %s of %d"
                            .formatted(entries.size(), tensors.get(0), tensors.get(0).tableSize()));
        }
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("a signal has at least one tensor");
        }
    }

    /** Creates a signal that does not say what its indices stand for. */
    public SignalSpec(List<TensorSpec> tensors) {
        this(tensors, List.of());
    }

    /** Returns a signal of the given tensors. */
    public static SignalSpec of(TensorSpec... tensors) {
        return new SignalSpec(List.of(tensors));
    }

    /** Returns a signal of one tensor of 32-bit floats. */
    public static SignalSpec floats(long... dimensions) {
        return of(TensorSpec.floats(dimensions));
    }

    /**
     * Returns a signal of indices into a table, without further tensors.
     *
     * @param tableSize the number of rows of the table, or {@link TensorSpec#UNKNOWN}
     */
    public static SignalSpec indices(long tableSize, long... dimensions) {
        return of(TensorSpec.indices(tableSize, dimensions));
    }

    /**
     * Returns a signal of sequences.
     *
     * @param values the values, whose first dimension counts the steps
     */
    public static SignalSpec sequence(TensorSpec values) {
        if (values.rank() < 1) {
            throw new IllegalArgumentException("a sequence has steps");
        }
        return of(values, new TensorSpec(DataType.INT32, new Shape()));
    }

    /** Returns whether the signal is one of sequences: values and the number of valid steps. */
    public boolean isSequence() {
        return tensors.size() == 2
                && values().rank() >= 1
                && tensors.get(1).type() == DataType.INT32
                && tensors.get(1).rank() == 0
                && !tensors.get(1).isIndices();
    }

    /**
     * Returns the number of rows of the table that the values are indices into; {@link
     * TensorSpec#UNKNOWN} before the data has decided it, 0 if they are no indices.
     */
    public long tableSize() {
        return values().tableSize();
    }

    /** Returns a copy that says what the rows of the table stand for. */
    public SignalSpec withEntries(List<String> rows) {
        return new SignalSpec(tensors, rows);
    }

    /** Returns the tensor that holds the values. */
    public TensorSpec values() {
        return tensors.get(0);
    }

    /** Returns a copy with other values and the same further tensors. */
    public SignalSpec withValues(TensorSpec values) {
        List<TensorSpec> changed = new java.util.ArrayList<>(tensors);
        changed.set(0, values);
        return new SignalSpec(changed);
    }

    /** Returns the shapes, such as {@code (128)} or {@code (?, 100) + (?)}. */
    @Override
    public String toString() {
        return tensors.stream().map(TensorSpec::toString).collect(Collectors.joining(" + "));
    }
}
