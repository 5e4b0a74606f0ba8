// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

/** The hashes of records, to find equal ones in other data. */
public final class RecordHashes {

    private final HashSample sample;

    public RecordHashes(HashSample sample) {
        this.sample = sample;
    }

    /** Returns the number of records of other data with the same columns that are also here. */
    public long shared(RecordHashes other) {
        return sample.shared(other.sample);
    }

    /** Returns whether that number is exact, and not estimated. */
    public boolean isExact(RecordHashes other) {
        return sample.isExact() && other.sample.isExact();
    }
}
