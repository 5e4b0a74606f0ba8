// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One epoch in the history of a training.
 *
 * @param epoch counted from 1
 * @param metrics loss and metrics, those of validation with the prefix {@code val_}
 * @param learningRate the learning rate at its end
 * @param seconds its duration
 * @param samplesPerSecond records per second
 */
public record EpochMetrics(
        int epoch,
        Map<String, Double> metrics,
        double learningRate,
        double seconds,
        double samplesPerSecond) {

    /** Copies the map and keeps its order. */
    public EpochMetrics {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
