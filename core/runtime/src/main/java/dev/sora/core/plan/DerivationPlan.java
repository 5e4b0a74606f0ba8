// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.source.DataSourceType;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationType;
import dev.sora.source.DerivationUse;

/**
 * How the records of a pipeline are derived from the rows of its sources.
 *
 * @param planned the type and its settings
 * @param derivation what the type created
 */
public record DerivationPlan(ResolvedType<DerivationType> planned, Derivation derivation) {

    /** Returns a source of derived records, with the settings of the source of the rows. */
    public ResolvedType<DataSourceType> of(ResolvedType<DataSourceType> rows, DerivationUse use) {
        return new ResolvedType<>(
                rows.path(), of(rows.type(), rows.plugin(), use), rows.plugin(), rows.settings());
    }

    /** Returns a type of sources of derived records; derives nothing twice. */
    public DataSourceType of(DataSourceType rows, OfferedPlugin plugin, DerivationUse use) {
        return rows instanceof DerivedType derived
                ? new DerivedType(derived.rows(), plugin, this, use)
                : new DerivedType(rows, plugin, this, use);
    }
}
