// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.Map;

/**
 * One epoch of the history.
 *
 * <p>Metrics have the names that users know: {@code loss}, {@code accuracy}, or {@code
 * digit.accuracy} if there are several outputs. Each name becomes one chart.
 *
 * @param epoch counted from 1
 * @param learningRate the rate at the end of the epoch
 * @param seconds the duration of the epoch
 * @param train metrics on training records; those that were not measured are left out
 * @param validation the same names on validation records
 */
public record EpochRow(
        int epoch,
        double learningRate,
        double seconds,
        Map<String, Double> train,
        Map<String, Double> validation) {

    public EpochRow {
        train = Ordered.copy(train);
        validation = Ordered.copy(validation);
    }
}
