// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a training has come.
 *
 * @param epoch the epochs that are done
 * @param step the steps that are done, over all epochs
 * @param seed the seed of the run
 * @param identity the digest of the resolved manifest; a training goes on only under the same
 * @param pins the digest of all that a lock would pin; empty if an older Sora wrote it
 * @param best the best epoch so far; absent if nothing is monitored
 * @param sinceBest epochs without an improvement
 * @param history the figures of each epoch
 */
public record Progress(
        int epoch,
        long step,
        long seed,
        String identity,
        String pins,
        Optional<Best> best,
        int sinceBest,
        List<Row> history) {

    /**
     * The best epoch so far.
     *
     * @param epoch counted from 1
     * @param value the monitored figure
     */
    public record Best(int epoch, double value) {}

    /** Copies the list. */
    public Progress {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(best, "best");
        history = List.copyOf(history);
    }
}
