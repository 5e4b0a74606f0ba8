// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import org.jspecify.annotations.Nullable;

/** The shares of some bins of values; the last bin is that of missing values. Immutable. */
public sealed interface Distribution permits NumberBins, ValueShares {

    /** Returns the share of each bin; they sum to 1. */
    double[] shares();

    /** Returns the bin of a value; null, and what is of another kind, is missing. */
    int bin(@Nullable Object value);

    /** Returns the number of bins. */
    default int size() {
        return shares().length;
    }
}
