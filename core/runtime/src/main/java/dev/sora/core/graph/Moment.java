// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.particle.PassMode;

/**
 * What a pass through the graph is for, and when it takes place.
 *
 * @param mode what it is for
 * @param number the step of the training, or the batch of an evaluation: random numbers follow from
 *     it
 */
public record Moment(PassMode mode, long number) {

    /** A pass that answers. */
    public static final Moment PREDICTION = new Moment(PassMode.PREDICT, 0);

    /** Returns the pass of a training's step. */
    public static Moment training(long step) {
        return new Moment(PassMode.TRAIN, step);
    }

    /** Returns the pass that measures a batch. */
    public static Moment evaluation(long batch) {
        return new Moment(PassMode.EVALUATE, batch);
    }

    boolean training() {
        return mode == PassMode.TRAIN;
    }
}
