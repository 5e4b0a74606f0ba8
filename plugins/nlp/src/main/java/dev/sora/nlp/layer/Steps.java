// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Optional;

/**
 * Operations over the valid steps of a batch of sequences. Padding never changes a result. Without
 * lengths, all steps are valid.
 */
public final class Steps {

    /**
     * A finite replacement for minus infinity: adding it removes a step from a softmax or a
     * maximum.
     */
    public static final float NEVER = -1e9f;

    private final Optional<NDArray> lengths;

    /** The lengths if some steps may be padding. */
    private final Optional<NDArray> padded;

    private Steps(Optional<NDArray> lengths, boolean complete) {
        this.lengths = lengths;
        this.padded = complete ? Optional.empty() : lengths;
    }

    /** Returns the valid steps of a batch. */
    public static Steps of(Signal signal) {
        return new Steps(
                signal.isSequence() ? Optional.of(signal.lengths()) : Optional.empty(),
                signal.isComplete());
    }

    /**
     * Returns the values of a signal that must be a sequence of vectors, {@code (steps, features)}.
     *
     * @param who the particle for the message, such as {@code lstm}
     */
    public static TensorSpec vectors(SignalSpec signal, String who) {
        TensorSpec values = signal.values();
        if (values.type() != DataType.FLOAT32) {
            throw new ShapeException(
                    "a sequence of vectors for " + who, signal, "put an 'embedding' before it");
        }
        if (values.rank() != 2) {
            throw new ShapeException(
                    "a sequence of vectors (steps, features) for " + who,
                    signal,
                    "name a sequence of vectors in 'from', such as an 'embedding' of a 'text'");
        }
        return values;
    }

    /** Returns a signal of sequences if the input is one, with lengths if the input has them. */
    public static SignalSpec sequence(SignalSpec input, long features) {
        TensorSpec values = TensorSpec.floats(input.values().dimension(0), features);
        return input.isSequence() ? SignalSpec.sequence(values) : SignalSpec.of(values);
    }

    /** Returns a signal of values, which have as many steps, with the lengths of this batch. */
    public Signal signal(NDArray values) {
        return lengths.map(counts -> Signal.sequence(values, counts))
                .map(sequence -> padded.isPresent() ? sequence : sequence.complete())
                .orElseGet(() -> Signal.of(values));
    }

    /**
     * Returns a term for scores {@code (batch, steps)} that excludes padding; empty if there is
     * none.
     */
    public Optional<NDArray> never(long steps) {
        return never(padded, steps);
    }

    private static Optional<NDArray> never(Optional<NDArray> lengths, long steps) {
        return lengths.map(
                counts ->
                        counts.expandDims(1)
                                .lte(positions(counts, steps))
                                .toType(DataType.FLOAT32, false)
                                .mul(NEVER));
    }

    /** Sets the padding of values {@code (batch, steps, features)} to zero. */
    public NDArray zero(NDArray values) {
        return signal(values).masked().values();
    }

    /** Returns the values of the last valid step, {@code (batch, features)}. */
    public NDArray last(NDArray values) {
        long steps = values.getShape().get(1);
        if (padded.isEmpty()) {
            return values.split(new long[] {steps - 1}, 1).get(1).squeeze(1);
        }
        NDArray counts = padded.get();
        return rows(values, counts.sub(1).maximum(0).add(starts(counts, steps)));
    }

    /** Reverses the order of the valid steps; padding stays at the end. */
    public NDArray reversed(NDArray values) {
        if (padded.isEmpty()) {
            return values.flip(1);
        }
        long steps = values.getShape().get(1);
        NDArray counts = padded.get();
        NDArray positions = positions(counts, steps);
        NDArray mirrored = counts.expandDims(1).sub(1).sub(positions);
        NDArray isPadding = mirrored.lt(0).toType(DataType.INT32, false);
        NDArray backToOwn = positions.sub(mirrored).mul(isPadding);
        return rows(values, mirrored.add(backToOwn).add(starts(counts, steps).expandDims(1)));
    }

    /** Returns the sum of the valid steps. */
    public NDArray sum(NDArray values) {
        return padded.map(counts -> Signal.sequence(values, counts).mask())
                .map(mask -> mask.expandDims(1).matMul(values).squeeze(1))
                .orElseGet(() -> values.sum(new int[] {1}));
    }

    /** Returns the mean of the valid steps. */
    public NDArray mean(NDArray values) {
        return padded.map(
                        counts ->
                                sum(values)
                                        .div(
                                                counts.maximum(1)
                                                        .toType(DataType.FLOAT32, false)
                                                        .expandDims(1)))
                .orElseGet(() -> values.mean(new int[] {1}));
    }

    /**
     * Returns the maximum of the valid steps for each feature. For an empty sequence, the first
     * step, which is padding, counts.
     */
    public NDArray max(NDArray values) {
        return greatest(values, padded.map(counts -> counts.maximum(1)));
    }

    /**
     * Returns the maximum over windows of several steps, where window i starts at step i. For a
     * sequence shorter than a window, the first window counts.
     */
    public NDArray maxOfWindows(NDArray windows, int width) {
        return greatest(windows, lengths.map(counts -> counts.sub(width - 1).maximum(1)));
    }

    private static NDArray greatest(NDArray values, Optional<NDArray> counts) {
        NDArray open =
                never(counts, values.getShape().get(1))
                        .map(never -> values.add(never.expandDims(2)))
                        .orElse(values);
        return open.max(new int[] {1});
    }

    private static NDArray positions(NDArray counts, long steps) {
        NDManager manager = counts.getManager();
        return manager.arange(0, (int) steps, 1, DataType.INT32).expandDims(0);
    }

    private static NDArray starts(NDArray counts, long steps) {
        int batch = (int) counts.getShape().get(0);
        return counts.getManager().arange(0, batch, 1, DataType.INT32).mul((int) steps);
    }

    /**
     * Gathers rows of features by index; whole rows are copied, which is faster than single values.
     */
    private static NDArray rows(NDArray values, NDArray numbers) {
        NDArray table = values.reshape(new Shape(-1, values.getShape().get(2)));
        return Embedding.embedding(numbers, table, SparseFormat.DENSE).head();
    }
}
