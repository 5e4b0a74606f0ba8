// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.profile.SplitSummary;
import dev.sora.data.DataRecord;
import java.util.List;
import java.util.Map;

/**
 * What was seen of the records of a training.
 *
 * @param train the statistics of the training data
 * @param samples a sample of the records of each part that was encoded, by its name
 */
public record Observed(SplitSummary train, Map<String, List<DataRecord>> samples) {}
