// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.particle.PassMode;

/**
 * The purpose of a pass through the graph, and its number.
 *
 * @param mode the purpose
 * @param number the step of the training, or the batch of an evaluation: a key of random numbers
 * @param view which view of the records inputs compute
 * @param step the step of the training, on each device the same; 0 outside of training
 */
public record Moment(PassMode mode, long number, int view, long step) {

    /** Creates the moment of a pass with the first view. */
    public Moment(PassMode mode, long number) {
        this(mode, number, 0, 0);
    }

    /** Returns the moment of a pass with another view. */
    public Moment of(int other) {
        return new Moment(mode, number, other, step);
    }

    /** The pass of a prediction. */
    public static final Moment PREDICTION = new Moment(PassMode.PREDICT, 0);

    /** Returns the pass of a training step. */
    public static Moment training(long step) {
        return new Moment(PassMode.TRAIN, step);
    }

    /**
     * Returns the pass of a share of a training step.
     *
     * @param draws a key of random numbers, of each share another
     */
    public static Moment training(long step, long draws) {
        return new Moment(PassMode.TRAIN, draws, 0, step);
    }

    /** Returns the pass that evaluates a batch. */
    public static Moment evaluation(long batch) {
        return new Moment(PassMode.EVALUATE, batch);
    }

    boolean training() {
        return mode == PassMode.TRAIN;
    }
}
