// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One epoch in the history of a training.
 *
 * @param epoch counted from 1
 * @param figures loss and metrics, those of validation with {@code val_} in front
 * @param learningRate the learning rate at its end
 * @param seconds how long it took
 * @param samplesPerSecond records a second
 */
public record EpochMetrics(
        int epoch,
        Map<String, Double> figures,
        double learningRate,
        double seconds,
        double samplesPerSecond) {

    /** Copies the map, keeping its order. */
    public EpochMetrics {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
