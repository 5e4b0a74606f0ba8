// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.source.DataSourceType;
import dev.sora.source.DerivationUse;

/**
 * A data source with the settings that core adds to it.
 *
 * @param planned the source
 * @param errors what happens to broken records
 */
public record SourcePlan(ResolvedType<DataSourceType> planned, ErrorPolicy errors) {

    /** Returns a source of records that are derived from the rows of this one. */
    public SourcePlan derived(DerivationPlan derivation, DerivationUse use) {
        return new SourcePlan(derivation.of(planned, use), errors);
    }
}
