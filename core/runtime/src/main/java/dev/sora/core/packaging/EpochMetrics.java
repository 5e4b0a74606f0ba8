// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One epoch in the history of a training.
 *
 * @param epoch counted from 1
 * @param figures loss and metrics, those of validation with the prefix {@code val_}
 * @param learningRate the learning rate at its end
 * @param seconds its duration
 * @param samplesPerSecond records per second
 */
public record EpochMetrics(
        int epoch,
        Map<String, Double> figures,
        double learningRate,
        double seconds,
        double samplesPerSecond) {

    /** Copies the map and keeps its order. */
    public EpochMetrics {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
