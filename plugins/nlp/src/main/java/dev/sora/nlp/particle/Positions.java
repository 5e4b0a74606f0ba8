// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;

/** How the positions of steps are encoded. */
enum Positions {
    /**
     * Alternating {@code sin(t / 10000^(2i/d))} and {@code cos} of the same (Vaswani et al., 2017).
     */
    SINUSOIDAL,
    /** A learned vector for each position. */
    LEARNED,
    /** No positions. */
    NONE;

    static final String PARAMETER = "positions";

    private static final int LEAST_ROWS = 16;

    /** Adds position vectors to {@code (batch, steps, units)}. */
    NDArray add(NDArray values, Pass pass) {
        long steps = values.getShape().get(1);
        return switch (this) {
            case NONE -> values;
            case SINUSOIDAL -> values.add(waves((int) steps, (int) values.getShape().get(2), pass));
            case LEARNED -> {
                NDArray learned = pass.parameter(PARAMETER);
                boolean all = learned.getShape().get(0) == steps;
                yield values.add(all ? learned : learned.split(new long[] {steps}, 0).get(0));
            }
        };
    }

    /** Batches have different lengths; a table of twice the length is reused by many of them. */
    private static NDArray waves(int steps, int units, Pass pass) {
        int rows = Math.max(LEAST_ROWS, Integer.highestOneBit(2 * steps - 1));
        NDArray table = pass.kept("waves of " + rows, manager -> waves(rows, units, manager));
        return rows == steps ? table : table.split(new long[] {steps}, 0).get(0);
    }

    private static NDArray waves(int steps, int units, NDManager manager) {
        float[] waves = new float[steps * units];
        for (int i = 0; i < units; i++) {
            double pace = Math.pow(10_000, -2.0 * (i / 2) / units);
            for (int t = 0; t < steps; t++) {
                double angle = t * pace;
                waves[t * units + i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return manager.create(waves, new Shape(steps, units));
    }
}
