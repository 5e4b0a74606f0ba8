// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The progress of a training.
 *
 * @param form the form of the checkpoint, {@link #FORM} if it was written now
 * @param epochs the planned number of epochs; 0 if unknown
 * @param epoch the completed epochs
 * @param step the completed steps, over all epochs
 * @param partial the epoch that has begun, if any
 * @param seed the seed of the run
 * @param identity the digest of the {@link StepsIdentity}; a training continues only under the same
 * @param groups the groups of a session's weights, a line each; empty if there are none
 * @param pins the digest of all that a lock would pin; empty if an older Sora wrote it
 * @param data the digest of the data that is learned from; empty if that is not known
 * @param records the digest of its records in any order; empty if that is not known, or if all of
 *     it lies in files
 * @param best the best epoch so far; absent if nothing is monitored
 * @param sinceBest epochs without an improvement
 * @param history the metrics of each epoch
 */
public record Progress(
        int form,
        int epochs,
        int epoch,
        long step,
        Optional<Partial> partial,
        long seed,
        String identity,
        String groups,
        String pins,
        String data,
        String records,
        Optional<Best> best,
        int sinceBest,
        List<EpochMetrics> history) {

    /**
     * The best epoch so far.
     *
     * @param epoch counted from 1
     * @param value the monitored metric
     */
    public record Best(int epoch, double value) {}

    /** The form in which each step has its own random numbers, and epochs may be divided. */
    public static final int FORM = 2;

    /**
     * An epoch that has begun.
     *
     * @param steps its completed steps
     * @param losses the sums of the losses of its records so far, by name
     * @param records the number of those records
     * @param seconds the time that it took so far
     */
    public record Partial(long steps, Map<String, Double> losses, long records, double seconds) {

        /** Copies the map. */
        public Partial {
            losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
        }
    }

    /** Copies the list. */
    public Progress {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(best, "best");
        history = List.copyOf(history);
    }
}
