// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;

/**
 * Position vectors {@code sin(t / 10000^(2i/d))}, alternating with {@code cos} of the same (Vaswani
 * et al., 2017), and the mask of what a step may attend to. Tables of a power of two serve all
 * smaller sizes.
 */
final class Positions {

    private static final float NEVER = -1e9f;
    private static final int LEAST = 16;

    /** A mask of so many steps takes a gigabyte; the places of a larger one would overflow. */
    private static final int MOST_MASKED = 16_384;

    private Positions() {}

    /**
     * Returns the vectors of some positions, {@code (steps, units)}.
     *
     * @param first the first position, from 0
     */
    static NDArray waves(int first, int steps, int units, Pass pass) {
        int rows = rows(first + steps);
        NDArray table = pass.kept("waves of " + rows, manager -> waves(rows, units, manager));
        return part(table, first, steps, rows);
    }

    /**
     * Returns a term for scores, {@code (steps, steps)}, that lets each step attend to itself and
     * to those before it.
     */
    static NDArray causal(int steps, Pass pass) {
        if (steps > MOST_MASKED) {
            throw new ShapeException(
                    "at most %d steps".formatted(MOST_MASKED),
                    "%d steps".formatted(steps),
                    "set 'length' at the input 'target-pieces'");
        }
        int rows = rows(steps);
        NDArray table = pass.kept("causal of " + rows, manager -> causal(rows, manager));
        return steps == rows
                ? table
                : part(table, 0, steps, rows).split(new long[] {steps}, 1).get(0);
    }

    private static int rows(int steps) {
        return Math.max(LEAST, Integer.highestOneBit(2 * steps - 1));
    }

    private static NDArray part(NDArray table, int first, int count, int rows) {
        if (count == rows) {
            return table;
        }
        if (first == 0) {
            return table.split(new long[] {count}, 0).get(0);
        }
        return first + count == rows
                ? table.split(new long[] {first}, 0).get(1)
                : table.split(new long[] {first, (long) first + count}, 0).get(1);
    }

    private static NDArray waves(int rows, int units, NDManager manager) {
        float[] waves = new float[rows * units];
        for (int i = 0; i < units; i++) {
            double pace = Math.pow(10_000, -2.0 * (i / 2) / units);
            for (int t = 0; t < rows; t++) {
                double angle = t * pace;
                waves[t * units + i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return manager.create(waves, new Shape(rows, units));
    }

    private static NDArray causal(int rows, NDManager manager) {
        float[] mask = new float[rows * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = i + 1; j < rows; j++) {
                mask[i * rows + j] = NEVER;
            }
        }
        return manager.create(mask, new Shape(rows, rows));
    }

    /** Returns a term for scores that excludes the padding of a memory, {@code (batch, steps)}. */
    static NDArray padding(NDArray mask) {
        return mask.sub(1).mul(-NEVER);
    }
}
