// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.index.IndexType;
import dev.sora.testkit.check.IndexChecks;

/**
 * The contract of indexes, tried on drawn vectors of length 1: a single one, equal ones, and some
 * hundreds, of which one is zero.
 */
public final class IndexContract extends TypeContract<IndexType, IndexContract> {

    IndexContract(IndexType type) {
        super(type);
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(
                checks, this, settings -> new IndexChecks(type(), settings).candidates(20));
        for (Variant variant : variants()) {
            IndexChecks on = new IndexChecks(type(), variant.settings());
            checks.add(Clause.CANDIDATES, name() + variant, on::candidates);
            checks.add(Clause.SEED, name() + variant, on::repeats);
            checks.add(Clause.ROUND_TRIP, name() + variant, on::roundTrip);
            checks.add(Clause.BROKEN_STATE, name() + variant, on::broken);
            checks.add(Clause.THREADS, name() + variant, on::threads);
        }
    }
}
