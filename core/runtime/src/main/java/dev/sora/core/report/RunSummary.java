// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was run, on what, for how long.
 *
 * @param name the manifest's name
 * @param finished when the run ended
 * @param seed the seed everything random came from
 * @param device the device trained on, such as {@code cpu, 2 threads}
 * @param seconds wall time of the whole run
 * @param samplesPerSecond training speed
 * @param parameters all parameters
 * @param trainableParameters those that training may change
 * @param bestEpoch the epoch whose weights were kept, counted from 1; 0 when none stands out
 * @param monitor the quantity that decided about the best epoch, such as {@code val_accuracy}; may
 *     be empty
 * @param records number of records by split
 * @param notes sentences worth a reader's attention, such as why training stopped
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
