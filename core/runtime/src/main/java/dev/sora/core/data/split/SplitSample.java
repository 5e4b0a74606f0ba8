// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.HeldOut;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Chooses the training records that are used, at most a number for every value of a column. The
 * others belong to no split, so few labels can be simulated with validation and test unchanged.
 */
final class SplitSample {

    private final long each;
    private final long seed;
    private final SplitKeys keys;

    SplitSample(DataPlan.Sample sample, long seed) {
        this.each = sample.each();
        this.seed = seed;
        // every value counts on its own, as in a stratified part
        this.keys =
                SplitKeys.of(
                                new HeldOut.Count(
                                        each, HeldOut.By.STRATA, Optional.of(sample.column())))
                        .orElseThrow();
    }

    /** Returns the value of each record. */
    SplitKeys keys() {
        return keys;
    }

    /** Leaves out the training records that are not chosen. */
    void take(byte[] marks, int records) {
        int[] left = new int[keys.values()];
        for (int i = 0; i < records; i++) {
            if (marks[i] == Split.TRAIN.ordinal()) {
                left[keys.code(i)]++;
            }
        }
        long[] wanted = new long[left.length];
        for (int value = 0; value < left.length; value++) {
            wanted[value] = Math.min(each, left[value]);
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < records; i++) {
            if (marks[i] == Split.TRAIN.ordinal()) {
                // selection sampling (Fan, Muller and Rezucha, 1962): exactly the wanted number
                int value = keys.code(i);
                if (random.nextInt(left[value]--) < wanted[value]) {
                    wanted[value]--;
                } else {
                    marks[i] = SplitAssignment.LEFT_OUT;
                }
            }
        }
    }
}
