// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.describe;

import dev.sora.core.plan.ResolvedType;
import dev.sora.source.DataSourceType;
import java.util.Map;

/**
 * A source to describe.
 *
 * @param part the split: {@code train}, {@code validation} or {@code test}
 * @param planned the source
 * @param written its settings as a manifest writes them, without defaults
 */
record FoundSource(
        String part, ResolvedType<DataSourceType> planned, Map<String, Object> written) {}
