// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The facts of a run.
 *
 * @param name the manifest's name
 * @param finished when the run ended
 * @param seed the seed of all random numbers
 * @param device the device of the training, such as {@code cpu, 2 threads}
 * @param seconds wall time of the whole run
 * @param samplesPerSecond training speed
 * @param parameters the number of all parameters
 * @param trainableParameters the number of parameters that training may change
 * @param bestEpoch the epoch whose weights were kept, counted from 1; 0 if there is none
 * @param monitor the metric that determines the best epoch, such as {@code val_accuracy}; may be
 *     empty
 * @param records the number of records by split
 * @param notes sentences for the reader, such as why training stopped
 */
public record RunSummary(
        String name,
        Instant finished,
        long seed,
        String device,
        double seconds,
        double samplesPerSecond,
        long parameters,
        long trainableParameters,
        int bestEpoch,
        String monitor,
        Map<String, Long> records,
        List<String> notes) {

    public RunSummary {
        records = Ordered.copy(records);
        notes = List.copyOf(notes);
    }
}
