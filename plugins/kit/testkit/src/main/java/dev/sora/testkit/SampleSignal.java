// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A test signal of a contract: its specification, and how samples are drawn.
 *
 * <p>Floats are drawn from a normal distribution with mean 0, or from the interval of {@link
 * #between}; indices are drawn from the rows of their table. The records of a batch of sequences
 * have different lengths.
 */
public final class SampleSignal {

    /** The size of an unknown dimension in samples. */
    private static final int DRAWN = 6;

    /** The number of rows of a table of unknown size in samples. */
    private static final int ROWS = 11;

    private final SignalSpec spec;
    private final double low;
    private final double high;

    private SampleSignal(SignalSpec spec, double low, double high) {
        this.spec = spec;
        this.low = low;
        this.high = high;
    }

    /**
     * Returns a signal of any specification. Unknown dimensions are planned as unknown; in samples
     * they have the size {@value #DRAWN}.
     */
    public static SampleSignal of(SignalSpec spec) {
        return new SampleSignal(spec, Double.NaN, Double.NaN);
    }

    /** Returns a signal of vectors {@code (size)}. */
    public static SampleSignal vector(long size) {
        return of(SignalSpec.floats(size));
    }

    /** Returns a signal of 32-bit floats of any shape. */
    public static SampleSignal floats(long... dimensions) {
        return of(SignalSpec.floats(dimensions));
    }

    /** Returns a signal of images {@code (channels, height, width)}. */
    public static SampleSignal image(long channels, long height, long width) {
        return of(SignalSpec.floats(channels, height, width));
    }

    /**
     * Returns a signal of sequences of vectors {@code (steps, features)}, with different lengths.
     */
    public static SampleSignal sequence(long steps, long features) {
        return of(SignalSpec.sequence(TensorSpec.floats(steps, features)));
    }

    /** Returns a signal of indices into a table. */
    public static SampleSignal indices(long tableSize, long... dimensions) {
        return of(SignalSpec.indices(tableSize, dimensions));
    }

    /** Returns a signal of sequences of indices, such as words; index 0 is padding. */
    public static SampleSignal indexSequence(long tableSize, long steps) {
        return of(SignalSpec.sequence(TensorSpec.indices(tableSize, steps)));
    }

    /**
     * Returns a copy whose floats are drawn uniformly from an interval, for example positive ones
     * for logarithms.
     */
    public SampleSignal between(double least, double most) {
        return new SampleSignal(spec, least, most);
    }

    /** Returns the specification of the signal. */
    public SignalSpec spec() {
        return spec;
    }

    @Override
    public String toString() {
        return spec.tableSize() == 0 ? shown(spec) : shown(spec) + " of " + spec.tableSize();
    }

    /** Returns the shapes for messages, without those of lengths. */
    static String shown(SignalSpec spec) {
        return spec.toString().replace(" + lengths", " and lengths");
    }

    /** Describes a number of tensors for messages. */
    static String tensors(int count) {
        return count == 1 ? "1 tensor" : count + " tensors";
    }

    /** Returns the signal with unknown dimensions and unknown table sizes. */
    SignalSpec unknown() {
        SignalSpec unknown = spec.withValues(unknown(spec.values()));
        for (String role : spec.parts().keySet()) {
            unknown = unknown.with(role, unknown(spec.part(role)));
        }
        return unknown;
    }

    private static TensorSpec unknown(TensorSpec part) {
        long[] shape = new long[part.rank()];
        Arrays.fill(shape, TensorSpec.UNKNOWN);
        return part.isIndices()
                ? TensorSpec.indices(TensorSpec.UNKNOWN, shape)
                : TensorSpec.of(part.type(), shape);
    }

    /** Draws a batch; the same seed gives the same batch. */
    Batch draw(int records, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Map<String, Batch.Tensor> parts = new LinkedHashMap<>();
        if (spec.isSequence()) {
            TensorSpec values = spec.values();
            long[] one = drawn(values.shape());
            int steps = Math.toIntExact(one[0]);
            int[] lengths = new int[records];
            // the first sequence has all steps, as in a batch trimmed to its longest sequence
            Arrays.setAll(lengths, i -> i == 0 ? steps : 1 + random.nextInt(steps));
            parts.put(Signal.VALUES, tensor(values, records, random).zeroBehind(lengths));
            parts.put(
                    Signal.LENGTHS,
                    new Batch.Tensor(DataType.INT32, new Shape(records), null, lengths));
        }
        spec.parts()
                .forEach(
                        (role, part) ->
                                parts.computeIfAbsent(
                                        role, drawn -> tensor(part, records, random)));
        return new Batch(parts);
    }

    private Batch.Tensor tensor(TensorSpec tensor, int records, RandomGenerator random) {
        long[] one = drawn(tensor.shape());
        Shape shape = new Shape(records).addAll(new Shape(one));
        int size = Math.toIntExact(shape.size());
        if (tensor.type() == DataType.FLOAT32) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] =
                        (float)
                                (Double.isNaN(low)
                                        ? random.nextGaussian()
                                        : low + (high - low) * random.nextDouble());
            }
            return new Batch.Tensor(DataType.FLOAT32, shape, values, null);
        }
        long rows = tensor.tableSize() == 0 ? 2 : tensor.tableSize();
        int bound = (int) Math.min(Integer.MAX_VALUE, rows < 0 ? ROWS : rows);
        int first = spec.isSequence() && bound > 1 ? 1 : 0;
        int[] values = new int[size];
        Arrays.setAll(values, i -> first + random.nextInt(bound - first));
        return new Batch.Tensor(tensor.type(), shape, null, values);
    }

    private static long[] drawn(Shape shape) {
        return Arrays.stream(shape.getShape()).map(d -> d < 0 ? DRAWN : d).toArray();
    }
}
