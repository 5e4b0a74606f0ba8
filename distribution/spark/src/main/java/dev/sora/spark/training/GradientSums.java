// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.TrainingSession.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * The vector that workers add up: gradients and changes of buffers, each multiplied by the number
 * of its records, and these numbers. In float32 a number is exact up to 16 million records, more
 * than a minibatch has.
 */
final class GradientSums {

    private final int parts;
    private final int gradient;
    private final int buffers;
    private final int outputs;
    private final float[] values;

    /** Where the buffers, the numbers of records of the parts, and the other counts begin. */
    private final int buffersAt;

    private final int weightsAt;
    private final int recordsAt;
    private final int definedAt;
    private final int wantedAt;

    /**
     * Creates sums of zero.
     *
     * @param parts the number of gradients
     * @param gradient the length of a gradient
     * @param buffers the length of the buffers
     * @param outputs the number of outputs whose defined losses are counted
     */
    GradientSums(int parts, int gradient, int buffers, int outputs) {
        this.parts = parts;
        this.gradient = gradient;
        this.buffers = buffers;
        this.outputs = outputs;
        buffersAt = Math.multiplyExact(parts, gradient);
        weightsAt = buffersAt + buffers;
        recordsAt = weightsAt + parts;
        definedAt = recordsAt + 1;
        wantedAt = definedAt + outputs;
        values = new float[Math.addExact(wantedAt, 1)];
    }

    int parts() {
        return parts;
    }

    /** Returns the vector itself. */
    float[] values() {
        return values;
    }

    void clear() {
        Arrays.fill(values, 0);
    }

    /** Counts the records of a minibatch. */
    void count(Gradient minibatch) {
        values[recordsAt] += minibatch.records();
    }

    /** Counts the records of a minibatch, and those that have a loss of each output. */
    void count(Gradient minibatch, List<String> names) {
        count(minibatch);
        for (int i = 0; i < outputs; i++) {
            values[definedAt + i] += minibatch.records(names.get(i));
        }
    }

    /**
     * Adds a gradient.
     *
     * @param records the number of records that it is the mean over; 0 to leave it out
     */
    void add(int part, Gradient minibatch, int records) {
        if (records == 0) {
            return;
        }
        float[] added = minibatch.values();
        int start = part * gradient;
        for (int i = 0; i < gradient; i++) {
            values[start + i] += added[i] * records;
        }
        values[weightsAt + part] += records;
    }

    /**
     * Adds how much the minibatches that were counted changed the buffers. A buffer that they do
     * not change, such as a frozen weight, then stays the same to the last bit.
     *
     * @param before those of all workers before
     */
    void addBuffers(float[] before, float[] after) {
        for (int i = 0; i < buffers; i++) {
            values[buffersAt + i] = (after[i] - before[i]) * values[recordsAt];
        }
    }

    /** Says whether a checkpoint is wanted. */
    void want(boolean checkpoint) {
        values[wantedAt] = checkpoint ? 1 : 0;
    }

    boolean isWanted() {
        return values[wantedAt] > 0;
    }

    /** Returns whether every output has a loss of the same records: of those of the gradient. */
    boolean areEqual() {
        for (int i = 0; i < outputs; i++) {
            if (values[definedAt + i] != values[weightsAt]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the sum over the parts of their mean gradients. */
    float[] mean() {
        float[] mean = new float[gradient];
        for (int part = 0; part < parts; part++) {
            float records = values[weightsAt + part];
            if (records > 0) {
                int start = part * gradient;
                for (int i = 0; i < gradient; i++) {
                    mean[i] += values[start + i] / records;
                }
            }
        }
        return mean;
    }

    /**
     * Returns the mean buffers.
     *
     * @param before those of all workers before
     */
    float[] meanBuffers(float[] before) {
        float[] mean = Arrays.copyOfRange(values, buffersAt, buffersAt + buffers);
        float records = values[recordsAt];
        for (int i = 0; i < buffers; i++) {
            mean[i] /= records;
        }
        add(mean, before);
        return mean;
    }

    /** Adds a vector to another one. */
    static void add(float[] to, float[] added) {
        for (int i = 0; i < to.length; i++) {
            to[i] += added[i];
        }
    }

    /** Subtracts a vector from another one. */
    static void subtract(float[] from, float[] subtracted) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= subtracted[i];
        }
    }
}
