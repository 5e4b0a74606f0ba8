// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.source.DataSourceType;

/**
 * A data source with the settings that core adds to it.
 *
 * @param planned the source
 * @param errors what happens to broken records
 */
public record SourcePlan(ResolvedType<DataSourceType> planned, ErrorPolicy errors) {}
