// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.source.DataSourceType;

/**
 * A data source with what core keeps of its own about it.
 *
 * @param planned the source
 * @param errors what becomes of broken records
 */
public record SourcePlan(ResolvedType<DataSourceType> planned, ErrorPolicy errors) {}
