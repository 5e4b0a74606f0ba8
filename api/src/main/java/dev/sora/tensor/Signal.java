// SPDX-License-Identifier: Apache-2.0
package dev.sora.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The output of a node for a batch: tensors by role, each with the batch dimension first.
 *
 * <p>Every signal has {@link #VALUES}. A sequence has {@link #LENGTHS} too, the number of valid
 * steps of each record. Further parts have names that the types at both ends of an edge agree on,
 * such as the boxes of a detector beside its classes. The parts are those that the {@link
 * SignalSpec} of the node plans, with the same names.
 *
 * <p>A signal is immutable; its tensors belong to the pass that made them.
 *
 * @since 2.0
 */
public final class Signal {

    /** The role of the tensor that every signal has. */
    public static final String VALUES = "values";

    /** The role of the number of valid steps of each record: {@code INT32}, {@code (batch)}. */
    public static final String LENGTHS = "lengths";

    /**
     * The role of the part of a target that marks the records with a defined loss: 1 for these, 0
     * for the others, {@code (batch)}.
     */
    public static final String DEFINED = "defined";

    /**
     * The role of the geometric transform that an input applied to the picture of each record, such
     * as resizing, cropping, mirroring or rotating: 32-bit floats, {@code (batch, 2, 3)}. The
     * matrix maps a point of the picture of the signal, {@code (x, y, 1)} as fractions of width and
     * height from the left and the top, to the point of the picture in the record, in pixels:
     * {@code (0, 0)} is the upper left corner.
     */
    public static final String TRANSFORM = "transform";

    /**
     * The role of the tiles of which an input composed each picture of a minibatch of training:
     * 32-bit floats, {@code (batch, tiles, 11)}. The numbers of a tile are the index of its record
     * in the minibatch; the six of the matrix that maps the picture of the signal to the picture in
     * that record, row by row, as {@link #TRANSFORM} does; and the left, top, right and bottom edge
     * of the tile as fractions of width and height. A picture that is not composed has one tile.
     *
     * @since 2.1
     */
    public static final String MOSAIC = "mosaic";

    /**
     * The role of the positions of the records among the values, where the rows of the values are
     * not records but, for example, the nodes of a graph: {@code INT32}, {@code (batch)}. The first
     * dimension of the other parts is then their own, and not the batch; the parts beside the
     * values are data, through which no gradient flows. Only particles and combiners take such a
     * signal; a particle selects the rows of the records before an output.
     *
     * @since 2.1
     */
    public static final String ROWS = "rows";

    private final NDArray values;
    private final NDArray lengths;
    private final Map<String, NDArray> further;
    private final boolean complete;

    // null instead of an Optional: a signal is created for every node in every step
    private Signal(
            NDArray values, NDArray lengths, Map<String, NDArray> further, boolean complete) {
        this.values = Objects.requireNonNull(values, VALUES);
        this.lengths = lengths;
        this.further = further;
        this.complete = complete;
    }

    /** Returns a signal that has only values. */
    public static Signal of(NDArray values) {
        return new Signal(values, null, Map.of(), false);
    }

    /**
     * Returns a signal that is a sequence.
     *
     * @param values {@code (batch, steps, …)}, zero after the valid steps
     * @param lengths the number of valid steps of each record, {@code INT32}, {@code (batch)}
     */
    public static Signal sequence(NDArray values, NDArray lengths) {
        return new Signal(values, Objects.requireNonNull(lengths, LENGTHS), Map.of(), false);
    }

    /**
     * Returns a copy that is known to have no padding: all steps of all records are valid, so
     * particles need not exclude any. A sequence of one record, trimmed to its length, is one.
     *
     * @throws IllegalArgumentException if the signal is not a sequence
     * @since 2.3
     */
    public Signal complete() {
        return new Signal(values, lengths(), further, true);
    }

    /**
     * Returns whether the signal is a sequence that is known to have no padding. Without that
     * knowledge it may have none, either.
     *
     * @since 2.3
     */
    public boolean isComplete() {
        return complete;
    }

    /** Returns the values, {@code (batch, …)}. */
    public NDArray values() {
        return values;
    }

    /** Returns whether the signal is a sequence: whether it has lengths. */
    public boolean isSequence() {
        return lengths != null;
    }

    /**
     * Returns the number of valid steps of each record, {@code (batch)}.
     *
     * @throws IllegalArgumentException if the signal is not a sequence
     */
    public NDArray lengths() {
        return lengths == null ? part(LENGTHS) : lengths;
    }

    /**
     * Returns a mask that is 1 for valid steps and 0 for padding: 32-bit floats, {@code (batch,
     * steps)}, with as many steps as the values have.
     *
     * @throws IllegalArgumentException if the signal is not a sequence
     */
    public NDArray mask() {
        NDArray counts = lengths();
        int steps = (int) values.getShape().get(1);
        NDArray positions = counts.getManager().arange(0, steps, 1, counts.getDataType());
        return counts.expandDims(1).gt(positions.expandDims(0)).toType(DataType.FLOAT32, false);
    }

    /**
     * Returns a copy in which the padding of the values, {@code (batch, steps, …)}, is zero. A
     * signal that is not a sequence, or that is known to have no padding, is returned unchanged.
     */
    public Signal masked() {
        if (lengths == null || complete) {
            return this;
        }
        Shape shape = values.getShape();
        long[] spread = new long[shape.dimension()];
        Arrays.fill(spread, 1);
        spread[0] = shape.get(0);
        spread[1] = shape.get(1);
        NDArray mask = mask().toType(values.getDataType(), false).reshape(new Shape(spread));
        return withValues(values.mul(mask));
    }

    /** Returns whether the signal has a part. */
    public boolean has(String role) {
        return switch (role) {
            case VALUES -> true;
            case LENGTHS -> lengths != null;
            default -> further.containsKey(role);
        };
    }

    /**
     * Returns a part.
     *
     * @throws IllegalArgumentException if the signal has no part of that role
     */
    public NDArray part(String role) {
        if (!has(role)) {
            throw new IllegalArgumentException(
                    "the signal has no '%s', only %s".formatted(role, parts().keySet()));
        }
        return switch (role) {
            case VALUES -> values;
            case LENGTHS -> lengths;
            default -> further.get(role);
        };
    }

    /**
     * Returns a copy with other values and the same other parts. If this signal is known to have no
     * padding, and the values have as many steps, the copy is known to have none.
     */
    public Signal withValues(NDArray changed) {
        return new Signal(changed, lengths, further, complete && steps(changed) == steps(values));
    }

    private static long steps(NDArray values) {
        Shape shape = values.getShape();
        return shape.dimension() < 2 ? -1 : shape.get(1);
    }

    /** Returns a copy with a part added or replaced. */
    public Signal with(String role, NDArray part) {
        SignalSpec.checkRole(role);
        return switch (role) {
            case VALUES -> withValues(part);
            case LENGTHS -> new Signal(values, Objects.requireNonNull(part, role), further, false);
            default -> {
                Map<String, NDArray> more = new LinkedHashMap<>(further);
                more.put(role, Objects.requireNonNull(part, role));
                yield new Signal(values, lengths, Collections.unmodifiableMap(more), complete);
            }
        };
    }

    /** Returns all parts by role: values, then lengths if there are any, then the further parts. */
    public Map<String, NDArray> parts() {
        Map<String, NDArray> parts = new LinkedHashMap<>();
        parts.put(VALUES, values);
        if (lengths != null) {
            parts.put(LENGTHS, lengths);
        }
        parts.putAll(further);
        return Collections.unmodifiableMap(parts);
    }

    /** Returns roles and shapes, such as {@code values (64, 20, 8), lengths (64)}. */
    @Override
    public String toString() {
        return parts().entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue().getShape())
                .collect(Collectors.joining(", "));
    }
}
