// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.trial;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The specification of a signal under test, and how samples are drawn: floats from a normal
 * distribution with mean 0 or uniformly from an interval, indices from the rows of their table.
 *
 * @param spec the specification; unknown dimensions have the size 6 in samples
 * @param low the lower end of the interval of floats; NaN for the normal distribution
 * @param high the upper end
 * @param lengths the lengths of sequences, for each record in turn; empty for random lengths
 */
public record DrawnSignal(SignalSpec spec, double low, double high, List<Integer> lengths) {

    /** The size of an unknown dimension in samples. */
    private static final int DRAWN = 6;

    /** The number of rows of a table of unknown size in samples. */
    private static final int ROWS = 11;

    /** Copies the list. */
    public DrawnSignal {
        lengths = List.copyOf(lengths);
    }

    /** Returns a signal whose floats are drawn from the normal distribution. */
    public static DrawnSignal of(SignalSpec spec) {
        return new DrawnSignal(spec, Double.NaN, Double.NaN, List.of());
    }

    @Override
    public String toString() {
        return spec.tableSize() == 0 ? shown(spec) : shown(spec) + " of " + spec.tableSize();
    }

    /** Returns the shapes for messages, without those of lengths. */
    public static String shown(SignalSpec spec) {
        return spec.toString().replace(" + lengths", " and lengths");
    }

    /** Describes a number of tensors for messages. */
    public static String tensors(int count) {
        return count == 1 ? "1 tensor" : count + " tensors";
    }

    /** Returns the signal with unknown dimensions and unknown table sizes. */
    public SignalSpec unknown() {
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
    public Batch draw(int records, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Map<String, Batch.Tensor> parts = new LinkedHashMap<>();
        if (spec.isSequence()) {
            TensorSpec values = spec.values();
            long[] one = drawn(values.shape());
            int steps = Math.toIntExact(one[0]);
            int[] lengths = new int[records];
            // the first sequence has all steps, as in a batch trimmed to its longest sequence
            Arrays.setAll(lengths, i -> i == 0 ? steps : 1 + random.nextInt(steps));
            if (!this.lengths.isEmpty()) {
                Arrays.setAll(lengths, i -> this.lengths.get(i % this.lengths.size()));
            }
            parts.put(Signal.VALUES, tensor(values, records, random).zeroAfter(lengths));
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
        // integers beside rows that are not records are positions among these rows, such as edges
        long rows =
                spec.has(Signal.ROWS) ? records : tensor.tableSize() == 0 ? 2 : tensor.tableSize();
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
