// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of one epoch.
 *
 * @param epoch the epoch, counted from 1
 * @param figures {@code loss}, {@code val_loss}, {@code val_accuracy} and the like
 * @param learningRate the learning rate of its last step
 * @param seconds how long its steps took
 * @param samplesPerSecond records trained on a second
 */
public record EpochFigures(
        int epoch,
        Map<String, Double> figures,
        double learningRate,
        double seconds,
        double samplesPerSecond) {

    /** Copies the map, keeping its order. */
    public EpochFigures {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
